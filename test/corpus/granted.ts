// What a case grants, in the product's own terms: the tool, what it may reach, and how its arguments are read. The last is what the user
// says in correcting the reading: resources have their role, free arguments are payload, and whatever else is there is a value that
// nobody has granted.

import type { JsonObject } from '../../shared/contract/json.ts';
import { argMatcherSchema, type ArgMatcher, type ReachGrant } from '../../shared/contract/scope.ts';
import type { ArgumentRole, ToolRoles } from '../../shared/contract/tool-profile.ts';
import { pointerTo } from '../../shared/core/arg-matcher.ts';
import { holdsLongNumber, isJsonObject } from '../../shared/core/strict-json.ts';
import { NotModelled, objectOf, onlyKeys, textOf, textsOf, type CorpusCase } from './corpus-case.ts';
import { resources, type Resources } from './resources.ts';

/** A reach grant without what ties it to its grant and tool. */
export type Reachable = DistributiveOmit<ReachGrant, 'id' | 'with'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What is granted. `bound` are the texts that the grant was given under, by their keys. */
export type Granted = {
  readonly server: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, ArgMatcher>> | null;
  readonly reachesAny: boolean;
  readonly reach: readonly Reachable[];
  readonly roles: ToolRoles | null;
  readonly bound: Readonly<Record<string, string>>;
  /** Why the product can't be given such a grant, or null. */
  readonly refused: string | null;
};

/** An argument that limits, by the case's name for it. */
export type ResourceArg = {
  readonly name: string;
  /** The pointer of its role, and that of the argument which has to be there. */
  readonly pointer: string;
  readonly base: string;
};

/** Arguments that may be left out: without them the call reaches less. */
const OPTIONAL = new Set(['cc', 'bcc']);
const GRANT_KEYS = ['words', 'kind', 'value', 'scope', 'lifetime', 'limits', 'binds', 'peer'];
const SCOPE_KEYS = ['server', 'tool', 'resource_args', 'free_args', 'checked_args'];

export function grantedBy(one: CorpusCase): Granted {
  const { grant } = one;
  const kind = textOf(grant, 'kind') ?? '';
  if (kind === 'flow-to')
    throw new NotModelled('where the result of a call may flow isn’t decided by Remit yet');
  onlyKeys(grant, GRANT_KEYS, 'the grant');
  const value = objectOf(grant, 'value');
  if (value === null) throw new NotModelled('the grant has no value');
  if (kind === 'tool-exact' || kind === 'any-args') return toolGranted(kind, value);
  const scope = objectOf(grant, 'scope');
  if (scope === null) throw new NotModelled('the grant names no tool');
  onlyKeys(scope, SCOPE_KEYS, 'the scope');
  const [server, tool] = [textOf(scope, 'server'), textOf(scope, 'tool')];
  if (server === null || tool === null) throw new NotModelled('the grant names no tool');
  const args = textsOf(scope, 'resource_args', '`resource_args`').map(resourceArg);
  const model = resources({ kind, value, args, tool, shell: one.shell });
  return {
    server,
    tool,
    args: Object.fromEntries(required(args, model).map((pointer) => [pointer, { reach: true } as const])),
    reachesAny: false,
    reach: model.reach,
    roles: rolesOf(scope, args, model),
    bound: {},
    refused: null,
  };
}

/** `paths[]` is every item of `paths`, `a.b` a member of a member. */
function resourceArg(name: string): ResourceArg {
  const plain = name.startsWith('/') ? name.slice(1).split('/') : name.split('.');
  const steps = plain.flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '*'] : [step]));
  const pointer = steps.reduce<string>((at, step) => pointerTo(at, step), '');
  const star = steps.indexOf('*');
  const base = (star === -1 ? steps : steps.slice(0, star)).reduce<string>(
    (at, step) => pointerTo(at, step),
    '',
  );
  return { name, pointer, base };
}

/** Only what is a reach can have to be there as one: a currency is part of the amount's, and an amount without it is no reach. */
function required(args: readonly ResourceArg[], { roles }: Resources): readonly string[] {
  const limiting = args.filter(({ pointer }) => roles[pointer]?.role !== 'part');
  return limiting.filter(({ name }) => !OPTIONAL.has(name.toLowerCase())).map(({ base }) => base);
}

const PAYLOAD: ArgumentRole = { role: 'payload' };
const UNKNOWN: ArgumentRole = { role: 'value' };

function rolesOf(scope: JsonObject, args: readonly ResourceArg[], model: Resources): ToolRoles {
  const free = textsOf(scope, 'free_args', '`free_args`').map(
    (name) => [resourceArg(name).base, PAYLOAD] as const,
  );
  const limited = args.flatMap(({ pointer }) => {
    const role = model.roles[pointer];
    return role === undefined ? [] : [[pointer, role] as const];
  });
  const checked = textsOf(scope, 'checked_args', '`checked_args`').map((name) => {
    const pointer = resourceArg(name).base;
    return [pointer, model.checked[pointer] ?? UNKNOWN] as const;
  });
  return Object.fromEntries([['/*', UNKNOWN] as const, ...free, ...checked, ...limited]);
}

function toolGranted(kind: string, value: JsonObject): Granted {
  const { server, tool, args, ...bound } = value;
  if (typeof server !== 'string' || typeof tool !== 'string')
    throw new NotModelled('the grant names no tool');
  const none = {
    server,
    tool,
    reachesAny: true,
    reach: [],
    roles: null,
    bound: textsIn(bound),
    refused: null,
  };
  if (kind === 'any-args' || args === 'any') return { ...none, args: null };
  if (!isJsonObject(args)) throw new NotModelled('the exact arguments of the grant are not an object');
  // A number that a double would change can't be written in a grant.
  const exact = holdsLongNumber(args) ? null : argMatcherSchema.safeParse({ equals: args });
  if (exact?.success !== true) return { ...none, args: null, refused: 'its numbers can’t be kept exactly' };
  return { ...none, args: { '': exact.data } };
}

function textsIn(bound: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(bound).map(([key, text]) => {
      if (typeof text !== 'string') throw new NotModelled(`\`${key}\` of the grant isn't modelled`);
      return [key, text];
    }),
  );
}

// Single calls and grants for tests that tell of one rule at a time.

import type { Call } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  grantIdSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  type GrantId,
} from '../../shared/contract/ids.ts';
import type { PathReach, Reach } from '../../shared/contract/reach.ts';
import { denialSchema, reachGrantSchema, toolGrantSchema, type Grant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { UNUSED, type Usage } from '../../shared/core/usage.ts';
import { NOW } from './arbitrary-call.ts';

export const IDENTITY = sha256Schema.parse('a'.repeat(64));

/** A call of `box > put`, which touches nothing unless it is said. */
export function someCall(changes: Partial<Call> = {}): Call {
  const args = changes.args ?? {};
  return {
    id: callIdSchema.parse('c-1'),
    at: NOW,
    session: sessionIdSchema.parse('s-1'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: serverNameSchema.parse('box'), identity: IDENTITY },
    tool: 'put',
    args,
    argsText: JSON.stringify(args),
    argsSha256: sha256Schema.parse('e'.repeat(64)),
    digest: sha256Schema.parse('c'.repeat(64)),
    definition: { kind: 'listed', hash: sha256Schema.parse('d'.repeat(64)), changed: false },
    reaches: [],
    ...changes,
  };
}

export function partId(id: string): GrantId {
  return grantIdSchema.parse(id);
}

type Parts = {
  readonly tools?: readonly object[];
  readonly reach?: readonly object[];
  readonly deny?: readonly object[];
};

/** A grant for anyone and always; its parts are named after it. */
export function someGrant(
  id: string,
  { tools = [], reach = [], deny = [] }: Parts,
  terms: Partial<Grant> = {},
): Grant {
  return {
    id: partId(id),
    words: `what ${id} says`,
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools: tools.map((part, at) =>
      toolGrantSchema.parse({ id: `${id}.t${at}`, server: 'box', tool: 'put', ...part }),
    ),
    reach: reach.map((part, at) => reachGrantSchema.parse({ id: `${id}.r${at}`, ...part })),
    deny: deny.map((part, at) => denialSchema.parse({ id: `${id}.d${at}`, ...part })),
    ...terms,
  };
}

/** Binds a reach grant to the tool of `someCall`. */
export const HERE = { with: { server: 'box', identity: IDENTITY, tool: 'put' } };

export function verdictOf(
  call: Call,
  grants: readonly Grant[],
  { places = [], usage = UNUSED }: { readonly places?: readonly string[]; readonly usage?: Usage } = {},
): Verdict {
  return decide(
    call,
    compileScope(grants, (path) => path, places),
    NOW,
    usage,
  );
}

export function fileReach(pointer: string, path: string, changes: Partial<PathReach> = {}): PathReach {
  return { kind: 'file', pointer, asked: path, real: path, key: path, access: 'read', ...changes };
}

export function valueReach(pointer: string): Reach {
  return { kind: 'value', pointer, value: '…' };
}

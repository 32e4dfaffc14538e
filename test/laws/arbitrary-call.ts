// Calls and grants over a world small enough that they meet: three folders deep, two servers, three tools. Random paths over a large
// world would hardly ever be covered, and a law about what is covered would hold of nothing.

import fc from 'fast-check';
import type { z } from 'zod';
import type { Call, PathReach, Reach } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  grantIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  type Instant,
} from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import { pathGrantSchema, toolGrantSchema, valueGrantSchema } from '../../shared/contract/scope.ts';
import type {
  ArgMatcher,
  Denial,
  Grant,
  Lifetime,
  ReachGrant,
  ToolGrant,
} from '../../shared/contract/scope.ts';

export const NOW: Instant = instantSchema.parse('2026-06-01T12:00:00.000Z');
const instants = ['2026-06-01T11:59:59.999Z', '2026-06-01T12:00:00.000Z', '2026-06-01T12:00:00.001Z'].map(
  (text) => instantSchema.parse(text),
);
const sessions = ['s-1', 's-2'].map((id) => sessionIdSchema.parse(id));
const hashes = ['a', 'b'].map((digit) => sha256Schema.parse(digit.repeat(64)));
const servers = ['files', 'mail'].map((name) => serverNameSchema.parse(name));
const tools = ['read', 'write', 'read_all'];

const pathArbitrary = fc
  .array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 })
  .map((parts) => (parts.length === 0 ? '/' : `/${parts.join('/')}`));
export const protectedArbitrary = fc.uniqueArray(
  pathArbitrary.filter((path) => path !== '/'),
  { maxLength: 2 },
);
const access = fc.constantFrom('read', 'write');
const oneOf = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const rarely = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });

/** What is undefined is left out, as the schemas want it. */
const parsed =
  <T>(schema: z.ZodType<T>) =>
  (value: object): T =>
    schema.parse(Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)));

const pathReach = (pointer: string): fc.Arbitrary<PathReach> =>
  fc.record({ kind: fc.constantFrom('file', 'folder'), path: pathArbitrary, access }).map((one) => ({
    kind: one.kind,
    pointer,
    asked: one.path,
    real: one.path,
    key: one.path,
    access: one.access,
  }));

const valueArbitrary = fc.constantFrom('x', 'y', 1, 2);

/** Arguments `path`, `to` (paths) and `mode` (a value), each there or not, with the reaches that they make. */
const argsArbitrary: fc.Arbitrary<{ args: JsonObject; reaches: readonly Reach[] }> = fc
  .record({
    path: maybe(pathReach('/path')),
    to: maybe(pathReach('/to')),
    mode: maybe(valueArbitrary),
    plain: rarely(valueArbitrary),
    lost: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ path, to, mode, plain, lost }) => {
    const paths = [path, to].filter((reach) => reach !== undefined);
    const args: JsonObject = {
      ...Object.fromEntries(paths.map((reach) => [reach.pointer.slice(1), reach.asked])),
      ...(mode === undefined ? {} : { mode }),
    };
    const reaches: Reach[] = [...paths];
    // Where a path is usual there stands something that is none.
    if (path === undefined && plain !== undefined) {
      reaches.push({ kind: 'value', pointer: '/path', value: JSON.stringify(plain) });
      return { args: { ...args, path: plain }, reaches };
    }
    if (mode !== undefined) reaches.push({ kind: 'value', pointer: '/mode', value: JSON.stringify(mode) });
    if (lost === 0)
      reaches.push({ kind: 'undetermined', pointer: '/mode', asked: '?', why: 'a test says so' });
    return { args, reaches };
  });

export const callArbitrary: fc.Arbitrary<Call> = fc
  .record({
    session: oneOf(sessions),
    server: oneOf(servers),
    identity: oneOf(hashes),
    tool: oneOf(tools),
    definition: fc.oneof(
      fc.record({ kind: fc.constant('listed' as const), hash: oneOf(hashes), changed: fc.boolean() }),
      fc.constant({ kind: 'unlisted' as const }),
    ),
    given: argsArbitrary,
  })
  .map(({ given: { args, reaches }, server, identity, ...rest }) => ({
    ...rest,
    id: callIdSchema.parse('c-1'),
    at: NOW,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: server, identity },
    args,
    argsText: JSON.stringify(args),
    argsSha256: sha256Schema.parse('e'.repeat(64)),
    digest: sha256Schema.parse('c'.repeat(64)),
    reaches,
  }));

const lifetime: fc.Arbitrary<Lifetime> = fc.oneof(
  fc.constant({ kind: 'always' as const }),
  oneOf(sessions).map((session) => ({ kind: 'session' as const, session })),
  oneOf(instants).map((at) => ({ kind: 'until' as const, at })),
);

const matcher: fc.Arbitrary<ArgMatcher> = fc.oneof(
  fc.constant('any' as const),
  valueArbitrary.map((equals) => ({ equals })),
  fc.array(valueArbitrary, { maxLength: 2 }).map((list) => ({ oneOf: list })),
  fc.constant({ min: 1, max: 1 }),
  fc.constant({ glob: 'x*' }),
  fc.constant({ absent: true as const }),
  fc.constant({ path: true as const }),
);
const partId = fc.integer({ min: 0, max: 999 }).map((n) => grantIdSchema.parse(`p${n}`));
const serverPattern = fc.constantFrom('files', 'mail', '*', '*', 'f*');
const toolPattern = fc.constantFrom('read', 'write', 'read_all', 'read*', '*');

const toolGrant: fc.Arbitrary<ToolGrant> = fc
  .record({
    id: partId,
    server: serverPattern,
    tool: toolPattern,
    identity: rarely(oneOf(hashes)),
    definition: rarely(fc.oneof(oneOf(hashes), fc.constant('unlisted' as const))),
    args: rarely(fc.dictionary(fc.constantFrom('/path', '/to', '/mode'), matcher, { maxKeys: 2 })),
    otherArgs: maybe(fc.constant('any' as const)),
    reach: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constant('any' as const)),
  })
  .map(parsed(toolGrantSchema));

const bound = rarely(fc.record({ server: oneOf(servers), identity: oneOf(hashes), tool: oneOf(tools) }));
const pathGrant = fc
  .record({ id: partId, kind: fc.constantFrom('file', 'folder'), path: pathArbitrary, access, with: bound })
  .map(parsed(pathGrantSchema));
const reachGrant: fc.Arbitrary<ReachGrant> = fc.oneof(
  { weight: 3, arbitrary: pathGrant },
  fc
    .record({
      id: partId,
      kind: fc.constant('value' as const),
      pointer: fc.constant('/mode'),
      equals: valueArbitrary,
      with: bound,
    })
    .map(parsed(valueGrantSchema)),
);
const denial: fc.Arbitrary<Denial> = fc.oneof(
  fc.record({ id: partId, server: serverPattern, tool: toolPattern }),
  pathGrant.map(({ with: _everywhere, ...rest }) => rest),
);

const grantId = fc.integer({ min: 0, max: 99_999 }).map((n) => grantIdSchema.parse(`g${n}`));
/** Shaped as a remembered answer is: its reaches count for its own tool, and only beside its own tool grant. */
const remembered = fc
  .record({ server: oneOf(servers), identity: oneOf(hashes), tool: oneOf(tools) })
  .chain((own) =>
    fc.record({
      tools: toolGrant.map(({ id, args }) => [{ id, ...own, args: args ?? {} }]),
      reach: fc.array(
        pathGrant.map((grant) => ({ ...grant, with: own })),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  );

/** `deny` says how many denials a grant may hold. */
export function grantArbitrary(deny: number): fc.Arbitrary<Grant> {
  const common = { id: grantId, words: fc.constant('words'), lifetime };
  const any = fc.record({
    ...common,
    tools: fc.array(toolGrant, { maxLength: 2 }),
    reach: fc.array(reachGrant, { maxLength: 3 }),
    deny: fc.array(denial, { maxLength: deny }),
  });
  const answer = fc
    .record({ ...common, parts: remembered })
    .map(({ parts, ...rest }) => ({ ...rest, ...parts, deny: [] }));
  return fc.oneof({ weight: 2, arbitrary: any }, { weight: 1, arbitrary: answer });
}
export const denialArbitrary = denial;
export const grantsArbitrary = fc.array(grantArbitrary(0), { maxLength: 6 });
export const grantsAndDenialsArbitrary = fc.array(grantArbitrary(1), { maxLength: 6 });

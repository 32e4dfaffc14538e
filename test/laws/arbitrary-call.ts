// Calls over the small world of the laws: two agents, servers, sessions and tasks, three tools, and up to three arguments.

import fc from 'fast-check';
import type { Agent, Call } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  taskIdSchema,
  type Instant,
} from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { canonicalText } from '../../shared/core/canonical-text.ts';
import { givenArbitrary, pathArbitrary, type Given } from './arbitrary-reach.ts';

export const NOW: Instant = instantSchema.parse('2026-06-01T12:00:00.000Z');
export const INSTANTS = [
  '2026-06-01T11:59:59.999Z',
  '2026-06-01T12:00:00.000Z',
  '2026-06-01T12:00:00.001Z',
].map((text) => instantSchema.parse(text));
export const SESSIONS = ['s-1', 's-2'].map((id) => sessionIdSchema.parse(id));
export const TASKS = ['t-1', 't-2'].map((id) => taskIdSchema.parse(id));
export const HASHES = ['a', 'b'].map((digit) => sha256Schema.parse(digit.repeat(64)));
export const DIGESTS = ['c', 'd'].map((digit) => sha256Schema.parse(digit.repeat(64)));
export const SERVERS = ['files', 'mail'].map((name) => serverNameSchema.parse(name));
export const TOOLS = ['read', 'write', 'read_all'];
export const AGENTS = ['claude', 'cursor'];
export const PROGRAMS = ['/bin/claude', '/tmp/claude'];

/** Places as keys. */
export const protectedArbitrary = fc.uniqueArray(
  pathArbitrary.filter((path) => path !== '/'),
  { maxLength: 2 },
);
/** Places as keys, and as names that are protected wherever they lie. */
export const placesArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: protectedArbitrary },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.constantFrom('**/ab', '**/a/b', '/b', '/a/b/ab'), { maxLength: 2 }),
  },
);

const agentArbitrary: fc.Arbitrary<Agent> = fc
  .record({ name: fc.constantFrom('claude', ...AGENTS), program: fc.constantFrom(null, ...PROGRAMS) })
  .map(({ name, program }) => ({
    name,
    process: program === null ? null : { pid: 1, executable: program, command: program, cwd: '/' },
    claims: { name: 'claude', version: '1' },
  }));

const definitionArbitrary = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('listed' as const),
      hash: fc.constantFrom(...HASHES),
      changed: fc.constantFrom(false, false, false, false, true),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'unlisted' as const }, { kind: 'ambiguous' as const }) },
);

function argumentsOf(given: readonly Given[]): Pick<Call, 'args' | 'argsText' | 'argsSha256'> & {
  readonly reaches: readonly Reach[];
} {
  const args = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  return {
    args,
    argsText: canonicalText(args) ?? '',
    argsSha256: sha256Schema.parse('e'.repeat(64)),
    reaches: given.flatMap(({ reaches }) => reaches),
  };
}

export const callArbitrary: fc.Arbitrary<Call> = fc
  .record({
    agent: agentArbitrary,
    session: fc.constantFrom(...SESSIONS),
    task: fc.constantFrom(null, ...TASKS),
    server: fc.record({ name: fc.constantFrom(...SERVERS), identity: fc.constantFrom(...HASHES) }),
    tool: fc.constantFrom(...TOOLS),
    definition: definitionArbitrary,
    digest: fc.constantFrom(...DIGESTS),
    given: givenArbitrary,
  })
  .map(({ given, ...rest }) => ({ ...rest, ...argumentsOf(given), id: callIdSchema.parse('c-1'), at: NOW }));

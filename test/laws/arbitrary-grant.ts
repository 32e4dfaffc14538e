// Grants and denials drawn after a call. Each is sketched first and made for the call afterwards, so that a case shrinks well.

import fc from 'fast-check';
import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import {
  argMatcherSchema,
  toolGrantSchema,
  type ArgMatcher,
  type Denial,
  type Grant,
  type Grantee,
  type Lifetime,
  type Limit,
  type ToolGrant,
} from '../../shared/contract/scope.ts';
import { valueAt } from '../../shared/core/arg-matcher.ts';
import { holdsLongNumber } from '../../shared/core/strict-json.ts';
import { AGENTS, DIGESTS, HASHES, INSTANTS, PROGRAMS, SESSIONS, TASKS } from './arbitrary-call.ts';
import { LIMITS } from './arbitrary-reach.ts';
import { sketchedDenial, sketchedPart, type PartSketch } from './sketch-part.ts';

/** Makes the grant for a call; its parts are named after it. */
export type GrantSketch = (call: Call, id: string) => Grant;

export const COUNTERS = ['k1', 'k2', 'k3'];

const mostly = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const grantee = mostly<Grantee>(
  'any',
  fc.record({ name: fc.constantFrom(...AGENTS), executable: fc.constantFrom(null, ...PROGRAMS) }),
);
const lifetime = mostly<Lifetime>(
  { kind: 'always' },
  fc.oneof(
    fc.constantFrom(...SESSIONS).map((session) => ({ kind: 'session' as const, session })),
    fc.constantFrom(...TASKS).map((task) => ({ kind: 'task' as const, task })),
    fc.constantFrom(...INSTANTS).map((at) => ({ kind: 'until' as const, at })),
    fc.constantFrom(...DIGESTS).map((digest) => ({ kind: 'once' as const, digest })),
  ),
);
const limits = mostly<readonly Limit[]>(
  [],
  fc.array(fc.record({ counter: fc.constantFrom(...COUNTERS), maxCalls: fc.constantFrom(0, 5, 5, 5) }), {
    maxLength: 2,
  }),
);
const terms = fc.record({ agent: grantee, lifetime, limits });

type MatcherKind = 'any' | 'same' | 'either' | 'reach' | 'absent' | 'glob' | 'range';
type MatcherSketch = { readonly at: number; readonly kind: MatcherKind };

function matcherOf(kind: MatcherKind, call: Call, pointer: string): ArgMatcher {
  switch (kind) {
    case 'any':
      return 'any';
    case 'same': {
      const value = valueAt(call.args, pointer);
      return argMatcherSchema.parse({ equals: value === undefined || holdsLongNumber(value) ? 'x' : value });
    }
    case 'either':
      return { oneOf: ['x', 1] };
    case 'reach':
      return { reach: true };
    case 'absent':
      return { absent: true };
    case 'glob':
      return { glob: '*x*' };
    case 'range':
      return { min: 1, max: 1 };
  }
}

/** Names an argument of the call, one within it, all of them, or one that isn't there. */
function pointerAt(at: number, call: Call): string {
  const names = [...Object.keys(call.args), ...Object.keys(call.args), 'mode'].map((name) => `/${name}`);
  const pointers = [...names, '/opts/deep', ''];
  return pointers[at % pointers.length] ?? '';
}

type ToolSketch = {
  readonly server: string;
  readonly tool: string;
  readonly identity: string;
  readonly definition: string;
  readonly matchers: readonly MatcherSketch[];
  readonly others: boolean;
  readonly whole: boolean;
};

function sketchedTool(sketch: ToolSketch, call: Call, id: string): ToolGrant {
  const { definition } = call;
  const hash = definition.kind === 'listed' ? definition.hash : 'unlisted';
  const bind = (name: string, text: string, same: string): object =>
    text === '' ? {} : { [name]: text === 'same' ? same : text };
  const args = sketch.matchers.map(({ at, kind }) => {
    const pointer = pointerAt(at, call);
    return [pointer, matcherOf(kind, call, pointer)] as const;
  });
  return toolGrantSchema.parse({
    id: grantIdSchema.parse(id),
    server: sketch.server === 'same' ? call.server.name : sketch.server,
    tool: sketch.tool === 'same' ? call.tool : sketch.tool,
    ...bind('identity', sketch.identity, call.server.identity),
    ...bind('definition', sketch.definition, hash),
    ...(args.length === 0 ? {} : { args: Object.fromEntries(args) }),
    ...(sketch.others ? { otherArgs: 'any' } : {}),
    ...(sketch.whole ? { reach: 'any' } : {}),
  });
}

const binding = mostly('', fc.constantFrom('same', 'same', ...HASHES));
const toolSketch: fc.Arbitrary<ToolSketch> = fc.record({
  server: mostly('same', fc.constantFrom('*', 'f*', 'files', 'mail')),
  tool: mostly('same', fc.constantFrom('*', 'read*', 'read', 'write')),
  identity: binding,
  definition: binding,
  matchers: mostly<readonly MatcherSketch[]>(
    [],
    fc.array(
      fc.record({
        at: fc.nat(11),
        kind: fc.constantFrom('any', 'same', 'same', 'either', 'reach', 'absent', 'glob', 'range'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  others: fc.boolean(),
  whole: mostly(false, mostly(false, fc.constant(true))),
});

const partSketch: fc.Arbitrary<PartSketch> = fc.record({
  at: fc.nat(4),
  width: fc.nat(3),
  other: mostly(false, fc.constant(true)),
  bound: mostly('free', fc.constantFrom('here', 'here', 'elsewhere', 'another')),
  amounts: fc.tuple(fc.constantFrom(...LIMITS), fc.constantFrom(...LIMITS)),
});

/** Whatever: parts of any kind beside each other. */
const anything: fc.Arbitrary<GrantSketch> = fc
  .record({
    terms,
    tools: fc.array(toolSketch, { maxLength: 2 }),
    reach: fc.array(partSketch, { maxLength: 3 }),
  })
  .map(({ terms: own, tools, reach }) => (call, id) => ({
    ...own,
    id: grantIdSchema.parse(id),
    words: 'words',
    tools: tools.map((one, at) => sketchedTool(one, call, `${id}.t${at}`)),
    reach: reach.map((one, at) => sketchedPart(one, call, `${id}.r${at}`)),
    deny: [],
  }));

/** Shaped as an answer is: a tool, and something for each reach of the call, mostly bound to it. */
const answer: fc.Arbitrary<GrantSketch> = fc
  .record({
    terms,
    tool: toolSketch,
    parts: fc.array(partSketch, { minLength: 4, maxLength: 4 }),
    bound: fc.boolean(),
  })
  .map(({ terms: own, tool, parts, bound }) => (call, id) => ({
    ...own,
    id: grantIdSchema.parse(id),
    words: 'words',
    tools: [sketchedTool(tool, call, `${id}.t`)],
    reach: call.reaches.flatMap((_reach, at) => {
      const sketch = parts[at];
      if (sketch === undefined) return [];
      const one: PartSketch = { ...sketch, at, bound: bound ? 'here' : sketch.bound };
      return [sketchedPart(one, call, `${id}.r${at}`)];
    }),
    deny: [],
  }));

const EXACT = { width: 0, other: false, amounts: ['10', '10'] } as const;

/** Shaped as an answer to the call that asks for nothing but the tool; `parts` are what it holds. */
function plainAnswer(call: Call, id: string, parts: readonly PartSketch[]): Grant {
  return {
    id: grantIdSchema.parse(id),
    words: 'words',
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools: [toolGrantSchema.parse({ id: `${id}.t`, server: '*', tool: '*', otherArgs: 'any' })],
    reach: parts.map((part, at) => sketchedPart(part, call, `${id}.r${at}`)),
    deny: [],
  };
}

/** Everything that the call needs, and one part of it drawn at random: all hinges on that part. */
export const hingeSketch: fc.Arbitrary<GrantSketch> = fc
  .record({
    part: partSketch,
    other: fc.boolean(),
    bound: fc.constantFrom('free', 'free', 'here', 'another'),
    values: fc.boolean(),
  })
  .map(({ part, other, bound, values }) => (call, id) => {
    const parts = call.reaches.map((_reach, at): PartSketch =>
      at === part.at % call.reaches.length ? { ...part, other, bound, at } : { ...EXACT, bound: 'free', at },
    );
    const whole = plainAnswer(call, id, parts);
    return values ? { ...whole, tools: whole.tools.map(({ otherArgs: _any, ...tool }) => tool) } : whole;
  });

/** Two answers that say the same of the tool, and each a part of what the call needs. */
export const tornSketches: fc.Arbitrary<readonly GrantSketch[]> = fc
  .array(fc.boolean(), { minLength: 6, maxLength: 6 })
  .map((first) => {
    const half =
      (own: boolean): GrantSketch =>
      (call, id) => {
        const parts = call.reaches.map((_reach, at): PartSketch => ({ ...EXACT, bound: 'here', at }));
        return plainAnswer(
          call,
          id,
          parts.filter(({ at }) => (first[at] ?? true) === own),
        );
      };
    return [half(true), half(false)];
  });

export const grantSketch = fc.oneof({ weight: 1, arbitrary: anything }, { weight: 1, arbitrary: answer });

/** One denial: of the tool, with arguments or without, or of something that is reached. */
const denial: fc.Arbitrary<(call: Call, id: string) => readonly Denial[]> = fc.oneof(
  toolSketch.map((sketch) => (call: Call, id: string) => {
    const { server, tool, args } = sketchedTool(sketch, call, id);
    return [{ id: grantIdSchema.parse(id), server, tool, ...(args === undefined ? {} : { args }) }];
  }),
  ...[1, 2, 3].map(() =>
    partSketch.map((sketch) => (call: Call, id: string) => sketchedDenial(sketch, call, id)),
  ),
);
export const denialSketch: fc.Arbitrary<GrantSketch> = fc
  .record({ terms, deny: denial })
  .map(({ terms: own, deny }) => (call, id) => ({
    ...own,
    limits: [],
    id: grantIdSchema.parse(id),
    words: 'words',
    tools: [],
    reach: [],
    deny: deny(call, `${id}.d`),
  }));

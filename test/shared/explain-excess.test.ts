import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { sha256Schema } from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Excess } from '../../shared/contract/verdict.ts';
import { UNUSED, type Usage } from '../../shared/core/usage.ts';
import { someCall, someGrant, valueReach, verdictOf } from '../laws/some-call.ts';

function excess(
  call: Call,
  grants: readonly Grant[],
  situation: { readonly places?: readonly string[]; readonly usage?: Usage } = {},
): readonly Excess[] {
  const verdict = verdictOf(call, grants, situation);
  return verdict.kind === 'exceeds' ? verdict.excess : [];
}

const tool = (part: object = {}, terms: Partial<Grant> = {}): Grant =>
  someGrant('g', { tools: [part] }, terms);
const reach = (part: object, terms: Partial<Grant> = {}): Grant => someGrant('r', { reach: [part] }, terms);
const touching = (...reaches: readonly Reach[]): Call => someCall({ args: { p: 1, to: 'x' }, reaches });

describe('the tool', () => {
  const other = sha256Schema.parse('f'.repeat(64));
  test.each<[string, readonly Grant[], Partial<Excess>]>([
    ['isn’t granted', [], { by: 'tool', held: null }],
    [
      'is granted on a server that is started differently',
      [tool({ identity: other })],
      { by: 'server', held: 'box > put' },
    ],
    ['is granted with another definition', [tool({ definition: other })], { by: 'definition' }],
    [
      'is granted to another agent',
      [tool({}, { agent: { name: 'other', executable: null } })],
      { by: 'agent' },
    ],
    [
      'was granted until now',
      [tool({}, { lifetime: { kind: 'until', at: someCall().at } })],
      { by: 'tool', held: null },
    ],
    [
      'is nearer with another definition than on another server',
      [tool({ identity: other }), tool({ definition: other })],
      { by: 'definition' },
    ],
  ])('%s', (_name, grants, expected) => {
    expect(excess(someCall(), grants)).toEqual([
      { kind: 'tool', pointer: '', asked: 'box > put', held: 'box > put', ...expected },
    ]);
  });

  test('was granted and lapsed, or is used up', () => {
    const limits = [{ counter: 'k', maxCalls: 3 }];
    expect(excess(someCall(), [tool()], { usage: { ...UNUSED, hasLapsed: () => true } })).toMatchObject([
      { by: 'lapsed' },
    ]);
    expect(
      excess(someCall(), [tool({}, { limits })], { usage: { ...UNUSED, isReached: () => true } }),
    ).toMatchObject([{ by: 'limit' }]);
  });
});

describe('arguments', () => {
  test('each that differs from an exact call is named, and so is one that is missing', () => {
    const exact = tool({ args: { '': { equals: { a: 1, b: 2, c: 3 } } } });
    expect(excess(someCall({ args: { a: 1, b: 9, d: 4 } }), [exact])).toEqual([
      { kind: 'value', pointer: '/b', asked: '9', held: '2', by: 'argument' },
      { kind: 'value', pointer: '/d', asked: '4', held: 'nothing', by: 'argument' },
      { kind: 'value', pointer: '/c', asked: 'nothing', held: '3', by: 'argument' },
    ]);
  });

  test('something is said where the arguments as a whole are to be what arguments never are', () => {
    for (const equals of [5, [], null]) {
      expect(excess(someCall(), [tool({ args: { '': { equals } } })])).toMatchObject([
        { pointer: '', by: 'argument' },
      ]);
    }
  });

  test('one that has to be a reach and touches nothing', () => {
    const grant = tool({ args: { '/p': { reach: true } } });
    expect(excess(someCall({ args: { p: ['x'] } }), [grant])).toEqual([
      { kind: 'value', pointer: '/p', asked: '["x"]', held: 'what is granted apart', by: 'argument' },
    ]);
  });

  test('one that the grant doesn’t mention', () => {
    const call = someCall({
      args: { mode: 'fast' },
      reaches: [{ kind: 'value', pointer: '/mode', value: '"fast"' }],
    });
    expect(excess(call, [tool()])).toEqual([
      { kind: 'value', pointer: '/mode', asked: '"fast"', held: null, by: 'argument' },
    ]);
    const slow = reach({ kind: 'value', pointer: '/mode', equals: 'slow' });
    expect(excess(call, [tool(), slow])).toMatchObject([{ held: '"slow"', by: 'argument' }]);
  });
});

describe('what a denial may forbid', () => {
  const never = someGrant('n', { deny: [{ kind: 'folder', path: '/s', access: 'read' }] });
  const lost: Reach = { kind: 'undetermined', pointer: '/p', asked: '?', why: 'nobody knows' };
  const line: Reach = {
    kind: 'command',
    pointer: '/to',
    text: '$A',
    argv: null,
    problem: 'late',
    shell: 'bash',
  };

  test('a tool that is granted with everything asks, and says why', () => {
    const whole = tool({ reach: 'any' });
    expect(excess(touching(lost), [whole])).toEqual([]);
    expect(excess(touching(lost), [whole, never])).toMatchObject([
      { kind: 'tool', by: 'unreadable', why: 'a denial may forbid what can’t be worked out here' },
      { kind: 'undetermined' },
    ]);
  });

  test('a line that is granted asks, and says why', () => {
    const granted = reach({ kind: 'command', line: 'x', shell: 'bash' });
    expect(excess(touching(line), [tool(), granted])).toEqual([]);
    expect(excess(touching(line), [tool(), granted, never])).toMatchObject([
      { kind: 'command', pointer: '/to', by: 'unreadable', why: 'a denial may forbid what it does' },
    ]);
  });
});

test('of several tool grants the one that leaves the least is explained', () => {
  const call = someCall({ args: { a: 1, b: 2 }, reaches: [valueReach('/a'), valueReach('/b')] });
  const near = someGrant('n', { tools: [{ args: { '/a': 'any' } }] });
  expect(excess(call, [tool(), near])).toMatchObject([{ pointer: '/b' }]);
});

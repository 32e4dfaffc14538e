import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Excess } from '../../shared/contract/verdict.ts';
import { UNUSED, type Usage } from '../../shared/core/usage.ts';
import { fileReach, HERE, someCall, someGrant, verdictOf } from '../laws/some-call.ts';

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

describe('what is reached', () => {
  test.each<[string, Grant, Reach, Partial<Excess>, readonly string[]]>([
    [
      'a place where nothing is granted',
      reach({ kind: 'folder', path: '/b', access: 'read' }),
      fileReach('/p', '/a/x'),
      { by: 'location', held: '/b (read)', asked: '/a/x' },
      [],
    ],
    [
      'writing where reading is granted',
      reach({ kind: 'folder', path: '/a', access: 'read' }),
      fileReach('/p', '/a/x', { access: 'write' }),
      { by: 'access', held: '/a (read)', access: 'write' },
      [],
    ],
    [
      'a protected place',
      reach({ kind: 'folder', path: '/a', access: 'read' }),
      fileReach('/p', '/a/key/x'),
      { by: 'location', held: '/a (read)', why: '/a/key is protected: only a grant that names it covers it' },
      ['/a/key'],
    ],
    [
      'a folder that holds a protected place',
      reach({ kind: 'folder', path: '/a', access: 'read' }),
      fileReach('/p', '/a', { kind: 'folder' }),
      { by: 'location', why: '/a/key is protected: only a grant that names it covers it' },
      ['/a/key'],
    ],
    [
      'another host',
      reach({ kind: 'site', host: 'acme.com' }),
      {
        kind: 'site',
        pointer: '/p',
        asked: 'https://b.test/',
        scheme: 'https',
        host: 'b.test',
        port: 443,
        path: '/',
        ambiguousPath: false,
        method: 'GET',
      },
      { by: 'host', held: 'acme.com', asked: 'GET https://b.test/' },
      [],
    ],
    [
      'another recipient',
      reach({ kind: 'recipient', address: '*@acme.com' }),
      { kind: 'recipient', pointer: '/to', asked: '', address: 'x@b.test' },
      { by: 'address', held: '*@acme.com', asked: 'x@b.test' },
      [],
    ],
    [
      'too much money',
      reach({ kind: 'spend', currency: 'EUR', perCall: '5' }),
      { kind: 'spend', pointer: '/p', asked: '', amount: '6', currency: 'EUR' },
      { by: 'amount', held: 'up to 5 EUR at a time', why: '6 is more than 5 at a time' },
      [],
    ],
    [
      'another currency',
      reach({ kind: 'spend', currency: 'EUR', perCall: '5' }),
      { kind: 'spend', pointer: '/p', asked: '', amount: '1', currency: 'USD' },
      { by: 'currency', asked: '1 USD' },
      [],
    ],
    [
      'more access to a database',
      reach({ kind: 'database', name: 'x', access: 'read' }),
      { kind: 'database', pointer: '/p', asked: '', name: 'x', access: 'admin' },
      { by: 'access', access: 'admin', held: 'x (read)' },
      [],
    ],
    [
      'a command of its own',
      reach({ kind: 'command', argv: ['git', 'status'], match: 'prefix' }),
      {
        kind: 'command',
        pointer: '/p',
        text: 'git push',
        argv: ['git', 'push'],
        problem: null,
        shell: 'bash',
      },
      { by: 'command', asked: 'git push' },
      [],
    ],
    [
      'what isn’t fixed in a line',
      reach({ kind: 'site', host: '*' }),
      {
        kind: 'command',
        pointer: '/p',
        text: '$A',
        argv: null,
        problem: '`$A` is a variable',
        shell: 'bash',
      },
      { by: 'unreadable', held: null, why: '`$A` is a variable' },
      [],
    ],
    [
      'what can’t be worked out',
      reach({ kind: 'site', host: '*' }),
      { kind: 'undetermined', pointer: '/p', asked: '?', why: 'nobody knows' },
      { by: 'unreadable', held: null, why: 'nobody knows' },
      [],
    ],
  ])('%s', (_name, grant, asked, expected, places) => {
    const [one, ...others] = excess(touching(asked), [tool({ otherArgs: 'any' }), grant], { places });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: asked.kind, pointer: asked.pointer, ...expected });
  });

  test('a grant that is used up is named before one of another extent', () => {
    const to: Reach = { kind: 'recipient', pointer: '/to', asked: '', address: 'x@acme.com' };
    const used = reach(
      { kind: 'recipient', address: '*@acme.com' },
      { limits: [{ counter: 'k', maxCalls: 1 }] },
    );
    const wide = someGrant('w', { reach: [{ kind: 'recipient', address: 'a@acme.com' }] });
    const usage = { ...UNUSED, isReached: () => true };
    expect(excess(touching(to), [tool(), wide, used], { usage })).toMatchObject([
      { by: 'limit', held: '*@acme.com' },
    ]);
  });

  test('what was granted beside something else is told so', () => {
    const pair = (id: string, path: string, address: string): Grant =>
      someGrant(id, {
        tools: [{}],
        reach: [
          { kind: 'file', path, access: 'read', ...HERE },
          { kind: 'recipient', address, ...HERE },
        ],
      });
    const asked = touching(fileReach('/p', '/a'), {
      kind: 'recipient',
      pointer: '/to',
      asked: '',
      address: 'y',
    });
    expect(excess(asked, [pair('a', '/a', 'x'), pair('b', '/b', 'y')])).toEqual([
      {
        kind: 'recipient',
        pointer: '/to',
        asked: 'y',
        held: 'y',
        by: 'address',
        why: 'it was granted beside something else than this call asks',
      },
    ]);
    expect(
      excess(touching(fileReach('/p', '/b'), { kind: 'value', pointer: '/to', value: '' }), [
        pair('b', '/b', 'y'),
      ]),
    ).toMatchObject([{ kind: 'value', pointer: '/to' }]);
  });
});

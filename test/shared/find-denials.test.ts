import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { sha256Schema } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { judgedAt } from '../../shared/core/find-cover.ts';
import { couldBeDenied, findDenials } from '../../shared/core/find-denials.ts';
import { UNUSED } from '../../shared/core/usage.ts';
import { INSTANTS, NOW } from '../laws/arbitrary-call.ts';
import { fileReach, HERE, someCall, someGrant } from '../laws/some-call.ts';

const [BEFORE = NOW] = INSTANTS;

function found(call: Call, ...grants: readonly Grant[]): readonly string[] {
  const scope = compileScope(grants, (path) => path);
  return findDenials(judgedAt(call, scope, NOW, UNUSED), scope.fitting(call.server.name, call.tool));
}

function isDenied(deny: object, call: Call): boolean {
  return found(call, someGrant('n', { deny: [deny] })).length > 0;
}

function isUnsure(deny: object, reach: Reach): boolean {
  const call = someCall({ reaches: [reach] });
  return couldBeDenied(
    judgedAt(
      call,
      compileScope([someGrant('n', { deny: [deny] })], (path) => path),
      NOW,
      UNUSED,
    ),
  );
}

const touching = (...reaches: readonly Reach[]): Call => someCall({ reaches });
const folder = (path: string, access: 'read' | 'write' = 'read') =>
  fileReach('/p', path, { kind: 'folder', access });

describe('denied places', () => {
  const secret = { kind: 'folder', path: '/a/secret', access: 'read' };
  test.each<[string, object, Reach, boolean]>([
    ['what lies in it', secret, fileReach('/p', '/a/secret/x/y'), true],
    ['the folder itself', secret, folder('/a/secret'), true],
    ['a folder that contains it', secret, folder('/a'), true],
    ['the root, which contains it', secret, folder('/'), true],
    ['a file beside it', secret, fileReach('/p', '/a/secret.txt'), false],
    ['a folder whose name begins alike', secret, folder('/a/secrets'), false],
    ['a file of the name of a folder that contains it', secret, fileReach('/p', '/a'), false],
    ['writing, where reading is denied', secret, fileReach('/p', '/a/secret/x', { access: 'write' }), true],
    [
      'reading, where writing is denied',
      { ...secret, access: 'write' },
      fileReach('/p', '/a/secret/x'),
      false,
    ],
    ['a denied file', { ...secret, kind: 'file' }, fileReach('/p', '/a/secret'), true],
    ['a folder in which a denied file lies', { ...secret, kind: 'file' }, folder('/a'), true],
    ['what lies beneath a denied file', { ...secret, kind: 'file' }, fileReach('/p', '/a/secret/x'), false],
  ])('%s', (_name, deny, reach, expected) => {
    expect(isDenied(deny, touching(reach))).toBe(expected);
  });
});

describe('denied tools', () => {
  const args = (value: JsonValue | undefined): Call =>
    someCall({ args: value === undefined ? {} : { n: value } });
  const atLeast = { server: '*', tool: 'p*', args: { '/n': { min: 1000 } } };
  const named = { server: '*', tool: 'put', args: { '/n': { glob: '*@evil.test' } } };
  test.each<[string, object, JsonValue | undefined, boolean]>([
    ['a number in the range', atLeast, 1000, true],
    ['a number below it', atLeast, 999, false],
    ['a number that no double holds', atLeast, new LosslessNumber('123456789012345678901'), true],
    ['a long number below it', atLeast, new LosslessNumber('0.12345678901234567890123'), false],
    ['a number as text', atLeast, '5000', true],
    ['a small number as text', atLeast, '12', false],
    ['a text that one reader takes for a thousand', atLeast, '1,000', true],
    ['a text that is no number', atLeast, 'all', false],
    ['one number of a list', atLeast, [1, 2000], true],
    ['nothing', atLeast, undefined, false],
    ['a text that fits', named, 'bob@evil.test', true],
    ['one text of a list', named, ['a@acme.test', 'bob@evil.test'], true],
    ['another text', named, 'bob@acme.test', false],
    ['one value of a list', { ...named, args: { '/n': { equals: 'x' } } }, ['y', 'x'], true],
    ['one of several, in a list', { ...named, args: { '/n': { oneOf: ['x', 'z'] } } }, ['z'], true],
    ['an argument that has to be absent', { ...named, args: { '/n': { absent: true } } }, 1, false],
    ['one that is absent', { ...named, args: { '/n': { absent: true } } }, undefined, true],
    ['no arguments asked', { server: 'box', tool: 'put' }, 'x', true],
    ['another tool', { server: 'box', tool: 'get' }, 'x', false],
    ['another server', { server: 'Box', tool: '*' }, 'x', false],
  ])('%s', (_name, deny, value, expected) => {
    expect(isDenied(deny, args(value))).toBe(expected);
  });
});

describe('terms', () => {
  const deny = [{ server: '*', tool: '*' }];
  const denial = (terms: Partial<Grant>): Grant => someGrant('n', { deny }, terms);
  test('a denial ends as a grant does, and is for its agent only', () => {
    expect(found(someCall(), denial({ lifetime: { kind: 'until', at: BEFORE } }))).toEqual([]);
    expect(found(someCall(), denial({ agent: { name: 'other', executable: null } }))).toEqual([]);
    expect(found(someCall(), denial({ agent: { name: 'agent', executable: null } }))).toEqual(['n.d0']);
  });

  test('a denial has no limits', () => {
    expect(found(someCall(), denial({ limits: [{ counter: 'k', maxCalls: 0 }] }))).toEqual(['n.d0']);
  });

  test('a denial that is bound to a tool stays when the server is started differently', () => {
    const reach = { kind: 'folder', path: '/a', access: 'read', ...HERE };
    const server = { ...someCall().server, identity: sha256Schema.parse('f'.repeat(64)) };
    const call = touching(fileReach('/p', '/a/x'));
    expect(isDenied(reach, { ...call, server })).toBe(true);
    expect(isDenied(reach, { ...call, tool: 'get' })).toBe(false);
  });

  test('every denial that holds is named once, in order', () => {
    const grants = [someGrant('b', { deny }), someGrant('a', { deny: [...deny, ...deny] })];
    expect(found(someCall(), ...grants, ...grants)).toEqual(['a.d0', 'a.d1', 'b.d0']);
  });
});

describe('sites whose path may lead elsewhere', () => {
  const site = (host: string, ambiguousPath: boolean): Reach => {
    const base = {
      kind: 'site',
      pointer: '/u',
      asked: '',
      scheme: 'https',
      port: 443,
      method: null,
    } as const;
    return { ...base, host, path: '/x', ambiguousPath };
  };
  const denied = { kind: 'site', url: 'https://acme.com/admin/' };
  test('every denied path of the site counts, and of no other site', () => {
    expect(isDenied(denied, touching(site('acme.com', true)))).toBe(true);
    expect(isDenied({ kind: 'site', url: 'https://acme.com/' }, touching(site('acme.com', true)))).toBe(true);
    expect(isDenied(denied, touching(site('acme.com', false)))).toBe(false);
    expect(
      isDenied({ kind: 'site', url: 'https://acme.com.evil.test/' }, touching(site('acme.com', true))),
    ).toBe(false);
    expect(isDenied({ kind: 'site', url: 'https://acme.com:8443/' }, touching(site('acme.com', true)))).toBe(
      false,
    );
  });
});

describe('what could be denied', () => {
  const place = { kind: 'folder', path: '/a', access: 'read' };
  const remove = { kind: 'command', argv: ['rm'], match: 'prefix' };
  const command = (...argv: readonly string[]): Reach => {
    const base = { kind: 'command', pointer: '/l', text: '', problem: null, shell: 'bash' } as const;
    return { ...base, argv: argv.length === 0 ? null : [...argv] };
  };
  const lost: Reach = { kind: 'undetermined', pointer: '/x', asked: '?', why: '' };
  test.each<[string, object, Reach, boolean]>([
    ['what can’t be determined, by a denied place', place, lost, true],
    [
      'what can’t be determined, by the denial of a tool, which is certain',
      { server: '*', tool: 'x' },
      lost,
      false,
    ],
    [
      'what can’t be determined, by a denial for another tool',
      { ...place, with: { ...HERE.with, tool: 'x' } },
      lost,
      false,
    ],
    ['a command that isn’t fixed', place, command(), true],
    ['a command among the words of another', remove, command('sudo', 'rm', 'x'), true],
    ['a command in a text that another runs', remove, command('sh', '-c', 'cd / && rm -r x'), true],
    ['a word that only begins alike', remove, command('git', 'rmx'), false],
    ['a fixed command, by a denied place', place, command('cat', 'x'), false],
    ['a file', place, fileReach('/p', '/b'), false],
  ])('%s', (_name, deny, reach, expected) => {
    expect(isUnsure(deny, reach)).toBe(expected);
  });
});

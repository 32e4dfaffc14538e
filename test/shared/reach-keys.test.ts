import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shared/contract/json.ts';
import { reachGrantSchema } from '../../shared/contract/scope.ts';
import {
  keyOfDenial,
  keyOfGrant,
  keysOfReach,
  originOf,
  parentDomains,
  type KeyedGrant,
  type KeyedReach,
} from '../../shared/core/reach-keys.ts';

function grant(fields: object): KeyedGrant {
  const parsed = reachGrantSchema.parse({ id: 'g', ...fields });
  if ('path' in parsed) throw new Error('paths have keys of their own');
  return parsed;
}

function site(host: string, path = '/', changes: object = {}): KeyedReach {
  const base = { kind: 'site', pointer: '/url', asked: '', ambiguousPath: false, method: null } as const;
  return { ...base, scheme: 'https', port: 443, host, path, ...changes };
}

function recipient(address: string): KeyedReach {
  return { kind: 'recipient', pointer: '/to', asked: address, address };
}

function command(argv: readonly [string, ...string[]] | null): KeyedReach {
  return {
    kind: 'command',
    pointer: '/line',
    text: '',
    argv: argv === null ? null : [...argv],
    problem: null,
    shell: 'bash',
  };
}

const line: JsonObject = { line: 'a b' };
const words = (count: number): [string, ...string[]] => [
  'w',
  ...Array.from({ length: count - 1 }, () => 'w'),
];
const steps = (count: number): string => '/s'.repeat(count);
const isFound = (fields: object, reach: KeyedReach, args: JsonObject = {}): boolean =>
  keysOfReach(reach, args).includes(keyOfGrant(grant(fields)));

describe('a grant that could cover is found', () => {
  test.each<[string, object, KeyedReach, JsonObject]>([
    ['an origin', { kind: 'site', origin: 'https://acme.com' }, site('acme.com'), {}],
    [
      'an origin with a port',
      { kind: 'site', origin: 'http://acme.com:8080' },
      site('acme.com', '/', { scheme: 'http', port: 8080 }),
      {},
    ],
    ['a host', { kind: 'site', host: 'acme.com' }, site('acme.com'), {}],
    ['subdomains, however deep', { kind: 'site', host: '*.acme.com' }, site('a.b.acme.com'), {}],
    ['any site', { kind: 'site', host: '*' }, site('10.0.0.1'), {}],
    ['an address at its end', { kind: 'site', url: 'https://acme.com/docs' }, site('acme.com', '/docs'), {}],
    ['an address above', { kind: 'site', url: 'https://acme.com/docs/' }, site('acme.com', '/docs/a/b'), {}],
    [
      'an address that is the whole site',
      { kind: 'site', url: 'https://acme.com/' },
      site('acme.com', '/docs'),
      {},
    ],
    [
      'an address with an empty step',
      { kind: 'site', url: 'https://acme.com/docs//' },
      site('acme.com', '/docs//a'),
      {},
    ],
    [
      'a very deep address',
      { kind: 'site', url: `https://acme.com${steps(90)}` },
      site('acme.com', steps(120)),
      {},
    ],
    ['a recipient', { kind: 'recipient', address: 'Bob@acme.com' }, recipient('Bob@acme.com'), {}],
    ['a domain', { kind: 'recipient', address: '*@acme.com' }, recipient('bob@acme.com'), {}],
    ['anyone', { kind: 'recipient', address: '*' }, recipient('#general'), {}],
    ['exact words', { kind: 'command', argv: ['a', 'b'], match: 'exact' }, command(['a', 'b']), line],
    ['a prefix', { kind: 'command', argv: ['a'], match: 'prefix' }, command(['a', 'b', 'c']), line],
    [
      'a prefix of very many words',
      { kind: 'command', argv: words(80), match: 'prefix' },
      command(words(90)),
      line,
    ],
    ['a line', { kind: 'command', line: 'a b', shell: 'bash' }, command(null), line],
    [
      'a database',
      { kind: 'database', name: 'x', access: 'read' },
      { kind: 'database', pointer: '/q', asked: '', name: 'x', access: 'read' },
      {},
    ],
    [
      'any database',
      { kind: 'database', name: '*', access: 'read' },
      { kind: 'database', pointer: '/q', asked: '', name: 'x', access: 'read' },
      {},
    ],
    [
      'a currency',
      { kind: 'spend', currency: 'EUR', perCall: '5' },
      { kind: 'spend', pointer: '/n', asked: '', amount: '1', currency: 'EUR' },
      {},
    ],
    [
      'a value, whatever the order of its keys',
      { kind: 'value', pointer: '/v', equals: { a: 1, b: 2 } },
      { kind: 'value', pointer: '/v', value: '' },
      { v: { b: 2, a: 1 } },
    ],
    [
      'any value',
      { kind: 'value', pointer: '/v', any: true },
      { kind: 'value', pointer: '/v', value: '' },
      { v: null },
    ],
  ])('%s', (_name, fields, reach, args) => {
    expect(isFound(fields, reach, args)).toBe(true);
  });
});

describe('what only looks alike is not found', () => {
  test.each<[string, object, KeyedReach, JsonObject]>([
    ['a host that ends alike', { kind: 'site', host: '*.acme.com' }, site('notacme.com'), {}],
    ['the domain of its subdomains', { kind: 'site', host: '*.acme.com' }, site('acme.com'), {}],
    ['the end of an address of numbers', { kind: 'site', host: '*.0.0.1' }, site('10.0.0.1'), {}],
    [
      'a path that begins alike',
      { kind: 'site', url: 'https://acme.com/docs' },
      site('acme.com', '/docsx'),
      {},
    ],
    [
      'a path that may lead elsewhere',
      { kind: 'site', url: 'https://acme.com/docs' },
      site('acme.com', '/docs/%2e', { ambiguousPath: true }),
      {},
    ],
    ['a handle for a domain', { kind: 'recipient', address: '*@bob' }, recipient('@bob'), {}],
    [
      'a subdomain of a mail domain',
      { kind: 'recipient', address: '*@acme.com' },
      recipient('b@x.acme.com'),
      {},
    ],
    [
      'more than the exact words',
      { kind: 'command', argv: ['a'], match: 'exact' },
      command(['a', 'b']),
      line,
    ],
    ['a word that begins alike', { kind: 'command', argv: ['a'], match: 'prefix' }, command(['ab']), line],
    ['a line of another shell', { kind: 'command', line: 'a b', shell: 'zsh' }, command(null), line],
    ['a line that isn’t the argument', { kind: 'command', line: 'a', shell: 'bash' }, command(null), line],
    [
      'a number for its text',
      { kind: 'value', pointer: '/v', equals: '1' },
      { kind: 'value', pointer: '/v', value: '' },
      { v: 1 },
    ],
    [
      'any value where there is none',
      { kind: 'value', pointer: '/v', any: true },
      { kind: 'value', pointer: '/v', value: '' },
      {},
    ],
    [
      'a value elsewhere',
      { kind: 'value', pointer: '/w', any: true },
      { kind: 'value', pointer: '/v', value: '' },
      { v: 1 },
    ],
  ])('%s', (_name, fields, reach, args) => {
    expect(isFound(fields, reach, args)).toBe(false);
  });

  test('words that hold the separator find nothing but their line', () => {
    expect(keysOfReach(command(['a\0b']), line)).toEqual(['command line bash a b']);
  });
});

test('an exact command is denied under the key of its beginning', () => {
  const denial = grant({ kind: 'command', argv: ['rm', '-r'], match: 'exact' });
  expect(keysOfReach(command(['rm', '-r', '/']), line)).toContain(keyOfDenial(denial));
});

test('an origin is written without the usual port', () => {
  expect(originOf({ scheme: 'https', host: 'a.b', port: 443 })).toBe('https://a.b');
  expect(originOf({ scheme: 'http', host: 'a.b', port: 80 })).toBe('http://a.b');
  expect(originOf({ scheme: 'https', host: 'a.b', port: 80 })).toBe('https://a.b:80');
  expect(originOf({ scheme: 'http', host: '[::1]', port: 443 })).toBe('http://[::1]:443');
});

test('only names have domains above them', () => {
  expect([...parentDomains('a.b.c')]).toEqual(['b.c', 'c']);
  expect([...parentDomains('localhost')]).toEqual([]);
  expect([...parentDomains('10.0.0.1')]).toEqual([]);
  expect([...parentDomains('[::ffff:1.2.3.4]')]).toEqual([]);
});

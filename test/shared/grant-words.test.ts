import { expect, test } from 'vitest';
import { scopeFileSchema, type Grant } from '../../shared/contract/scope.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import { grantWords } from '../../shared/core/grant-words.ts';

const place = {
  home: '/home/u',
  keyOf: (path: string) => path,
  protectedKeys: ['/home/u/.ssh', '**/.git/hooks'],
};
const bound = { server: 'files', identity: 'a'.repeat(64), tool: 'edit' };

function words(parts: object, terms: Partial<Grant> = {}): string {
  const { tools, reach, deny } = scopeFileSchema.parse(parts);
  const base = {
    id: grantIdSchema.parse('g1'),
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
  } as const;
  const said = grantWords({ ...base, tools, reach, deny, ...terms }, place);
  expect(said.startsWith('Any agent ')).toBe(true);
  expect(said.endsWith('; and nothing else')).toBe(true);
  return said.slice('Any agent '.length, -'; and nothing else'.length);
}

test.each([
  [{ kind: 'folder', path: '/home/u/p', access: 'read' }, 'may read anything in ~/p'],
  [
    { kind: 'folder', path: '/home/u', access: 'read' },
    'may read anything in ~, but not protected places (~/.ssh)',
  ],
  [
    { kind: 'folder', path: '/home/u/p', access: 'write', with: bound },
    'may read and write anything in ~/p, but not protected places (.git/hooks), with files > edit',
  ],
  [{ kind: 'file', path: '/home/u/a b', access: 'read' }, 'may read “~/a b”'],
  [{ kind: 'site', host: '*' }, 'may use any method at any site'],
  [{ kind: 'site', url: 'https://a.com/x', methods: ['GET'] }, 'may GET at https://a.com/x and beneath'],
  [{ kind: 'recipient', address: '*@acme.com' }, 'may send to *@acme.com'],
  [
    { kind: 'spend', currency: 'EUR', perCall: '5', with: bound },
    'may spend up to 5 EUR at a time, with files > edit',
  ],
  [{ kind: 'command', argv: ['ls'], match: 'exact' }, 'may run `ls`, exactly these words'],
  [{ kind: 'database', name: 'shop', access: 'write' }, 'may read and change the database shop'],
  [{ kind: 'value', pointer: '/mode', equals: 'x' }, 'may give mode = "x"'],
])('%j is said', (part, said) => {
  expect(words({ reach: [{ id: 'r', ...part }] })).toBe(said);
});

test.each([
  [{}, 'on what is granted, with no other arguments but text and options'],
  [{ args: { '/path': { reach: true } }, otherArgs: 'any' }, 'on what is granted, with any other arguments'],
  [{ reach: 'any' }, 'on anything that it reaches, with any arguments'],
  [{ args: { '': { equals: { a: 1 } } } }, 'with exactly these arguments: {"a":1}'],
  [
    { args: { '/mode': { oneOf: ['x', 'y'] }, '/n': { equals: 3 } } },
    'on what is granted, with "x" or "y" as mode, n = 3 and no other arguments but text and options',
  ],
])('a tool with %j is said', (part, said) => {
  expect(words({ tools: [{ id: 't', server: 'files', tool: 'edit', ...part }] })).toBe(
    `may use files > edit ${said}`,
  );
});

test('limits and denials are said, and so is that nothing is left', () => {
  expect(words({}, { limits: [{ counter: 'k', maxCalls: 1, perMinute: 2 }] })).toBe(
    'at most 1 time; at most 2 times a minute',
  );
  expect(words({ deny: [{ id: 'd', kind: 'folder', path: '/home/u/.ssh', access: 'read' }] })).toBe(
    'never may read anything in ~/.ssh',
  );
  expect(words({})).toBe('may do nothing');
});

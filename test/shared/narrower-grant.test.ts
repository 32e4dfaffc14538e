import { expect, test } from 'vitest';
import { scopeFileSchema, type Grant, type Lifetime } from '../../shared/contract/scope.ts';
import { grantIdSchema, instantSchema } from '../../shared/contract/ids.ts';
import { isNarrowerGrant } from '../../shared/core/narrower-grant.ts';
import { protectedPlaces } from '../../shared/core/protected-names.ts';

const rules = { keyOf: (path: string) => path, protectedPlaces: protectedPlaces(['/home/u/.ssh']) };

function grant(parts: object, terms: Partial<Grant> = {}): Grant {
  const { tools, reach, deny } = scopeFileSchema.parse(parts);
  const id = grantIdSchema.parse('g1');
  return {
    id,
    words: 'w',
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools,
    reach,
    deny,
    ...terms,
  };
}

const part = (fields: object): Grant => grant({ reach: [{ id: 'r', ...fields }] });
const tool = (fields: object): Grant =>
  grant({ tools: [{ id: 't', server: 'files', tool: 'read', ...fields }] });
const until = (at: string): Lifetime => ({ kind: 'until', at: instantSchema.parse(at) });

test.each([
  [
    'a subfolder',
    part({ kind: 'folder', path: '/p/src', access: 'read' }),
    part({ kind: 'folder', path: '/p', access: 'write' }),
  ],
  [
    'a file in a folder',
    part({ kind: 'file', path: '/p/a', access: 'write' }),
    part({ kind: 'folder', path: '/p', access: 'write' }),
  ],
  [
    'an address of a domain',
    part({ kind: 'recipient', address: 'ann@acme.com' }),
    part({ kind: 'recipient', address: '*@acme.com' }),
  ],
  [
    'a host of a domain',
    part({ kind: 'site', host: 'api.acme.com' }),
    part({ kind: 'site', host: '*.acme.com' }),
  ],
  [
    'an origin at its usual port',
    part({ kind: 'site', origin: 'https://acme.com' }),
    part({ kind: 'site', host: 'acme.com' }),
  ],
  [
    'one method',
    part({ kind: 'site', host: 'acme.com', methods: ['GET'] }),
    part({ kind: 'site', host: 'acme.com' }),
  ],
  [
    'the same words only',
    part({ kind: 'command', argv: ['git', 'status'], match: 'exact' }),
    part({ kind: 'command', argv: ['git', 'status'], match: 'prefix' }),
  ],
  [
    'reading a database',
    part({ kind: 'database', name: 'a', access: 'read' }),
    part({ kind: 'database', name: '*', access: 'write' }),
  ],
  [
    'one value',
    part({ kind: 'value', pointer: '/c', equals: 1 }),
    part({ kind: 'value', pointer: '/c', any: true }),
  ],
  ['one tool of many', tool({}), tool({ tool: '*' })],
  ['arguments as they were', tool({ args: { '/x': { equals: 1 } } }), tool({ otherArgs: 'any' })],
  [
    'some of the values',
    tool({ args: { '/x': { oneOf: [1] } } }),
    tool({ args: { '/x': { oneOf: [1, 2] } } }),
  ],
  ['not everything that it reaches', tool({}), tool({ reach: 'any' })],
  ['an end', grant({}, { lifetime: until('2026-01-01T00:00:00.000Z') }), grant({})],
  [
    'an earlier end',
    grant({}, { lifetime: until('2026-01-01T00:00:00.000Z') }),
    grant({}, { lifetime: until('2026-02-01T00:00:00.000Z') }),
  ],
  ['a limit', grant({}, { limits: [{ counter: 'k', maxCalls: 3 }] }), grant({})],
])('%s is narrower, and not the other way round', (_name, narrow, wide) => {
  expect(isNarrowerGrant(narrow, wide, rules)).toBe(true);
  expect(isNarrowerGrant(wide, narrow, rules)).toBe(false);
});

test.each([
  [
    'a protected place in a granted folder',
    part({ kind: 'folder', path: '/home/u/.ssh', access: 'read' }),
    part({ kind: 'folder', path: '/home/u', access: 'write' }),
  ],
  [
    'a place within a protected one',
    part({ kind: 'file', path: '/home/u/.ssh/id', access: 'read' }),
    part({ kind: 'folder', path: '/home/u', access: 'write' }),
  ],
  [
    'a neighbour with the same beginning',
    part({ kind: 'folder', path: '/project2', access: 'read' }),
    part({ kind: 'folder', path: '/project', access: 'read' }),
  ],
  [
    'another counter',
    grant({}, { limits: [{ counter: 'b', maxCalls: 1 }] }),
    grant({}, { limits: [{ counter: 'a', maxCalls: 3 }] }),
  ],
  [
    'a sum under another id',
    part({ kind: 'spend', currency: 'EUR', total: '1' }),
    grant({ reach: [{ id: 's', kind: 'spend', currency: 'EUR', total: '9' }] }),
  ],
  [
    'a longer line of words',
    part({ kind: 'command', argv: ['git', 'status', '-s'], match: 'exact' }),
    part({ kind: 'command', argv: ['git', 'status'], match: 'prefix' }),
  ],
  ['an argument that was not named', tool({ args: { '/x': 'any' } }), tool({})],
  [
    'a subdomain of a host',
    part({ kind: 'site', host: 'a.acme.com' }),
    part({ kind: 'site', host: 'acme.com' }),
  ],
  [
    'another port',
    part({ kind: 'site', origin: 'https://acme.com:8443' }),
    part({ kind: 'site', host: 'acme.com' }),
  ],
  ['a denial less', grant({}), grant({ deny: [{ id: 'd', kind: 'folder', path: '/x', access: 'read' }] })],
])('%s does not count as narrower', (_name, narrow, wide) => {
  expect(isNarrowerGrant(narrow, wide, rules)).toBe(false);
});

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { loadScope, parseScope } from '../../electron/authority/load-scope.ts';
import type { Place } from '../../shared/contract/place.ts';
import { removeFolder, root, temporaryFolder } from '../support/serve.ts';

const place: Place = { platform: 'linux', cwd: '/home/u', home: '/home/u', bases: [] };

test('the published schema is the one that scope files are checked with', () => {
  const script = join(root, 'scripts', 'scope-schema.mjs');
  const done = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
});

const text = readFileSync(join(root, 'docs', 'scope.md'), 'utf8');
const examples = [...text.matchAll(/^```json\n(.*?)^```/gms)]
  .map((found) => found[1] ?? '')
  .filter((example) => /"(tools|reach)":/.test(example));

test('every kind of grant has an example', () => {
  for (const kind of ['folder', 'file', 'site', 'recipient', 'spend', 'command', 'database', 'value'])
    expect(examples.join()).toContain(`"kind": "${kind}"`);
});

test.each([
  ['lists', `{"tools":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  [
    'lists of a number that a double would change',
    `${'['.repeat(100_000)}0.1234567890123456789${']'.repeat(100_000)}`,
  ],
])('a scope file of absurdly nested %s is refused by name', (_of, scope) => {
  const folder = temporaryFolder();
  const file = join(folder, 'deep.json');
  writeFileSync(file, scope);
  const loaded = loadScope(file, place);
  removeFolder(folder);
  expect(loaded).toEqual({
    ok: false,
    error: `the scope file \`${file}\` is refused: it nests more than 64 levels`,
  });
});

const tool = { id: 't', server: 's', tool: 'x' };
const folder = { id: 'r', kind: 'folder', path: '/a', access: 'read' };

test.each<[unknown, string]>([
  [
    { tools: [{ ...tool, sever: 's' }] },
    "`/tools/0` has the key `sever`, which isn't known there: correct its name or take it out",
  ],
  [{ tools: [{ id: 't', server: 's' }] }, '`/tools/0/tool` is missing: it has to be a text'],
  [{ tools: {} }, '`/tools` has to be a list'],
  [[], 'it has to be an object'],
  [
    { tools: [{ ...tool, id: 'a b' }] },
    '`/tools/0/id` has to be 1 to 128 letters, digits or _ . : -, the first a letter or a digit',
  ],
  [{ tools: [{ ...tool, server: '' }] }, '`/tools/0/server` has to be filled in'],
  [
    { tools: [{ ...tool, args: { '/a/b': 'all' } }] },
    '`/tools/0/args/~1a~1b` has to be "any", or an object with `equals`, `oneOf`, `min` and `max`, `glob`, `absent` or `reach`',
  ],
  [
    { tools: [{ ...tool, args: { '/a': { equal: 1 } } }] },
    "`/tools/0/args/~1a` has the key `equal`, which isn't known there: correct its name or take it out",
  ],
  [
    { tools: [{ ...tool, args: { a: 'any' } }] },
    '`/tools/0/args/a` has a key that is none: it has to be a JSON pointer (RFC 6901): empty, or `/name`',
  ],
  [{ reach: [{ ...folder, access: 'all' }] }, '`/reach/0/access` has to be "read" or "write"'],
  [
    { reach: [{ ...folder, kind: 'foldr' }] },
    '`/reach/0/kind` has to be "folder", "file", "site", "recipient", "spend", "command", "database" or "value"',
  ],
  [
    { reach: [{ id: 'r' }] },
    '`/reach/0/kind` is missing: it has to be "folder", "file", "site", "recipient", "spend", "command", "database" or "value"',
  ],
  [
    { reach: [{ id: 'r', kind: 'spend', currency: 'EUR', total: '3,5' }] },
    '`/reach/0/total` has to be a plain decimal such as "300" or "0.60"',
  ],
  [
    { reach: [{ id: 'r', kind: 'site' }] },
    '`/reach/0`: a site is named by exactly one of `origin`, `host` and `url`',
  ],
  [{ deny: [{ id: 'd', server: 's' }] }, '`/deny/0/tool` is missing: it has to be a text'],
  [
    { deny: [{ ...folder, pth: '/b' }] },
    "`/deny/0` has the key `pth`, which isn't known there: correct its name or take it out",
  ],
  [{ limits: { maxCalls: -1 } }, '`/limits/maxCalls` has to be at least 0'],
  [{ limits: { maxCalls: 1.5, perMinute: 'x' } }, '`/limits/maxCalls` has to be a whole number (and 1 more)'],
  [
    { limits: { expiresAt: 'tomorrow' } },
    '`/limits/expiresAt` has to be a time such as "2030-12-01T00:00:00Z"',
  ],
])('%j says what is wrong in it', (scope, words) => {
  expect(parseScope(JSON.stringify(scope), place)).toEqual({ ok: false, error: words });
});

test.each(examples)('an example of the manual is a scope: %s', (example) => {
  expect(parseScope(example, place)).toMatchObject({ ok: true });
});

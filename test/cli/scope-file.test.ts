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

test.each(examples)('an example of the manual is a scope: %s', (example) => {
  expect(parseScope(example, place)).toMatchObject({ ok: true });
});

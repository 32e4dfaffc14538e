import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { parseScope } from '../../electron/authority/load-scope.ts';
import type { Place } from '../../shared/contract/place.ts';
import { root } from '../support/serve.ts';

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

test.each(examples)('an example of the manual is a scope: %s', (example) => {
  expect(parseScope(example, place)).toMatchObject({ ok: true });
});

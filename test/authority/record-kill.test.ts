import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces } from '../../electron/authority/record-places.ts';
import { removeFolder, root, temporaryFolder } from '../support/serve.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
});
afterEach(() => removeFolder(folder));

const where = (): [string, string] => [join(folder, 'data'), join(folder, 'state')];

/** Everything that was told until the process was killed, some ms after the line of this number; 0: while it starts. */
async function killedAfter(lines: number, run: number): Promise<readonly string[]> {
  const program = join(root, 'test', 'support', 'append-until-killed.ts');
  const child = spawn(process.execPath, [program, ...where(), String(run)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const told: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    told.push(line);
    if (told.length === lines) setTimeout(() => child.kill('SIGKILL'), run);
  });
  if (lines === 0) setTimeout(() => child.kill('SIGKILL'), 150 + run * 20);
  await new Promise((done) => child.once('close', done));
  expect(said).not.toMatch(/Error/);
  return told;
}

test('a record that Remit was killed over verifies, has all that was told to be in force, and nothing that was told to be revoked', async () => {
  const told = { granted: new Set<string>(), revoking: new Set<string>(), revoked: new Set<string>() };
  for (let run = 0; run < 12; run += 1) {
    for (const line of await killedAfter((run * 7) % 12, run)) {
      const [what, id = ''] = line.split(' ');
      if (what === 'granted' || what === 'revoking' || what === 'revoked') told[what].add(id);
    }
    const held = await heldNow();
    expect([...told.revoked].filter((id) => held.has(id))).toEqual([]);
    const lost = [...told.granted].filter((id) => !held.has(id) && !told.revoking.has(id));
    expect(lost).toEqual([]);
  }
  expect(told.revoked.size).toBeGreaterThan(5);
});

/** The grants that are in force when the record is opened again. */
async function heldNow(): Promise<ReadonlySet<string>> {
  const [dir, state] = where();
  const places = recordPlaces(dir, state, null);
  const opened = await openRecord(dir, { places, now: () => new Date(), changed: () => undefined });
  if (!opened.ok) throw new Error(opened.error);
  const { reader, close } = opened.value;
  expect(reader.health()).toEqual({ kind: 'sound' });
  const held = new Set(reader.heldGrants().map(({ id }) => String(id)));
  await close();
  return held;
}

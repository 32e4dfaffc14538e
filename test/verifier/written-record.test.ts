// What Remit writes verifies by the page alone: the built verifier and the second one judge records that the real parts have made.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { grantIdSchema, serverNameSchema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';
import { sdk1Client } from '../support/clients.ts';
import { bodyOf, rowsOf } from '../support/record-files.ts';
import { addServer, removeFolder, root, runRemit, serve, temporaryFolder } from '../support/serve.ts';
import { judgeDatabase, judgeExport } from './second-verifier.mjs';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const DAY_MS = 86_400_000;
const OTHER_KEY = '17'.repeat(32);
const saidSchema = z.looseObject({
  verified: z.boolean(),
  publicKey: z.string().optional(),
  findings: z.array(z.unknown()).optional(),
});

/** What the built verifier says, and whether the second one agrees. */
function judge(path: string, key: string | null): z.infer<typeof saidSchema> {
  const words = [...(key === null ? [] : ['--key', key]), '--json', path];
  const { stdout } = spawnSync(process.execPath, [join(root, 'build', 'verify.cjs'), ...words]);
  const said = saidSchema.parse(JSON.parse(stdout.toString()));
  expect({ path, ...second(path, key) }).toMatchObject({ path, verified: said.verified });
  return said;
}

function second(path: string, key: string | null): { readonly verified: boolean } {
  if (path.endsWith('.jsonl')) return judgeExport(readFileSync(path), { key });
  if (path.endsWith('.db')) return judgeDatabase(path, undefined, { key });
  const head = join(path, 'record.head');
  return judgeDatabase(join(path, 'record.db'), existsSync(head) ? readFileSync(head) : null, { key });
}

/** Verifies with its key and without one, and not with another. */
function expectVerifies(path: string, key: string): void {
  expect({ path, ...judge(path, key) }).toMatchObject({ path, verified: true, publicKey: key });
  expect(judge(path, null)).toMatchObject({ verified: true, publicKey: key });
  expect(judge(path, OTHER_KEY)).toMatchObject({ verified: false });
}

/** The data folder, a copy, its database alone, and exports of all and of some. */
function expectAllVerify(data: string, filters: readonly string[]): void {
  const first = bodyOf(rowsOf(data).find(({ kind }) => kind === 'begin' || kind === 'prune'));
  const key = String(first['publicKey']);
  expectVerifies(data, key);
  const beside = temporaryFolder();
  cleanups.push(() => removeFolder(beside));
  const copy = join(beside, 'copy');
  cpSync(data, copy, { recursive: true });
  expectVerifies(copy, key);
  expectVerifies(join(copy, 'record.db'), key);
  for (const [at, words] of [[], ...filters.map((one) => [one])].entries()) {
    const file = join(beside, `${at}.jsonl`);
    expect(runRemit(['export', ...words, '--format', 'jsonl', '--out', file, '--data', data])).toMatchObject({
      code: 0,
    });
    expectVerifies(file, key);
    expect(readFileSync(file, 'utf8').includes('"bodyHash"')).toBe(words.length > 0);
  }
}

async function fill(at: AuthoritySetup, count: number): Promise<void> {
  const server = serverNameSchema.parse('files');
  const body: EntryBody = { kind: 'server', server, change: 'failed', detail: 'x'.repeat(300) };
  expect((await at.record.writer.append(Array.from({ length: count }, () => body))).ok).toBe(true);
}

/** A call that is asked about and remembered. */
async function remembered(at: AuthoritySetup, name: string): Promise<void> {
  const path = join(at.folder, name);
  writeFileSync(path, 'hello');
  const ruling = at.judge({ path });
  const { excess } = await at.question();
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
  await at.answer({ kind: 'remember', rungs, lifetime: 'always' });
  const ruled = await ruling;
  expect(ruled.kind).toBe('forward');
  if (ruled.kind === 'forward') at.authority.outcome(ruled.call, 'ok', 1, null);
}

async function refused(at: AuthoritySetup, name: string): Promise<void> {
  const ruling = at.judge({ path: join(at.folder, name) });
  await at.question();
  await at.answer({ kind: 'deny', reason: 'no' });
  expect((await ruling).kind).toBe('refuse');
}

test('a record with grants, revocations, settings, removals and restarts verifies, open and closed, copied and exported', async () => {
  const at = await AuthoritySetup.make();
  cleanups.push(() => at.end());
  for (const name of ['one.txt', 'two.txt']) await remembered(at, name);
  await refused(at, 'three.txt');
  const granted = { id: grantIdSchema.parse('g-button'), words: 'all of it', agent: 'any' } as const;
  const lists = { limits: [], tools: [], reach: [], deny: [] };
  await at.authority.grant({ ...granted, ...lists, lifetime: { kind: 'always' } });
  expect(await at.authority.revoke(granted.id)).toMatchObject({ ok: true });
  await at.authority.set({ name: 'durability', value: 'groups' });
  expectAllVerify(at.data, ['path:two.txt']);
  await at.restart();
  await at.authority.set({ name: 'retention', value: { days: 10, megabytes: null } });
  // Two removals, each in batches, with a restart between them.
  for (let round = 0; round < 2; round += 1) {
    await fill(at, 1800);
    at.later(11 * DAY_MS);
    await remembered(at, `later-${round}.txt`);
    await fill(at, 1100);
    expect(await at.record.prune()).toBeGreaterThan(1000);
    expectAllVerify(at.data, ['path:later', 'verdict:refused']);
    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  }
  await at.close();
  expectAllVerify(at.data, ['path:later-1.txt']);
  expect(rowsOf(at.data)[0]?.seq).toBeGreaterThan(1000);
});

test('a record that `remit serve` has written verifies while it runs and afterwards', async () => {
  const folder = temporaryFolder();
  cleanups.push(() => removeFolder(folder));
  const data = join(folder, 'data');
  const scope = { tools: [{ id: 't', server: '*', tool: 'echo', reach: 'any', otherArgs: 'any' }] };
  mkdirSync(data);
  addServer(data, 'modern', [process.execPath, join(root, 'test', 'fixtures', 'modern-server.mjs')]);
  for (let run = 0; run < 2; run += 1) {
    const serving = await serve(data, scope);
    cleanups.push(() => serving.stop());
    const client = await sdk1Client(data, 'modern');
    for (let call = 0; call < 20; call += 1) {
      expect(await client.call('echo', { said: `word ${call}` })).toMatchObject({ isError: false });
      expect(await client.call('confirm', {})).toMatchObject({ isError: true });
    }
    expectAllVerify(data, ['tool:echo']);
    await client.close();
    await serving.stop();
    expectAllVerify(data, ['tool:confirm']);
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialAdder } from '../support/credential-adder.ts';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { startProgram, type HttpServerProgram } from '../support/http-server.ts';
import { removeFolder, root, temporaryFolder } from '../support/serve.ts';

const suite = process.env['REMIT_CONFORMANCE'] ?? '';
const folder = temporaryFolder();
let server: HttpServerProgram;
let broker: HttpBroker;
let adder: Awaited<ReturnType<typeof credentialAdder>>;

beforeAll(async () => {
  server = await startProgram([join(root, 'test', 'fixtures', 'conformance-server.mjs')], /listening/);
  broker = await httpBroker({ remotes: { suite: { url: direct() } }, scope: ANY });
  adder = await credentialAdder(broker.url('suite'), broker.token);
});
afterAll(async () => {
  adder.stop();
  await broker.stop();
  await server.stop();
  removeFolder(folder);
});

function direct(): string {
  return `http://127.0.0.1:${server.port}/mcp`;
}

/** The suite's own summary: a line for each scenario with what passed and failed. */
async function summaryOf(
  url: string,
  revision: string,
): Promise<{ code: number | null; lines: readonly string[] }> {
  const words = [suite, 'server', '--url', url, '--requirements', revision, '--output-dir', folder];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  await once(child, 'close');
  const lines = out.split('\n').filter((line) => /\d+ passed, \d+ failed/.test(line));
  if (lines.length === 0) throw new Error(out);
  return { code: child.exitCode, lines };
}

describe('the conformance suite finds the server through Remit as it finds it directly', () => {
  test.each([['2025-11-25'], ['2026-07-28']])('revision %s', async (revision) => {
    const plain = await summaryOf(direct(), revision);
    const guarded = await summaryOf(adder.url, revision);
    process.stdout.write(`${revision} directly:      ${plain.lines.at(-1)}\n`);
    process.stdout.write(`${revision} through Remit: ${guarded.lines.at(-1)}\n`);
    expect(guarded).toEqual(plain);
    // It is 0 when all that the revision requires has passed.
    expect(guarded.code).toBe(0);
  });
});

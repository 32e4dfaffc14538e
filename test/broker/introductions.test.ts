import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { introductionWords } from '../../shared/core/news-words.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { addServer, remit, removeFolder, root, temporaryFolder } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

const program = join(root, 'test', 'fixtures', 'shifting-server.mjs');
let folder: string;
let description: string;
let broker: AskingBroker;
beforeEach(async () => {
  folder = temporaryFolder();
  description = join(folder, 'description.txt');
  writeFileSync(description, 'adds two numbers');
  broker = await askingBroker(folder);
  addServer(broker.dataDir, 'shifting', [process.execPath, program, description]);
});
afterEach(async () => {
  await broker.running.stop();
  removeFolder(folder);
});

const told = (): readonly string[] => broker.running.snapshot().agents.introductions.map(introductionWords);

function connect(): Wire {
  return wire(remit, ['connect', 'shifting', '--data', broker.dataDir]);
}

async function list(client: Wire): Promise<void> {
  client.send('{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}\n');
  await client.take(1);
}

async function call(client: Wire): Promise<void> {
  const info = { 'io.modelcontextprotocol/clientInfo': { name: 'Cursor', version: '1' } };
  const params = { name: 'act', arguments: {}, _meta: info };
  client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params })}\n`);
  await broker.question();
  await broker.answer({ kind: 'allow-once' });
  await client.take(1);
}

test('an agent and a server are announced when they first do something, and once, over restarts too', async () => {
  const idle = connect();
  await idle.end();
  expect(told()).toEqual([]);
  const client = connect();
  await list(client);
  expect(told()).toEqual(['New server shifting: 1 tool']);
  await call(client);
  await call(client);
  expect(told()).toEqual(['New server shifting: 1 tool', 'Cursor used Remit for the first time']);
  await client.end();

  await broker.running.stop();
  broker = await askingBroker(folder);
  const later = connect();
  await list(later);
  await call(later);
  await later.end();
  expect(told()).toEqual([]);
});

test('tools that are others than before are announced once for each change, over restarts too', async () => {
  const first = connect();
  await list(first);
  await first.end();
  writeFileSync(description, 'adds two numbers, and sends them to a friend');
  for (const client of [connect(), connect()]) {
    await list(client);
    await client.end();
  }
  const changed = 'The tool act of shifting has changed: its calls ask again';
  expect(told()).toEqual(['New server shifting: 1 tool', changed]);

  await broker.running.stop();
  broker = await askingBroker(folder);
  const again = connect();
  await list(again);
  await again.end();
  expect(told()).toEqual([]);
  writeFileSync(description, 'does something else');
  const other = connect();
  await list(other);
  await other.end();
  expect(told()).toEqual([changed]);
});

import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { ManualAlarms } from '../support/manual-alarms.ts';
import { addServer, remit, removeFolder, root, temporaryFolder } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

let folder: string;
let broker: AskingBroker;
let alarms: ManualAlarms;
let client: Wire;

beforeEach(async () => {
  folder = temporaryFolder();
  const raw = join(root, 'test', 'fixtures', 'raw-server.mjs');
  addServer(join(folder, 'data'), 'raw', [process.execPath, raw, join(folder, 'received')]);
  alarms = new ManualAlarms();
  broker = await askingBroker(folder, { alarms: alarms.alarms });
  client = wire(remit, ['connect', 'raw', '--data', broker.dataDir]);
});
afterEach(async () => {
  await client.end();
  await broker.running.stop();
  removeFolder(folder);
});

const call = (id: number, params: object): void =>
  client.send(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params })}\n`);
const next = async (): Promise<unknown> => {
  const [line = ''] = await client.take(1);
  return JSON.parse(Buffer.from(line, 'latin1').toString('utf8'));
};
const progress = (progressToken: unknown, value: number): object => ({
  jsonrpc: '2.0',
  method: 'notifications/progress',
  params: { progressToken, progress: value, message: 'waiting for the user’s answer in Remit' },
});

test('a call with a progress token hears that it still waits, and nothing once it is sent', async () => {
  call(1, { name: 'one', arguments: {}, _meta: { progressToken: 'é-1' } });
  expect(await alarms.ring('progress')).toBe(5000);
  expect(await next()).toEqual(progress('é-1', 1e-6));
  await alarms.ring('progress');
  expect(await next()).toEqual(progress('é-1', 2e-6));
  await alarms.set('progress', 1);
  await broker.answer({ kind: 'allow-once' });
  expect(await next()).toMatchObject({ id: 1 });
  alarms.ringAll('progress');
  call(2, { name: 'two', arguments: {} });
  await broker.answer({ kind: 'allow-once' });
  expect(await next()).toMatchObject({ id: 2 });
});

test('a call without one hears nothing', async () => {
  call(1, { name: 'one', arguments: {} });
  await alarms.set('deadline', 1);
  alarms.ringAll('progress');
  await broker.answer({ kind: 'allow-once' });
  expect(await next()).toMatchObject({ id: 1 });
});

test.each([
  ['a call that asks for a task', 'tools/call', { name: 'one', arguments: {}, task: { ttl: 1000 } }],
  ['a read', 'resources/read', { uri: 'note://one' }],
])('%s is told with a protocol error to call again', async (_what, method, params) => {
  client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })}\n`);
  await alarms.ring('deadline');
  expect(await next()).toMatchObject({ id: 1, error: { code: -32000, data: { remit: 'still-waiting' } } });
  client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method, params })}\n`);
  await alarms.set('deadline', 1);
  await broker.answer({ kind: 'allow-once' });
  expect(await next()).toMatchObject({ id: 2, result: {} });
  expect(broker.asked()).toBe(1);
});

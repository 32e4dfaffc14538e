// An answer is taken for that of the request under whose id it comes: in what is judged no two may go by one.

import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { addServer, removeFolder, temporaryFolder } from '../support/serve.ts';

/** Answers a call only once it hears `notifications/go`, and everything else at once. */
const SLOW = `let rest = '';
let held = null;
const say = (id, result) => console.log('{"jsonrpc":"2.0","id":' + id + ',"result":' + result + '}');
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const id = /"id":("[^"]*"|\\d+)/.exec(line)?.[1];
    if (line.includes('tools/call')) held = id;
    else if (line.includes('notifications/go')) say(held, '{"content":[{"type":"text","text":"did it"}]}');
    else if (line.includes('tools/list')) say(id, '{"tools":[{"name":"one"}]}');
    else say(id, '{"said":"pong"}');
  }
});`;

let folder: string;
let broker: AskingBroker;
let socket: Socket;
let lines: AsyncIterator<string>;

async function* linesOf(from: Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of from) {
    const all = (rest + String(chunk)).split('\n');
    rest = all.pop() ?? '';
    yield* all;
  }
}

beforeEach(async () => {
  folder = temporaryFolder();
  addServer(join(folder, 'data'), 'slow', [process.execPath, '-e', SLOW]);
  broker = await askingBroker(folder);
  socket = connect(broker.running.socket);
  await once(socket, 'connect');
  lines = linesOf(socket);
  socket.write(`${JSON.stringify({ remit: 1, connect: 'slow', agent: null })}\n`);
});
afterEach(async () => {
  socket.destroy();
  await broker.running.stop();
  removeFolder(folder);
});

const say = (message: object): void =>
  void socket.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const call = (id: number): void => say({ id, method: 'tools/call', params: { name: 'one', arguments: {} } });
const next = async (): Promise<string> => String((await lines.next()).value);

test('a call under the id of one that waits is refused, however often it comes', async () => {
  call(1);
  await broker.question();
  call(1);
  call(1);
  say({ id: 1, method: 'ping' });
  say({ id: 2, method: 'ping' });
  const told = [await next(), await next(), await next(), await next()];
  expect(told.filter((line) => line.includes('in use'))).toHaveLength(3);
  expect(told.filter((line) => line.includes('pong'))).toHaveLength(1);
  expect(broker.asked()).toBe(1);
});

test('the answer to another request does not stand in the record as that of a call', async () => {
  call(1);
  await broker.answer({ kind: 'allow-once' });
  await broker.none();
  await broker.logWith('allowed it once');
  say({ id: 1, method: 'ping' });
  expect(await next()).toContain('in use');
  say({ method: 'notifications/go' });
  expect(await next()).toContain('did it');
  expect((await broker.logWith('ok ')).join()).not.toContain('pong');
});

test('an answer to something else is not taken for the list of tools', async () => {
  say({ id: 1, method: 'tools/list' });
  say({ id: 1, method: 'prompts/get' });
  const told = [await next(), await next()].sort();
  expect(told.join()).toContain('in use');
  expect(told.join()).not.toContain('pong');
});

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ByteBudget } from '../../electron/broker/byte-budget.ts';
import { LineSplitter, type SplitLine } from '../../electron/broker/line-splitter.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { addServer, removeFolder, root, temporaryFolder } from '../support/serve.ts';

const LARGE = 30_000_000;
let folder: string;
let broker: AskingBroker;

beforeEach(async () => {
  folder = temporaryFolder();
  const raw = join(root, 'test', 'fixtures', 'raw-server.mjs');
  addServer(join(folder, 'data'), 'raw', [process.execPath, raw, join(folder, 'received')]);
  broker = await askingBroker(folder);
});
afterEach(async () => {
  await broker.running.stop();
  removeFolder(folder);
});

async function write(socket: Socket, text: string): Promise<void> {
  await new Promise<void>((written) => socket.write(text, () => written()));
}

async function connected(): Promise<Socket> {
  const socket = connect(broker.running.socket);
  await once(socket, 'connect');
  await write(socket, `${JSON.stringify({ remit: 1, connect: 'raw', agent: null })}\n`);
  return socket;
}

async function answered(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}

test('agents that begin many large messages and end none leave room for others', async () => {
  const sockets: Socket[] = [];
  for (let at = 0; at < 5; at += 1) {
    const socket = await connected();
    await write(socket, `{"jsonrpc":"2.0","id":${at},"method":"tools/call","params":"${'x'.repeat(LARGE)}`);
    sockets.push(socket);
  }
  const [first, ...others] = sockets;
  const last = others.at(-1);
  if (first === undefined || last === undefined) throw new Error('none is connected');
  // The newest is judged like any message: it isn't well-formed.
  const judged = answered(last);
  await write(last, '"}\n');
  expect(await judged).toContain('the message is refused');
  const given = answered(first);
  await write(first, '"}\n');
  expect(await given).toContain('let go of this one: send it again');
  for (const socket of sockets) socket.destroy();
});

test('a line that is given up is told with its ends, and the next is read as ever', () => {
  const found: SplitLine[] = [];
  const budget = new ByteBudget(300_000);
  const one = new LineSplitter(1_000_000, (line) => found.push(line), budget);
  const other = new LineSplitter(1_000_000, (line) => found.push(line), budget);
  one.push(Buffer.from(`begin${'x'.repeat(200_000)}`));
  other.push(Buffer.from('y'.repeat(200_000)));
  one.push(Buffer.from(`${'x'.repeat(200_000)}end\nnext\n`));
  other.push(Buffer.from('\n'));
  const [given, next, whole] = found;
  expect(given).toMatchObject({ kind: 'oversized', isGivenUp: true, size: 400_009 });
  if (given?.kind !== 'oversized') throw new Error('it was kept');
  expect(given.head.toString()).toMatch(/^beginx+$/);
  expect(given.tail.toString()).toMatch(/^x+end\n$/);
  expect(next).toEqual({ kind: 'line', bytes: Buffer.from('next\n') });
  expect(whole).toMatchObject({ kind: 'line' });
});

test('small messages are never given up, and what has ended counts no longer', () => {
  const found: SplitLine[] = [];
  const budget = new ByteBudget(100_000);
  const splitters = Array.from(
    { length: 100 },
    () => new LineSplitter(1_000_000, (line) => found.push(line), budget),
  );
  for (const one of splitters) one.push(Buffer.from('x'.repeat(60_000)));
  for (const one of splitters) one.push(Buffer.from('\n'));
  const [first] = splitters;
  for (let turn = 0; turn < 10; turn += 1) first?.push(Buffer.from(`${'x'.repeat(90_000)}\n`));
  expect(found).toHaveLength(110);
  expect(found.every(({ kind }) => kind === 'line')).toBe(true);
});

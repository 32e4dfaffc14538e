import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { addServer, removeFolder, root, temporaryFolder } from '../support/serve.ts';

let folder: string;
let broker: AskingBroker;

beforeEach(async () => {
  folder = temporaryFolder();
  const echo = join(root, 'test', 'fixtures', 'raw-server.mjs');
  addServer(join(folder, 'data'), 'raw', [process.execPath, echo, join(folder, 'received')]);
  broker = await askingBroker(folder);
});
afterEach(async () => {
  await broker.running.stop();
  removeFolder(folder);
});

test.each(['raw', 'unknown'])(
  'an agent of the server %s that reads no answers is cut off before they fill the memory',
  async (server) => {
    const socket = connect(broker.running.socket);
    await once(socket, 'connect');
    socket.pause();
    socket.on('error', () => undefined);
    const over = new Promise<void>((closed) => socket.once('close', () => closed()));
    socket.write(`${JSON.stringify({ remit: 1, connect: server, agent: null })}\n`);
    const id = 'x'.repeat(4_000_000);
    const asks = `{"jsonrpc":"2.0","id":"${id}","method":"tools/call","params":{"name":7}}\n`;
    for (let sent = 0; sent < 40 && !socket.destroyed; sent += 1)
      if (!socket.write(asks))
        await Promise.race([new Promise<void>((drained) => socket.once('drain', () => drained())), over]);
    socket.end();
    await over;
    expect(socket.destroyed).toBe(true);
    expect(socket.errored).not.toBeNull();
  },
);

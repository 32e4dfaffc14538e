import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Door } from '../../electron/broker/door.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

let folder: string;
let path: string;
let door: Door;
beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder, 'socket');
  const opened = await Door.open(path);
  if (!opened.ok) throw new Error(opened.error);
  door = opened.value;
});
afterEach(() => {
  door.close();
  removeFolder(folder);
});

async function heard(): Promise<string> {
  return new Promise((whole) => {
    door.admit((socket: Socket) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        if (text.includes('\n')) whole(text);
      });
    });
  });
}

describe('whoever connects before Remit is ready', () => {
  test('waits, and is heard from the first byte once it is', async () => {
    const agent = connect(path);
    await once(agent, 'connect');
    await new Promise<void>((written) => agent.write('hel', () => written()));
    const text = heard();
    agent.write('lo\n');
    expect(await text).toBe('hello\n');
    agent.destroy();
  });

  test('and has gone since leaves no trace', async () => {
    const gone = connect(path);
    await once(gone, 'connect');
    gone.destroy();
    const agent = connect(path);
    await once(agent, 'connect');
    const text = heard();
    agent.write('I am still here\n');
    expect(await text).toBe('I am still here\n');
    agent.destroy();
  });

  test('is sent away when it never will be', async () => {
    const agent = connect(path);
    agent.on('error', () => undefined);
    await once(agent, 'connect');
    const closed = once(agent, 'close');
    door.close();
    await closed;
    await expect(once(connect(path), 'connect')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('a path at which no socket can be is named with the reason', async () => {
  expect(await Door.open(join(folder, 'missing', 'socket'))).toMatchObject({
    ok: false,
    error: expect.stringContaining('missing/socket` can’t be opened'.replace('’', "'")) as unknown,
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { sdk1Client, type CallAnswer, type TestClient } from '../support/clients.ts';
import { ManualAlarms } from '../support/manual-alarms.ts';
import { addServer, removeFolder, root, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

const AGAIN = 'Remit is still waiting for the user to answer, and nothing was sent yet: call again';
const GRANT: Grant = {
  id: grantIdSchema.parse('g-1'),
  words: 'something else',
  agent: 'any',
  lifetime: { kind: 'always' },
  limits: [],
  tools: [],
  reach: [],
  deny: [],
};
const ALLOW = { kind: 'allow-once' } as const;
const DENY = { kind: 'deny', reason: 'not today' } as const;

let folder: string;
let log: string;
let clients: TestClient[];

beforeEach(() => {
  folder = temporaryFolder();
  log = join(folder, 'received');
  clients = [];
  const counting = join(root, 'test', 'fixtures', 'counting-server.mjs');
  addServer(join(folder, 'data'), 'count', [process.execPath, counting, log]);
});

async function connected(server = 'count'): Promise<TestClient> {
  const client = await sdk1Client(join(folder, 'data'), server);
  clients.push(client);
  return client;
}

function received(): readonly string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
}

const said = (client: TestClient, what: string): Promise<CallAnswer> =>
  client.call('outside', { said: what });

describe('a caller that waits less long than the user takes', () => {
  let broker: AskingBroker;
  let alarms: ManualAlarms;

  beforeEach(async () => {
    alarms = new ManualAlarms();
    broker = await askingBroker(folder, { alarms: alarms.alarms });
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
    await broker.running.stop();
    removeFolder(folder);
  });

  /** Calls, and is told to call again. */
  async function putOff(client: TestClient, what = 'x'): Promise<void> {
    const waits = said(client, what);
    await broker.question();
    await alarms.ring('deadline');
    const told = await waits;
    expect(told.isError).toBe(true);
    expect(told.text).toContain(AGAIN);
  }

  /** Allows the call that waits for its agent; resolves when that is settled. */
  async function allow(): Promise<void> {
    await broker.answer(ALLOW);
    await alarms.set('lapse', 2);
  }

  async function refused(call: Promise<CallAnswer>, why = 'the user denied it'): Promise<void> {
    await broker.answer(DENY);
    const told = await call;
    expect(told.isError).toBe(true);
    expect(told.text).toContain(why);
  }

  test('is told before it gives up, the question stays, and the same call waits on for it', async () => {
    const client = await connected();
    const first = said(client, 'x');
    await broker.question();
    const ms = await alarms.ring('deadline');
    expect(ms).toBeGreaterThan(45_000);
    expect(ms).toBeLessThanOrEqual(50_000);
    expect((await first).text).toContain(AGAIN);
    const again = said(client, 'x');
    await alarms.ring('deadline');
    expect((await again).text).toContain(AGAIN);
    const third = said(client, 'x');
    await client.toolNames();
    await broker.answer(ALLOW);
    expect(await third).toEqual({ isError: false, text: 'done' });
    expect(received()).toEqual(['x']);
    expect(broker.asked()).toBe(1);
    expect(await broker.logWith('ok ')).toHaveLength(1);
    await refused(said(client, 'x'));
    expect(broker.asked()).toBe(2);
  });

  test('is known to the prompt as put off from when it is told until it calls again', async () => {
    const client = await connected();
    const other = await connected();
    const stays = said(other, 'y');
    const { id: staying } = await broker.question();
    await refused(stays);
    const waits = said(client, 'x');
    const { id, digest } = await broker.question();
    expect(id).not.toBe(staying);
    expect(broker.putOff()).toEqual([]);
    await alarms.ring('deadline');
    await waits;
    expect(broker.putOff()).toEqual([id]);
    expect(await broker.question()).toMatchObject({ id, digest });
    const again = said(client, 'x');
    await client.toolNames();
    expect(broker.putOff()).toEqual([]);
    await alarms.ring('deadline');
    await again;
    expect(broker.putOff()).toEqual([id]);
    await allow();
    expect(broker.putOff()).toEqual([]);
  });

  test('what the user allows meanwhile passes the same call once', async () => {
    const client = await connected();
    await putOff(client);
    await allow();
    expect((await broker.logWith('called again yet')).join('\n')).toContain('you allowed it once');
    expect(received()).toEqual([]);
    expect(await said(client, 'x')).toEqual({ isError: false, text: 'done' });
    expect(received()).toEqual(['x']);
    await refused(said(client, 'x'));
    expect(received()).toEqual(['x']);
    expect(broker.asked()).toBe(2);
  });

  test('what the user denies meanwhile is what the same call is told', async () => {
    const client = await connected();
    await putOff(client);
    await broker.answer(DENY);
    const told = await said(client, 'x');
    expect(told.text).toContain('the user denied it: not today');
    expect(broker.asked()).toBe(1);
    await refused(said(client, 'x'));
    expect(broker.asked()).toBe(2);
    expect(received()).toEqual([]);
  });

  test('of two that come back at once one passes and the other asks anew', async () => {
    const [one, two] = [await connected(), await connected()];
    await putOff(one);
    await allow();
    const both = [said(one, 'x'), said(two, 'x')];
    await broker.answer(DENY);
    const told = (await Promise.all(both)).map(({ isError }) => isError);
    expect(told.toSorted()).toEqual([false, true]);
    expect(received()).toEqual(['x']);
  });

  test('of two that wait for one answer one is let through by it', async () => {
    const [one, two] = [await connected(), await connected()];
    await putOff(one);
    const back = said(one, 'x');
    await one.toolNames();
    const other = said(two, 'x');
    while (broker.asked() < 2) await new Promise<void>((turn) => setImmediate(turn));
    await broker.answer(ALLOW);
    await broker.answer(DENY);
    expect((await back).isError).toBe(false);
    expect((await other).isError).toBe(true);
    expect(received()).toEqual(['x']);
  });

  test('another argument is another call', async () => {
    const client = await connected();
    await putOff(client);
    await allow();
    await refused(said(client, 'y'));
    expect(await said(client, 'x')).toMatchObject({ isError: false });
  });

  test('what nobody comes back for lapses, and the history says that nothing was sent', async () => {
    const client = await connected();
    await putOff(client);
    await allow();
    alarms.ringAll('lapse');
    expect((await broker.logWith('did not call again'))[0]).toContain('nothing was sent');
    await refused(said(client, 'x'));
    expect(received()).toEqual([]);
  });

  test.each([
    [
      'a pause',
      (): Promise<unknown> => {
        for (const on of [true, false]) broker.running.authority.pause(on);
        return Promise.resolve();
      },
    ],
    ['a revocation', (): Promise<unknown> => broker.running.authority.revoke(GRANT.id)],
  ])('%s takes back what was allowed', async (_what, takeBack) => {
    const client = await connected();
    await broker.running.authority.grant(GRANT);
    await putOff(client);
    await allow();
    await takeBack();
    await refused(said(client, 'x'));
    expect(received()).toEqual([]);
  });

  test('what it touches is another thing by now: it is asked for again', async () => {
    const program = [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), folder];
    addServer(join(folder, 'data'), 'fs', program);
    const file = join(folder, 'note.txt');
    writeFileSync(file, 'hello');
    const client = await connected('fs');
    const read = (): Promise<CallAnswer> => client.call('read_text_file', { path: file });
    const first = read();
    await broker.question();
    await alarms.ring('deadline');
    await first;
    await allow();
    writeFileSync(join(folder, 'other.txt'), 'secret');
    unlinkSync(file);
    symlinkSync(join(folder, 'other.txt'), file);
    await refused(read());
    expect(broker.asked()).toBe(2);
  });

  test('a caller that gives up while it waits again takes the question along', async () => {
    const client = await connected();
    await putOff(client);
    const giveUp = new AbortController();
    const again = client.call('outside', { said: 'x' }, giveUp.signal).catch(() => 'gave up');
    await client.toolNames();
    giveUp.abort();
    expect(await again).toBe('gave up');
    await broker.none();
  });
});

describe('after a restart', () => {
  let child: ChildProcess;
  let lines: string[];
  let heard: () => void;

  async function start(): Promise<void> {
    lines = [];
    heard = () => undefined;
    const program = join(root, 'test', 'support', 'answered-process.ts');
    child = spawn(process.execPath, [program, join(folder, 'data')], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      lines.push(line);
      heard();
    });
    await line('ready');
  }

  /** Resolves when a line has begun so, and drops what came before it. */
  async function line(begin: string): Promise<void> {
    for (;;) {
      const at = lines.findIndex((one) => one.startsWith(begin));
      if (at !== -1) return void lines.splice(0, at + 1);
      await new Promise<void>((resolve) => (heard = resolve));
    }
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const client of clients.splice(0)) await client.close();
  }

  const tell = (what: string): void => void child.stdin?.write(`${what}\n`);
  afterEach(async () => {
    await kill();
    removeFolder(folder);
  });

  /** A call is put off; the question is open. */
  async function putOff(args: Record<string, unknown>): Promise<void> {
    const waits = (await connected()).call('outside', args);
    await line('asking 1');
    tell('deadline');
    expect((await waits).text).toContain(AGAIN);
  }

  test.each([
    ['as it was', { said: 'x' }, { said: 'x' }],
    ['in another order', { said: 'x', to: [1] }, { to: [1], said: 'x' }],
    ['with a secret', { said: 'x', password: 'hunter2 hunter2' }, { said: 'x', password: 'hunter2 hunter2' }],
  ])('what was allowed passes the same call once, %s', async (_what, args, same) => {
    await start();
    await putOff(args);
    tell(JSON.stringify(ALLOW));
    await line('allowed');
    await kill();
    await start();
    const client = await connected();
    expect(await client.call('outside', same)).toEqual({ isError: false, text: 'done' });
    await kill();
    await start();
    const third = (await connected()).call('outside', same);
    await line('asking 1');
    tell(JSON.stringify(DENY));
    expect((await third).isError).toBe(true);
    expect(received()).toEqual(['x']);
    expect(runRemit(['verify', '--data', join(folder, 'data')]).out).not.toContain('does not verify');
    expect(runRemit(['log', '--data', join(folder, 'data')]).out).not.toContain('hunter2');
  });

  test('a question that was open is put anew', async () => {
    await start();
    await putOff({ said: 'x' });
    await kill();
    await start();
    const again = said(await connected(), 'x');
    await line('asking 1');
    tell(JSON.stringify(DENY));
    expect((await again).isError).toBe(true);
    expect(received()).toEqual([]);
  });

  test('another argument does not pass', async () => {
    await start();
    await putOff({ said: 'x' });
    tell(JSON.stringify(ALLOW));
    await line('allowed');
    await kill();
    await start();
    const other = said(await connected(), 'y');
    await line('asking 1');
    tell(JSON.stringify(DENY));
    expect((await other).isError).toBe(true);
    expect(received()).toEqual([]);
  });
});

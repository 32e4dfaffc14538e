import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TelemetryView } from '../../shared/contract/snapshot.ts';
import { openRecord } from '../../electron/authority/record-file.ts';
import { placesHere } from '../../electron/authority/record-places.ts';
import { startBroker, type RunningBroker } from '../../electron/broker/start-broker.ts';
import { Collector } from '../support/collector.ts';
import { sdk1Client } from '../support/clients.ts';
import { randomFrom } from '../support/random.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { addServer, removeFolder, serve, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder: string;
let dataDir: string;
let collector: Collector;
let broker: RunningBroker | null = null;
let heard: () => void = () => undefined;

beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  collector = await Collector.start();
});
afterEach(async () => {
  await broker?.stop();
  broker = null;
  await collector.close();
  removeFolder(folder);
});

async function start(): Promise<RunningBroker> {
  const started = await startBroker({
    dataDir,
    version: 'test',
    scopeFile: null,
    prompt: () => undefined,
    tell: () => undefined,
    changed: () => heard(),
  });
  if (!started.ok) throw new Error(started.error);
  broker = started.value;
  return started.value;
}

async function end(): Promise<void> {
  await broker?.stop();
  broker = null;
}

async function choose(endpoint: string | null): Promise<string | null> {
  const done = await broker?.authority.set({ name: 'telemetry', value: { endpoint } });
  return done?.ok === false ? done.error : null;
}

function view(): TelemetryView | undefined {
  return broker?.snapshot().telemetry;
}

/** Resolves when the snapshot says so; it is looked at whenever something in it has changed. */
async function shown(kind: TelemetryView['kind']): Promise<TelemetryView> {
  for (;;) {
    const now = view();
    if (now?.kind === kind) return now;
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  }
}

/** The place of every entry in the record. */
function written(): readonly { readonly seq: number; readonly hash: string }[] {
  const database = new DatabaseSync(join(dataDir, 'record.db'), { readOnly: true });
  const rows: unknown[] = database.prepare('SELECT seq, hash FROM entries ORDER BY seq').all();
  database.close();
  return z.array(z.object({ seq: z.number(), hash: z.string() })).parse(rows);
}

describe('sending the record', () => {
  test('is off until an address is set', async () => {
    const { authority } = await start();
    authority.pause(true);
    await choose(null);
    expect(view()).toEqual({ kind: 'off', problem: null });
    await end();
    expect(collector.connections).toBe(0);
    expect(existsSync(join(dataDir, 'telemetry.json'))).toBe(false);
  });

  test('sends everything, up to the last entry of the run', async () => {
    const { authority } = await start();
    await choose(collector.address);
    authority.pause(true);
    await collector.until(() => collector.taken().some((entry) => entry['remit.kind'] === 'pause'));
    authority.pause(false);
    await end();
    expect(collector.places()).toEqual(written());
    expect(collector.taken().some((entry) => entry['remit.kind'] === 'stop')).toBe(true);
  });

  test('goes on in the next run with what came meanwhile', async () => {
    await start();
    await choose(collector.address);
    await end();
    await start();
    await end();
    expect(collector.places()).toEqual(written());
    expect(collector.taken().filter((entry) => entry['remit.kind'] === 'start')).toHaveLength(2);
  });

  // The sender gives up a collector that hangs after 10 s by itself: that mustn't be what ends this.
  test('stops at once when the address is cleared', { timeout: 8000 }, async () => {
    const { authority } = await start();
    collector.replies.push('hang');
    await choose(collector.address);
    await collector.until(() => collector.requests.length === 1);
    const { connections } = collector;
    await choose(null);
    expect(view()).toEqual({ kind: 'off', problem: null });
    await collector.until(() => collector.openConnections === 0);
    authority.pause(true);
    await end();
    expect(collector.connections).toBe(connections);
  });

  test('shows why nothing arrives', async () => {
    await collector.close();
    await start();
    await choose(collector.address);
    expect((await shown('failing')).problem).toContain(`${collector.address} can’t be reached`);
    await collector.open();
    await choose(null);
    await choose(collector.address);
    await end();
    expect(collector.places()).toEqual(written());
  });

  test.each([
    ['https://user:hush@c.example', 'a user or a password'],
    ['https://c.example/?key=hush', '`?`'],
    ['ftp://c.example', 'over https or http'],
    [`https://c.example/ghp_${'a1B2c3D4e5F6'.repeat(3)}`, 'a secret'],
  ])('refuses %s', async (endpoint, says) => {
    await start();
    expect(await choose(endpoint)).toContain(says);
    expect(view()?.kind).toBe('off');
    await end();
    const database = new DatabaseSync(join(dataDir, 'record.db'), { readOnly: true });
    expect(database.prepare("SELECT 1 FROM entries WHERE kind = 'setting'").all()).toEqual([]);
    database.close();
  });

  test('sends nothing of a record that doesn’t verify', async () => {
    await start();
    await choose(collector.address);
    await end();
    const { connections } = collector;
    const database = new DatabaseSync(join(dataDir, 'record.db'));
    database.exec(
      "UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = (SELECT max(seq) FROM entries)",
    );
    database.close();
    await start();
    expect(view()).toEqual({ kind: 'failing', problem: 'nothing is sent of a record that does not verify' });
    await end();
    expect(collector.connections).toBe(connections);
  });
});

/** A record of very many calls that are to be sent, as a broker left it. */
async function longRecord(entries: number): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const places = placesHere(dataDir, process.env, process.platform, homedir());
  const opened = await openRecord(dataDir, { places, now: () => new Date(), changed: () => undefined });
  if (!opened.ok) throw new Error(opened.error);
  const { writer, reader } = opened.value;
  const variety = {
    agents: 3,
    servers: 3,
    tools: 9,
    folders: 4,
    files: 9,
    sites: 3,
    people: 3,
    perSession: 9,
  };
  const calls = new RecordedCalls(randomFrom(3), variety, homedir());
  while (reader.head() < entries) await writer.append(Array.from({ length: 250 }, () => calls.next()).flat());
  await writer.append([
    { kind: 'setting', setting: { name: 'telemetry', value: { endpoint: collector.address } } },
  ]);
  await opened.value.close();
}

test('calls are answered while 20,000 entries wait for a collector that hangs', async () => {
  await longRecord(20_000);
  const command = [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), folder];
  addServer(dataDir, 'fs', command);
  writeFileSync(join(folder, 'note.txt'), 'hello\n');
  const tools = [{ id: 'tools', server: 'fs', tool: '*' }];
  const reach = [{ id: 'folder', kind: 'folder', path: folder, access: 'read' }];
  collector.replies.push('hang');
  const serving = await serve(dataDir, { tools, reach });
  await collector.until(() => collector.requests.length === 1);
  const client = await sdk1Client(dataDir, 'fs');
  for (let turn = 0; turn < 20; turn += 1)
    expect(await client.call('read_text_file', { path: join(folder, 'note.txt') })).toMatchObject({
      text: 'hello\n',
    });
  expect(collector.requests).toHaveLength(1);
  await client.close();
  await serving.stop();
  const again = await serve(dataDir, { tools, reach });
  const before = written().length;
  await collector.until(() => collector.taken().length >= before);
  await again.stop();
  expect(collector.places()).toEqual(written());
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
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

const program = join(root, 'test', 'fixtures', 'raw-server.mjs');
const SCOPE = { tools: [{ id: 'all', server: '*', tool: '*', reach: 'any' }] };
let folder: string;
let dataDir: string;
let log: string;
let serving: Serving | null;

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  log = join(folder, 'server.log');
  serving = null;
});
afterEach(async () => {
  await serving?.stop();
  removeFolder(folder);
});

async function start(scope: unknown = SCOPE): Promise<void> {
  serving = await serve(dataDir, scope);
}

function connect(server: string): Wire {
  return wire(remit, ['connect', server, '--data', dataDir]);
}

const call = (id: number, tool = 'one'): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${tool}","arguments":{}}}\n`;

const replySchema = z.looseObject({
  id: z.unknown(),
  error: z.looseObject({ message: z.string() }).optional(),
  result: z
    .looseObject({
      isError: z.boolean().optional(),
      content: z.array(z.looseObject({ text: z.string() })).optional(),
    })
    .optional(),
});

/** What an agent reads in the next message: the error, or the text of a refused call. */
async function told(client: Wire): Promise<string> {
  const [line = '{"id":null,"error":{"message":"the connection ended"}}'] = await client.take(1);
  const reply = replySchema.parse(JSON.parse(line));
  return reply.error?.message ?? reply.result?.content?.[0]?.text ?? 'an answer';
}

/** What the server was sent, handshakes and lists apart. */
function callsSeen(): number {
  return existsSync(log) ? readFileSync(log, 'utf8').split('tools/call').length - 1 : 0;
}

const refusalSchema = z.object({
  kind: z.literal('refusal'),
  refusal: z.object({ code: z.string(), reason: z.string() }),
});

/** The codes and reasons of the refusals in the record. */
function recorded(): readonly string[] {
  const database = new DatabaseSync(join(dataDir, 'record.db'), { readOnly: true });
  const rows: unknown[] = database
    .prepare("SELECT body FROM entries WHERE kind = 'refusal' ORDER BY seq")
    .all();
  database.close();
  return rows.map((row) => {
    const { body } = z.object({ body: z.string() }).parse(row);
    const { refusal } = refusalSchema.parse({ ...refusalSchema.loose().parse(JSON.parse(body)) });
    return `${refusal.code}: ${refusal.reason}`;
  });
}

describe('a server', () => {
  test('that is not registered is named, with what to do', async () => {
    await start();
    const client = connect('nowhere');
    client.send(call(1));
    const text = await told(client);
    expect(text).toContain('`nowhere`');
    expect(text).toContain('remit server add nowhere');
    await client.end();
    expect(recorded().join()).toMatch(/unknown-server: .*nowhere/);
  });

  test('that has an address is not said to be unknown', async () => {
    const added = ['server', 'add', 'far', '--data', dataDir, '--url', 'https://x.example/mcp'];
    expect(runRemit(added)).toMatchObject({ code: 0 });
    await start();
    const client = connect('far');
    client.send(call(1));
    expect(await told(client)).toMatch(/`far` has an address.*over HTTP/);
    await client.end();
  });

  test.each([
    ['cannot be found', ['/no/such/program'], '/no/such/program'],
    ['ends at once', [process.execPath, '-e', 'process.exit(3)'], 'code 3'],
  ])('that %s is named, with why', async (_what, command, why) => {
    addServer(dataDir, 'broken', command);
    await start();
    const client = connect('broken');
    client.send('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n');
    const text = await told(client);
    expect(text).toContain('`broken`');
    expect(text).toContain(why);
    expect(text).toContain('remit server list');
    await client.ended;
  });

  test('that dies with a call under way ends the call with the reason', async () => {
    const dies =
      'process.stdin.on(\'data\', (d) => { for (const l of String(d).split(\'\\n\')) { const id = /"id":("[^"]*"|\\d+)/.exec(l)?.[1]; if (l.includes(\'tools/list\')) console.log(`{"jsonrpc":"2.0","id":${id},"result":{"tools":[]}}`); else if (l.includes(\'tools/call\')) process.exit(9); } })';
    addServer(dataDir, 'mortal', [process.execPath, '-e', dies]);
    await start();
    const client = connect('mortal');
    client.send(call(1));
    const text = await told(client);
    expect(text).toContain('`mortal`');
    expect(text).toContain('code 9');
    await client.ended;
    expect(runRemit(['log', '--json', '--data', dataDir]).out).toContain('"outcome":"lost"');
  });
});

describe('a message', () => {
  test.each([
    ['is not JSON', '{"jsonrpc":"2.0","id":1,\n', 'is refused'],
    ['is a batch', `[${call(1).trim()}]\n`, 'batch'],
    ['is a call without an id', '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"one"}}\n', 'id'],
    ['has the method in other letters', call(1).replace('tools/call', 'tools/Call'), 'method'],
    [
      'is not UTF-8',
      Buffer.concat([
        Buffer.from('{"jsonrpc":"2.0","id":1,"method":"x","p":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}\n'),
      ]),
      'UTF-8',
    ],
  ])('that %s is refused with a reason, and nothing is sent on', async (_what, bytes, why) => {
    addServer(dataDir, 'raw', [process.execPath, program, log]);
    await start();
    const client = connect('raw');
    client.send(bytes);
    expect(await told(client)).toContain(why);
    client.send(call(2));
    expect(await told(client)).toBe('an answer');
    await client.end();
    expect(callsSeen()).toBe(1);
    expect(recorded().join()).toContain('invalid-message');
  });

  test('that is too large is refused with the limit, and the next one passes', async () => {
    addServer(dataDir, 'raw', [process.execPath, program, log]);
    await start();
    const client = connect('raw');
    client.send(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"one","arguments":{"a":"`);
    client.send('x'.repeat(33 * 1024 * 1024));
    client.send('"}}}\n');
    expect(await told(client)).toMatch(/limit is 33554432/);
    client.send(call(2));
    expect(await told(client)).toBe('an answer');
    await client.end();
    expect(callsSeen()).toBe(1);
    expect(recorded().join()).toContain('oversized-message');
  });
});

describe('a record', () => {
  test('that can not be written stops every call, says so, and goes on by itself when there is room again', async () => {
    addServer(dataDir, 'raw', [process.execPath, program, log]);
    await start();
    const pid = String(serving?.process.pid);
    const client = connect('raw');
    client.send(call(1));
    expect(await told(client)).toBe('an answer');
    // A limit on the size of files stands in for a full disk: the system refuses the write either way.
    const limited = spawnSync('prlimit', ['--pid', pid, '--fsize=1:unlimited']);
    expect(limited.status).toBe(0);
    client.send(call(2));
    expect(await told(client)).toMatch(/record/);
    expect(callsSeen()).toBe(1);
    spawnSync('prlimit', ['--pid', pid, '--fsize=unlimited:unlimited']);
    client.send(call(3));
    expect(await told(client)).toBe('an answer');
    await client.end();
    expect(callsSeen()).toBe(2);
    expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
  });

  test('that was changed is named by its first wrong entry, and stops every call', async () => {
    addServer(dataDir, 'raw', [process.execPath, program, log]);
    await start();
    const client = connect('raw');
    client.send(call(1));
    expect(await told(client)).toBe('an answer');
    await client.end();
    await serving?.stop();
    const database = new DatabaseSync(join(dataDir, 'record.db'));
    const row: unknown = database.prepare("SELECT seq FROM entries WHERE kind = 'call'").get();
    const { seq } = z.object({ seq: z.number() }).parse(row);
    database.exec(
      `UPDATE entries SET body = replace(body, '"tool":"one"', '"tool":"two"') WHERE seq = ${seq}`,
    );
    database.close();
    expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 1 });
    expect(runRemit(['verify', '--data', dataDir]).out).toContain(`entry ${seq}:`);
    await start();
    const again = connect('raw');
    again.send(call(2));
    expect(await told(again)).toContain(`entry ${seq} is not what was written`);
    await again.end();
    expect(callsSeen()).toBe(1);
  });

  test('that is no record is left alone, and stops every call, with what to do', async () => {
    addServer(dataDir, 'raw', [process.execPath, program, log]);
    const garbage = 'this is not a database '.repeat(500);
    writeFileSync(join(dataDir, 'record.db'), garbage);
    await start();
    const client = connect('raw');
    client.send(call(1));
    expect(await told(client)).toMatch(/record\.db.*move it away/s);
    await client.end();
    expect(callsSeen()).toBe(0);
    expect(readFileSync(join(dataDir, 'record.db'), 'utf8')).toBe(garbage);
  });
});

test('a data folder that another broker uses is not used twice', async () => {
  await start();
  const second = runRemit(['serve', '--data', dataDir]);
  expect(second.code).not.toBe(0);
  expect(second.err).toContain(dataDir);
  expect(second.err).toContain(String(serving?.process.pid));
});

test('a data folder that is a file is named', () => {
  writeFileSync(dataDir, 'x');
  const started = runRemit(['serve', '--data', dataDir]);
  expect(started.code).not.toBe(0);
  expect(started.err).toContain(dataDir);
});

test('an agent whose broker is not running is told how to start it, and nothing is sent', async () => {
  const client = wire(remit, ['connect', 'raw', '--data', dataDir], { ...process.env, REMIT_NO_START: '1' });
  client.send(call(7));
  const [line = ''] = await client.take(1);
  expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0', id: 7, error: { code: -32000 } });
  expect(line).toContain('start the Remit app');
  expect(await client.end()).toBe(0);
});

test('an agent that is refused and then tries another framing sees the connection end', async () => {
  const client = wire(remit, ['connect', 'raw', '--data', dataDir], { ...process.env, REMIT_NO_START: '1' });
  client.send(call(1));
  await client.take(1);
  client.send(`Content-Length: ${call(2).length}\r\n\r\n${call(2)}`);
  expect(await client.ended).toBe(1);
});

test.each([
  ['a mistake', JSON.stringify({ ...SCOPE, denny: [] }), 'denny'],
  ['absurd nesting', `{"tools":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nests more than 64 levels'],
])('a scope file with %s in it grants nothing', (_what, text, says) => {
  const scope = join(folder, 'scope.json');
  writeFileSync(scope, text);
  const started = runRemit(['serve', '--data', dataDir, '--scope', scope]);
  expect(started.code).not.toBe(0);
  expect(started.err).toContain(scope);
  expect(started.err).toContain(says);
  expect(started.err).not.toContain('    at ');
});

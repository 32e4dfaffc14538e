import type { ServerResponse } from 'node:http';
import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { startBroker } from '../../electron/broker/start-broker.ts';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { freePort } from '../support/http-server.ts';
import {
  ask,
  call,
  rawServer,
  sending,
  sendJson,
  type RawRequest,
  type RawServer,
  type Seen,
} from '../support/raw-http.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

const INITIALIZE =
  '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"Claims","version":"9"}}}';
let server: RawServer;
let broker: HttpBroker;
let mine: Record<string, string>;
let other: Record<string, string>;
let answer: (response: ServerResponse, seen: Seen) => void;

beforeAll(async () => {
  server = await rawServer((response, seen) => {
    if (!seen.body.includes('"initialize"')) return answer(response, seen);
    response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'of-the-server' });
    response.end('{"jsonrpc":"2.0","id":0,"result":{}}');
  });
  broker = await httpBroker({ remotes: { raw: { url: server.url } }, scope: ANY });
  const token = newToken();
  keepToken(broker.dataDir, 'Other Agent', token);
  mine = { Authorization: `Bearer ${broker.token}`, 'mcp-session-id': 'of-the-server' };
  other = { Authorization: `Bearer ${token}`, 'mcp-session-id': 'of-the-server' };
});
afterAll(async () => {
  await broker.stop();
  await server.stop();
});
beforeEach(() => {
  answer = (response) => sendJson(response, '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}');
});

describe('a session', () => {
  test('is the agent’s and the server’s, and recorded with its calls from beginning to end', async () => {
    const { 'mcp-session-id': _name, ...first } = mine;
    await ask(broker.url('raw'), { headers: first, body: INITIALIZE });
    await ask(broker.url('raw'), { headers: mine, body: call(1) });
    const begun = broker.entries('session').at(-1) ?? '';
    const id = /"session":"([^"]+)"/.exec(begun)?.[1] ?? 'none';
    const recorded = await broker.entryWith('call', id);
    expect(recorded).toContain('"name":"Test Agent"');
    expect(recorded).toContain('"claims":{"name":"Claims","version":"9"}');
    if (process.platform === 'linux') expect(recorded).toContain(`"pid":${process.pid}`);
    await ask(broker.url('raw'), { method: 'DELETE', headers: mine });
    expect(await broker.entryWith('session-end', id)).toContain('the agent ended it');
  });

  test('is nobody else’s: another agent that names it is told that there is none', async () => {
    await ask(broker.url('raw'), { headers: mine, body: call(1) });
    const before = server.seen.length;
    for (const request of [{ body: call(2) }, { method: 'GET' }, { method: 'DELETE' }])
      expect(await ask(broker.url('raw'), { headers: other, ...request })).toMatchObject({ status: 404 });
    expect(server.seen.length).toBe(before);
  });

  test('that the server knows no longer ends', async () => {
    answer = (response) => response.writeHead(404).end();
    const headers = { ...mine, 'mcp-session-id': 'forgotten' };
    expect(await ask(broker.url('raw'), { headers, body: call(1) })).toMatchObject({ status: 404 });
    await broker.entryWith('session-end', 'knows the session no longer');
  });
});

describe('a name that an agent has made up', () => {
  const sessions = (): number => broker.running.broker.servers()[0]?.connections ?? 0;
  const named = (name: string): Record<string, string> => ({ ...other, 'mcp-session-id': name });

  test('takes no place for ever, however many there are', async () => {
    answer = (response) => response.writeHead(405).end();
    for (let at = 0; at < 300; at += 1)
      await ask(broker.url('raw'), {
        method: at % 2 === 0 ? 'DELETE' : 'GET',
        headers: named(`made-up-${at}`),
      });
    expect(sessions()).toBeLessThan(140);
  });

  test('is the session of the agent that the server gives it to', async () => {
    await ask(broker.url('raw'), { headers: named('of-the-server'), body: call(1) });
    await ask(broker.url('raw'), { method: 'DELETE', headers: mine });
    await ask(broker.url('raw'), { headers: named('of-the-server'), body: call(1) });
    const { 'mcp-session-id': _name, ...first } = mine;
    await ask(broker.url('raw'), { headers: first, body: INITIALIZE });
    expect(await ask(broker.url('raw'), { headers: mine, body: call(2) })).toMatchObject({ status: 200 });
    expect(await ask(broker.url('raw'), { headers: named('of-the-server'), body: call(3) })).toMatchObject({
      status: 404,
    });
    expect(await ask(broker.url('raw'), { headers: named('OF-the-server'), body: call(3) })).toMatchObject({
      status: 404,
    });
  });
});

test('what a server lists is pinned before the first call, also when the agent never asked', async () => {
  await ask(broker.url('raw'), { headers: mine, body: call(1) });
  expect(await broker.entryWith('definition', '"tool":"one"')).toContain('"standing":"first"');
  const listing = server.seen.find(({ body }) => body.includes('"tools/list"'));
  expect(listing?.headers).toMatchObject({ 'mcp-session-id': 'of-the-server' });
  expect(await broker.entryWith('call', '"tool":"one"')).toContain('"kind":"listed"');
});

describe('a call whose stream broke off', () => {
  const opening = 'id: 41\ndata: \n\n';
  test('is answered on the stream that takes it up again, and recorded so', async () => {
    answer = (response, { method, headers }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (method === 'GET')
        response.end(
          `data: {"jsonrpc":"2.0","id":51,"result":{"after":${String(headers['last-event-id'])}}}\n\n`,
        );
      else response.end(opening);
    };
    const first = await sending(broker.url('raw'), { headers: mine, body: call(51) }).answer;
    expect(await first.whole).toBe(opening);
    const again = { ...mine, 'last-event-id': '41' };
    const { text } = await ask(broker.url('raw'), { method: 'GET', headers: again });
    expect(text).toContain('"after":41');
    expect(await broker.entryWith('outcome', 'after')).toContain('"status":"ok"');
  });

  test('is lost when nothing takes it up', async () => {
    answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': end\n\n');
    await ask(broker.url('raw'), { headers: mine, body: call(61) });
    await broker.entryWith('outcome', '"status":"lost"');
  });
});

test('an answer whose status has words that can’t be sent comes without them, and is recorded', async () => {
  const result = '{"jsonrpc":"2.0","id":63,"result":{"odd":"words"}}';
  answer = (response) =>
    response.socket?.end(
      `HTTP/1.1 200 O\u0001K\r\nContent-Type: application/json\r\nContent-Length: ${result.length}\r\n\r\n${result}`,
    );
  expect((await ask(broker.url('raw'), { headers: mine, body: call(63) })).text).toBe(result);
  expect(await broker.entryWith('outcome', 'odd')).toContain('"status":"ok"');
});

describe('where the server names no session, a stream that broke off', () => {
  const anonymous = ({ Authorization = '' }: Record<string, string>, event: string): RawRequest => ({
    method: 'GET',
    headers: { Authorization, 'last-event-id': event },
  });
  beforeEach(async () => {
    answer = (response, { headers }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`id: secret-7\ndata: {"after":"${String(headers['last-event-id'])}"}\n\n`);
    };
    const { Authorization = '' } = mine;
    await ask(broker.url('raw'), { headers: { Authorization }, body: call(71) });
  });

  test('is taken up again by the agent that it was of', async () => {
    expect((await ask(broker.url('raw'), anonymous(mine, 'secret-7'))).text).toContain('"after":"secret-7"');
  });

  test('is nobody else’s, nor anybody’s who guesses', async () => {
    const before = server.seen.length;
    const madeUp = anonymous(other, 'secret-7');
    const named = { ...madeUp, headers: { ...madeUp.headers, 'mcp-session-id': 'of-nobody' } };
    for (const request of [madeUp, anonymous(mine, 'secret-8'), named])
      expect(await ask(broker.url('raw'), request)).toMatchObject({ status: 404 });
    expect(server.seen.length).toBe(before);
  });
});

describe('the port', () => {
  const start = (dataDir: string): ReturnType<typeof startBroker> =>
    startBroker({
      dataDir,
      version: 'test',
      scopeFile: null,
      prompt: null,
      tell: () => undefined,
      changed: () => undefined,
    });

  test('is chosen once and kept in a private file', async () => {
    const folder = temporaryFolder();
    const ports: unknown[] = [];
    for (let run = 0; run < 2; run += 1) {
      const running = await start(join(folder, 'data'));
      if (!running.ok) throw new Error(running.error);
      ports.push(running.value.snapshot().endpoint);
      await running.value.stop();
    }
    expect(ports[0]).toEqual({ port: expect.any(Number) as unknown, problem: null });
    expect(ports[1]).toEqual(ports[0]);
    if (process.platform !== 'win32')
      expect(statSync(join(folder, 'data', 'endpoint.json')).mode & 0o077).toBe(0);
    removeFolder(folder);
  });

  test('is never left for another one: where it is taken, Remit says so and goes on without', async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    const before = await start(dataDir);
    if (!before.ok) throw new Error(before.error);
    await before.value.stop();
    const port = await freePort();
    const squatter = createServer().listen(port, '127.0.0.1');
    writeFileSync(join(dataDir, 'endpoint.json'), JSON.stringify({ port }));
    const running = await start(dataDir);
    if (!running.ok) throw new Error(running.error);
    const { endpoint } = running.value.snapshot();
    expect(endpoint.port).toBeNull();
    expect(endpoint.problem).toContain(String(port));
    expect(endpoint.problem).toContain('another program listens there');
    await running.value.stop();
    squatter.close();
    removeFolder(folder);
  });
});

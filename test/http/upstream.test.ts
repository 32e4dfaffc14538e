import { once } from 'node:events';
import { createServer as tlsServer } from 'node:https';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { freePort } from '../support/http-server.ts';
import { ask, call, rawServer, sending, sendJson, type RawServer } from '../support/raw-http.ts';
import { selfSigned } from '../support/self-signed.ts';

let server: RawServer;
let elsewhere: RawServer;
let broker: HttpBroker;
let headers: Record<string, string>;
let answer: (response: ServerResponse) => void;
const tls = tlsServer(selfSigned, (_request, response) => sendJson(response, '{}'));

beforeAll(async () => {
  elsewhere = await rawServer((response) => sendJson(response, '{}'));
  server = await rawServer((response, { url }) => {
    if (url === '/mcp/') sendJson(response, '{"jsonrpc":"2.0","id":1,"result":{"at":"the other path"}}');
    else answer(response);
  });
  await new Promise<void>((done) => tls.listen(0, '127.0.0.1', done));
  const address = tls.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  broker = await httpBroker({
    remotes: {
      raw: { url: server.url, headers: { Authorization: 'Bearer its-own' } },
      gone: { url: `http://127.0.0.1:${await freePort()}/mcp` },
      unproven: { url: `https://127.0.0.1:${port}/mcp` },
    },
    scope: ANY,
  });
  headers = { Authorization: `Bearer ${broker.token}` };
});
afterAll(async () => {
  await broker.stop();
  tls.close();
  await Promise.all([server.stop(), elsewhere.stop()]);
});

const errorIn = (text: string): unknown => JSON.parse(text);
const failure = (words: string): object => ({
  id: 1,
  error: { message: expect.stringContaining(words) as unknown },
});

describe('a server that fails is named with the reason, and the call is recorded as lost', () => {
  test.each([
    ['is not there', 'gone', 'ECONNREFUSED'],
    ['can’t prove who it is', 'unproven', 'self-signed certificate'],
  ])('one that %s', async (_what, name, why) => {
    const { status, text } = await ask(broker.url(name), { headers, body: call(1) });
    expect(status).toBe(200);
    expect(errorIn(text)).toMatchObject(failure(why));
    expect(text).toContain(`\`${name}\``);
    expect(await broker.entryWith('outcome', 'lost')).toContain('"result":null');
  });

  const redirect = (location: string): void => {
    answer = (response) => response.writeHead(307, { location }).end();
  };
  test.each<readonly [string, () => void, string]>([
    [
      'doesn’t let Remit in',
      () => {
        answer = (response) =>
          response.writeHead(401, { 'www-authenticate': 'Bearer resource_metadata="x"' }).end('no');
      },
      'credential',
    ],
    ['sends its callers elsewhere', () => redirect(elsewhere.url), 'elsewhere'],
    ['sends its callers round and round', () => redirect('/mcp'), 'can’t be followed'.replace('’', "'")],
    [
      'encodes its answers all the same',
      () => {
        answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
      },
      'encoded',
    ],
    [
      'answers in another protocol than it was asked in',
      () => {
        answer = (response) =>
          response.socket?.end(
            'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
          );
      },
      'it gave no answer',
    ],
  ])('one that %s', async (_what, set, why) => {
    set();
    const before = elsewhere.seen.length;
    const lost = broker.entries('outcome').length;
    const { status, text, headers: got } = await ask(broker.url('raw'), { headers, body: call(1) });
    expect(status).toBe(200);
    expect(got).not.toHaveProperty('www-authenticate');
    expect(errorIn(text)).toMatchObject(failure(why));
    expect(elsewhere.seen.length).toBe(before);
    expect(await ask(broker.url('raw'), { method: 'GET', headers })).toMatchObject({ status: 502 });
    await broker.entryWith('outcome', 'lost');
    expect(broker.entries('outcome').length).toBeGreaterThanOrEqual(lost);
  });

  test('one that sends its callers on within its own address is followed', async () => {
    redirect('/mcp/');
    expect((await ask(broker.url('raw'), { headers, body: call(1) })).text).toContain('the other path');
  });

  test('one that breaks its answer off', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"jsonrpc":"2.0","method":"notifications/x"}\n\n');
      setImmediate(() => response.destroy());
    };
    const got = await sending(broker.url('raw'), { headers, body: call(1) }).answer;
    await expect(got.whole).rejects.toThrow();
    expect(got.text()).toContain('notifications/x');
  });
});

describe('the end of one side is the end of the other', () => {
  let left: Promise<unknown>;
  beforeEach(() => {
    left = new Promise((done) => {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': open\n\n');
        done(once(response, 'close'));
      };
    });
  });
  afterEach(() => undefined);

  test.each([
    ['a stream of the server’s own', { method: 'GET' }],
    ['the answer to a call', { body: call(1) }],
    ['another answer', { body: '{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen"}' }],
  ])('an agent that leaves %s ends it at the server', async (_which, request) => {
    const got = await sending(broker.url('raw'), { headers, ...request }).answer;
    await got.has(': open');
    got.leave();
    await left;
  });
});

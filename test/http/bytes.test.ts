import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { ask, call, rawServer, sending, type RawServer } from '../support/raw-http.ts';

/** Real messages that schemas of an SDK drop or change on their way. */
const ODD: readonly (readonly [string, string])[] = [
  ['keys of its own', '{"jsonrpc":"2.0","id":1,"method":"x/y","params":{},"extra":{"a":[1,2]}}'],
  [
    'numbers beyond a double',
    '{"jsonrpc":"2.0","id":9007199254740993,"method":"x/y","params":{"n":1e400,"m":0.10}}',
  ],
  ['no version', '{"id":1,"method":"x/y"}'],
  ['a null id in an error', '{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"m","more":true}}'],
  ['null params', '{"jsonrpc":"2.0","id":1,"method":"x/y","params":null}'],
  ['spaces and lines', '{\n  "jsonrpc" : "2.0",\n\t"method":"notifications/x"\n}\n'],
  ['every kind of letter', '{"jsonrpc":"2.0","id":1,"method":"x/y","params":{"t":"é漢😀\\u00e9\\/"}}'],
  ['a batch without calls', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]'],
];

/** By which a gateway takes a request for another one. */
const IN_PLACE_OF = [
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-rewrite-url',
  'forwarded',
  'x-forwarded-host',
];

let server: RawServer;
let broker: HttpBroker;
let reply: string;
let authorization: { Authorization: string };

beforeAll(async () => {
  reply = '{}';
  server = await rawServer((response, { url }) => {
    response.writeHead(218, 'This is fine', {
      'content-type': 'application/json',
      'Mcp-Session-Id': 'sid-1',
      'X-Twice': ['a', 'b'],
      'set-cookie': 'a=b',
      connection: 'x-hop',
      'x-hop': 'gone',
      'x-asked': url,
    });
    response.end(reply);
  });
  const remote = {
    url: `${server.url}?tenant=7`,
    headers: { 'X-Api-Key': 'SECRET-KEY-123', 'X-Both': 'ours' },
  };
  broker = await httpBroker({ remotes: { 'raw/one': remote }, scope: ANY });
  authorization = { Authorization: `Bearer ${broker.token}` };
});
afterAll(async () => {
  await broker.stop();
  await server.stop();
});

describe('a message that is no call goes on byte for byte, and so does its answer', () => {
  test.each(ODD)('with %s', async (_what, text) => {
    reply = text;
    const { status, text: answer } = await ask(broker.url('raw/one'), { headers: authorization, body: text });
    expect(status).toBe(218);
    expect(answer).toBe(text);
    expect(server.seen.at(-1)?.body).toBe(text);
  });
});

test('a call and its answer do, too', async () => {
  reply = '{"jsonrpc":"2.0","id":5,"result":{"content":[],"n":12345678901234567890,"isError":true},"x":1}';
  const body = call(5, '{"big": 12345678901234567890, "small":1.50}');
  const { text } = await ask(broker.url('raw/one'), { headers: authorization, body });
  expect(text).toBe(reply);
  expect(server.calls().map((seen) => seen.body)).toEqual([body]);
  expect(await broker.entryWith('outcome', '12345678901234567890')).toContain('"status":"tool-error"');
});

test('status and headers of the server come through, those of the connection and its cookies do not', async () => {
  const { headers } = await ask(broker.url('raw/one'), { headers: authorization, body: '{"method":"x"}' });
  expect(headers).toMatchObject({ 'mcp-session-id': 'sid-1', 'x-twice': 'a, b', 'x-asked': '/mcp?tenant=7' });
  expect(headers).not.toHaveProperty('set-cookie');
  expect(headers).not.toHaveProperty('x-hop');
});

test('the server gets its own credential and the agent’s headers, and neither the agent’s credential nor where it called', async () => {
  await ask(broker.url('raw/one'), {
    headers: {
      ...authorization,
      'mcp-protocol-version': '2025-06-18',
      'x-mine': 'yes',
      'x-both': 'theirs',
      cookie: 'c=1',
      origin: 'http://localhost:1',
      'accept-encoding': 'gzip',
      connection: 'x-this-hop',
      'x-this-hop': 'gone',
      te: 'trailers',
      ...Object.fromEntries(IN_PLACE_OF.map((name) => [name, 'other'])),
    },
    body: '{"method":"x"}',
  });
  const headers = server.seen.at(-1)?.headers ?? {};
  expect(headers).toMatchObject({
    'x-api-key': 'SECRET-KEY-123',
    'x-both': 'ours',
    'x-mine': 'yes',
    'mcp-protocol-version': '2025-06-18',
    'accept-encoding': 'identity',
    host: new URL(server.url).host,
  });
  for (const gone of ['authorization', 'cookie', 'origin', 'x-this-hop', 'te', ...IN_PLACE_OF])
    expect(headers).not.toHaveProperty(gone);
});

test('what lets the user in stands nowhere in the record', async () => {
  reply = '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"you sent SECRET-KEY-123"}]}}';
  await ask(broker.url('raw/one'), { headers: authorization, body: call(1) });
  const outcome = await broker.entryWith('outcome', 'you sent');
  expect(outcome).not.toContain('SECRET-KEY-123');
  expect(broker.entries('call').join()).not.toContain(broker.token);
});

describe('a stream', () => {
  test('comes through event by event, as it is sent', async () => {
    let go = (): void => undefined;
    const open = await rawServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\r\n\r\nid: 1\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\n');
      go = () =>
        response.end('data: {"jsonrpc":"2.0","id":1,\ndata: "result":{"n":1}}\n\nevent: odd\ndata: half');
    });
    const other = await httpBroker({ remotes: { open: { url: open.url } }, scope: ANY });
    const answer = await sending(other.url('open'), {
      headers: { Authorization: `Bearer ${other.token}` },
      body: call(1),
    }).answer;
    await answer.has('notifications/x');
    go();
    expect(await answer.whole).toBe(
      ': hello\r\n\r\nid: 1\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\ndata: {"jsonrpc":"2.0","id":1,\ndata: "result":{"n":1}}\n\nevent: odd\ndata: half',
    );
    expect(await other.entryWith('outcome', '\\"n\\":1')).toContain('"status":"ok"');
    await other.stop();
    await open.stop();
  });
});

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { ask, call, modernCall, rawServer, type RawRequest, type RawServer } from '../support/raw-http.ts';
import { addServer } from '../support/serve.ts';

let server: RawServer;
let broker: HttpBroker;

beforeAll(async () => {
  server = await rawServer((response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"jsonrpc":"2.0","id":1,"result":{"content":[]}}'),
  );
  broker = await httpBroker({ remotes: { raw: { url: server.url } }, scope: ANY });
});
afterAll(async () => {
  await broker.stop();
  await server.stop();
});

type Answer = Awaited<ReturnType<typeof ask>>;

function asked(request: RawRequest, url = broker.url('raw')): Promise<Answer> {
  const headers = { Authorization: `Bearer ${broker.token}`, ...request.headers };
  return ask(url, { ...request, headers });
}

describe('who asks', () => {
  test.each([
    ['without a credential', { Authorization: '' }, 401, 'remit protect'],
    ['with a wrong one', { Authorization: `Bearer ${newToken()}` }, 401, 'remit protect'],
    ['with another scheme', { Authorization: 'Basic eDp5' }, 401, 'remit protect'],
    ['for a host that is led here', { Host: 'evil.example' }, 403, 'not this machine'],
    ['from a web page', { Origin: 'https://evil.example' }, 403, 'web page'],
    ['from a page without an origin', { Origin: 'null' }, 403, 'web page'],
  ])('%s is refused, and nothing is sent on', async (_how, headers, status, why) => {
    const before = server.seen.length;
    const answer = await asked({ headers, body: call(1) });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(why);
    expect(answer.headers).not.toHaveProperty('www-authenticate');
    expect(server.seen.length).toBe(before);
  });

  test('a credential that was replaced counts no longer', async () => {
    const token = newToken();
    keepToken(broker.dataDir, 'Another', token);
    const headers = { Authorization: `Bearer ${token}` };
    expect((await asked({ headers, body: '{"method":"x"}' })).status).toBe(200);
    keepToken(broker.dataDir, 'Another', newToken());
    expect((await asked({ headers, body: '{"method":"x"}' })).status).toBe(401);
  });
});

describe('what is asked for', () => {
  test.each([
    ['a server that nobody knows', '/mcp/none', 404, 'remit server add none --url'],
    ['a server that is started here', '/mcp/started', 404, 'remit connect started'],
    ['something beside the servers', '/.well-known/oauth-protected-resource', 404, '/mcp/NAME'],
    ['a place within a server', '/mcp/raw/admin', 404, '/mcp/NAME'],
    ['a server with a query of one’s own', '/mcp/raw?tenant=other', 404, '/mcp/NAME'],
    [
      'messages of a session that isn’t there',
      `/mcp/raw/messages?session=${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
      404,
      'over',
    ],
  ])('%s is refused with what to do', async (_what, path, status, why) => {
    addServerOnce();
    const before = server.seen.length;
    const answer = await asked({ body: call(1) }, new URL(path, broker.url('raw')).href);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(why)]);
    expect(server.seen.length).toBe(before);
  });

  test('a method of HTTP that MCP doesn’t use is refused', async () => {
    expect(await asked({ method: 'PUT', body: call(1) })).toMatchObject({ status: 405 });
  });
});

let isAdded = false;
function addServerOnce(): void {
  if (!isAdded) addServer(broker.dataDir, 'started', ['/bin/true']);
  isAdded = true;
}

const JSON_TYPE = 'application/json';
describe('a message', () => {
  test.each<readonly [string, RawRequest, number, string]>([
    ['is a batch with a call', { body: `[${call(1)}]` }, 400, 'batch'],
    ['is compressed', { body: gzipSync(call(1)), headers: { 'content-encoding': 'gzip' } }, 415, 'encoded'],
    ['is of another type', { body: call(1), headers: { 'content-type': 'text/plain' } }, 415, 'text/plain'],
    [
      'is in another encoding',
      { body: Buffer.from(call(1), 'utf16le'), headers: { 'content-type': `${JSON_TYPE}; charset=utf-16` } },
      415,
      'UTF-8',
    ],
    ['is a call without an id', { body: call(1).replace('"id":1,', '') }, 400, 'id'],
    ['has a key twice', { body: call(1).replace('"id":1', '"id":1,"method":"ping"') }, 200, 'twice'],
    ['has a key in other letters', { body: call(1).replace('"params"', '"Params"') }, 200, 'Params'],
    ['has an argument twice', { body: call(1, '{"a":1,"A":2}') }, 200, 'twice'],
    ['is not JSON', { body: '{"jsonrpc":' }, 400, 'refused'],
    ['is not UTF-8', { body: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'UTF-8'],
    ['is empty', { body: '' }, 400, 'refused'],
    ['is too large', { body: `"${'x'.repeat(33 * 1024 * 1024)}"` }, 413, '33554432'],
  ])(
    'that %s is refused with a reason and recorded, and nothing is sent on',
    async (_what, request, status, why) => {
      const before = server.calls().length;
      const answer = await asked(request);
      expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(why)]);
      expect(server.calls().length).toBe(before);
      expect(await broker.entryWith('refusal', why)).toMatch(/invalid-message|oversized-message/);
    },
  );
});

describe('a header that disagrees with the body', () => {
  const base = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'one' };
  test.each([
    ['in the version', { 'mcp-protocol-version': '2025-11-25' }],
    ['in the method', { 'mcp-method': 'tools/list' }],
    ['in the name', { 'mcp-name': 'two' }],
    ['in the name, in Base64', { 'mcp-name': `=?base64?${Buffer.from('two').toString('base64')}?=` }],
    ['in an argument', { 'mcp-param-region': 'us' }],
  ])('%s is refused as the protocol says', async (_where, headers) => {
    const before = server.calls().length;
    const answer = await asked({ headers: { ...base, ...headers }, body: modernCall(1, '{"region":"eu"}') });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ id: 1, error: { code: -32_020 } });
    expect(server.calls().length).toBe(before);
  });

  test('a message of the older revisions can’t say another method to a gateway, either', async () => {
    const answer = await asked({ headers: { 'mcp-method': 'tools/list' }, body: call(1) });
    expect(answer.status).toBe(400);
  });

  test('headers that agree go on, and one that repeats nothing doesn’t', async () => {
    const headers = {
      ...base,
      'mcp-name': '=?base64?b25l?=',
      'mcp-param-region': 'eu',
      'mcp-param-other': 'x',
    };
    expect(await asked({ headers, body: modernCall(1, '{"region":"eu"}') })).toMatchObject({ status: 200 });
    const sent = server.calls().at(-1)?.headers;
    expect(sent).toMatchObject({ 'mcp-param-region': 'eu', 'mcp-name': '=?base64?b25l?=' });
    expect(sent).not.toHaveProperty('mcp-param-other');
  });
});

import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { everything, type HttpServerProgram } from '../support/http-server.ts';
import { comparable, FEATURES, Peer } from '../support/reference-features.ts';

type Way = {
  readonly mode: 'streamableHttp' | 'sse';
  readonly path: string;
  readonly transport: (url: string, token: string) => Transport;
};

const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { Authorization: `Bearer ${token}` },
});
const ways: readonly (readonly [string, Way])[] = [
  [
    'streamable HTTP',
    {
      mode: 'streamableHttp',
      path: '/mcp',
      transport: (url, token) =>
        new StreamableHTTPClientTransport(new URL(url), { requestInit: bearer(token) }),
    },
  ],
  [
    'the older HTTP+SSE',
    {
      mode: 'sse',
      path: '/sse',
      transport: (url, token) => new SSEClientTransport(new URL(url), { requestInit: bearer(token) }),
    },
  ],
];

describe.each(ways)('over %s the reference server answers through Remit as directly', (_name, way) => {
  let server: HttpServerProgram;
  let broker: HttpBroker;
  let direct: Peer;
  let through: Peer;

  beforeAll(async () => {
    server = await everything(way.mode);
    const url = `http://127.0.0.1:${server.port}${way.path}`;
    broker = await httpBroker({ remotes: { everything: { url } }, scope: ANY });
    direct = await new Peer().connect(way.transport(url, 'none'));
    through = await new Peer().connect(way.transport(broker.url('everything'), broker.token));
  });
  afterAll(async () => {
    await direct.client.close();
    await through.client.close();
    await broker.stop();
    await server.stop();
  });

  test.each(FEATURES)('%s', async (_feature, use) => {
    const [plain, guarded] = await Promise.all([use(direct), use(through)]);
    expect(comparable(guarded)).toBe(comparable(plain));
  });

  test('and every call is recorded with what came of it', async () => {
    await through.tool('echo', { message: 'recorded once' });
    expect(await broker.entryWith('outcome', 'Echo: recorded once')).toContain('"status":"ok"');
  });
});

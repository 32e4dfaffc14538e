import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Http1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client2, StreamableHTTPClientTransport as Http2 } from '@modelcontextprotocol/client';
import { systemAlarms } from '../../electron/broker/alarms.ts';
import { ByteBudget, CallRoom } from '../../electron/broker/byte-budget.ts';
import { CallGate } from '../../electron/broker/call-gate.ts';
import { HttpEndpoint } from '../../electron/broker/http-endpoint.ts';
import { WaitingCalls } from '../../electron/broker/waiting-calls.ts';
import { OAuthAccess } from '../../electron/broker/oauth-access.ts';
import { readStore } from '../../electron/broker/server-store.ts';
import { httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { everything, freePort, type HttpServerProgram } from '../support/http-server.ts';
import { captured, runHook } from '../support/hook.ts';
import { ask, call, modernCall, rawServer, sending, sendJson, type RawServer } from '../support/raw-http.ts';

let server: RawServer;
let broker: HttpBroker;
let headers: Record<string, string>;

beforeEach(async () => {
  server = await rawServer((response, { body }) => {
    const [, id] = /"id":(\d+)/.exec(body) ?? [];
    if (body.includes('endless')) return void response.writeHead(200).write('and so on');
    sendJson(response, `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"did it"}]}}`);
  });
  broker = await httpBroker({ remotes: { raw: { url: server.url } }, scope: null });
  headers = { Authorization: `Bearer ${broker.token}` };
});
afterEach(async () => {
  await broker.stop();
  await server.stop();
});

test('a call beyond what was granted waits for the user, and goes on when allowed', async () => {
  const { answer } = sending(broker.url('raw'), { headers, body: call(7) });
  const { sentence } = await broker.question();
  expect(JSON.stringify(sentence)).toContain('raw');
  expect(server.calls()).toEqual([]);
  await broker.answer({ kind: 'allow-once' });
  expect(await (await answer).whole).toContain('did it');
  expect(await broker.entryWith('outcome', 'did it')).toContain('"status":"ok"');
});

test.each([
  ['of the older revisions', call(7), { isError: true }],
  ['of the stateless one', modernCall(7), { isError: true, resultType: 'complete' }],
])('a denial reaches a client %s as the text of a result', async (_era, body, result) => {
  const { answer } = sending(broker.url('raw'), { headers, body });
  await broker.answer({ kind: 'deny', reason: 'not on a Friday' });
  const { status, whole } = await answer;
  expect(status).toBe(200);
  expect(JSON.parse(await whole)).toMatchObject({
    id: 7,
    result: {
      ...result,
      content: [{ type: 'text', text: expect.stringContaining('not on a Friday') as unknown }],
    },
  });
  expect(server.calls()).toEqual([]);
});

test('an agent that goes withdraws its call', async () => {
  const { answer, leave } = sending(broker.url('raw'), { headers, body: call(7) });
  answer.catch(() => undefined);
  await broker.question();
  leave();
  await broker.none();
  expect(await broker.entryWith('refusal', 'withdrew')).toContain('withdrawn');
  expect(server.calls()).toEqual([]);
});

test('an agent that cancels withdraws its call in its session alone, and the server hears nothing of it', async () => {
  const mine = { ...headers, 'mcp-session-id': 'mine' };
  const { answer } = sending(broker.url('raw'), { headers: mine, body: call(7) });
  await broker.question();
  const cancel = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}';
  await ask(broker.url('raw'), { headers: { ...headers, 'mcp-session-id': 'other' }, body: cancel });
  expect(server.seen.filter(({ body }) => body === cancel)).toHaveLength(1);
  expect(broker.running.authority.waiting).toBe(1);
  expect(await ask(broker.url('raw'), { headers: mine, body: cancel })).toMatchObject({ status: 202 });
  await broker.none();
  expect((await (await answer).whole).length).toBe(0);
  expect(server.seen.filter(({ body }) => body === cancel)).toHaveLength(1);
  expect(server.calls()).toEqual([]);
});

test('a hook of the agent and the call of the same tool use are one question', async () => {
  const payload = {
    ...captured('claude-code.PreToolUse.mcp.json', ['stdin'], '/home/u'),
    tool_name: 'mcp__raw__one',
    tool_input: { a: 1 },
    tool_use_id: 'toolu_1',
    mcp_server: { name: 'raw', source: 'user' },
  };
  // Agents list before they call.
  await ask(broker.url('raw'), { headers, body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' });
  const hook = runHook(['claude', '--data', broker.dataDir], JSON.stringify(payload));
  await broker.answer({ kind: 'allow-once' });
  expect(await hook).toMatchObject({ code: 0, err: '' });
  const meta = '"_meta":{"claudecode/toolUseId":"toolu_1"},"name"';
  const body = call(7, '{"a":1}').replace('"name"', meta);
  expect((await ask(broker.url('raw'), { headers, body })).text).toContain('did it');
  expect(broker.entries('prompt')).toHaveLength(1);
});

test('two calls under one id in a session are not both judged', async () => {
  const mine = { ...headers, 'mcp-session-id': 'mine' };
  const first = sending(broker.url('raw'), { headers: mine, body: call(7) });
  await broker.question();
  expect((await ask(broker.url('raw'), { headers: mine, body: call(7) })).text).toContain('in use');
  // Nor does another request's answer come under it: it would stand in the record as the call's.
  const other = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
  expect((await ask(broker.url('raw'), { headers: mine, body: other })).text).toContain('in use');
  await broker.answer({ kind: 'allow-once' });
  expect(await (await first.answer).whole).toContain('did it');
});

test('the end of its session withdraws a call, and says so', async () => {
  const mine = { ...headers, 'mcp-session-id': 'mine' };
  const { answer } = sending(broker.url('raw'), { headers: mine, body: call(7) });
  await broker.question();
  await ask(broker.url('raw'), { method: 'DELETE', headers: mine });
  await broker.none();
  expect(await (await answer).whole).toContain('its session ended');
  expect(server.calls()).toEqual([]);
});

test('the end of Remit answers what waits', async () => {
  const { answer } = sending(broker.url('raw'), { headers, body: call(7) });
  await broker.question();
  await broker.stop();
  const { status, whole } = await answer;
  expect(status).toBe(200);
  expect(JSON.parse(await whole)).toMatchObject({ id: 7, result: { isError: true } });
  expect(server.calls()).toEqual([]);
});

describe('while a call waits, the answer is begun as a stream where the client takes one', () => {
  let endpoint: HttpEndpoint;
  let url: string;
  beforeEach(async () => {
    const { authority } = broker.running;
    endpoint = new HttpEndpoint({
      authority,
      gate: new CallGate({
        authority,
        pass: () => Promise.resolve(null),
        waiting: new WaitingCalls(authority, systemAlarms),
        alarms: systemAlarms,
        waitOf: () => 60,
      }),
      dataDir: broker.dataDir,
      place: { home: '/home/u', platform: 'linux' },
      servers: () => readStore(broker.dataDir),
      signIns: new OAuthAccess({ dataDir: broker.dataDir, renewed: () => undefined }),
      limit: 1024 * 1024,
      unfinished: new ByteBudget(1024 * 1024),
      room: new CallRoom(1024 * 1024),
      aliveMs: 5,
      changed: () => undefined,
    });
    const port = await freePort();
    expect(await endpoint.listen(port)).toEqual({ ok: true, value: null });
    url = `http://127.0.0.1:${port}/mcp/raw`;
  });
  afterEach(() => endpoint.close());

  test.each([
    ['the server’s answer', { kind: 'allow-once' }, 'did it'],
    ['the refusal', { kind: 'deny', reason: 'never' }, 'never'],
  ] as const)('and %s is an event of it', async (_what, decision, words) => {
    const answer = await sending(url, { headers, body: call(7) }).answer;
    await answer.has(': waiting\n\n: waiting\n\n');
    expect(answer.headers['content-type']).toBe('text/event-stream');
    await broker.answer(decision);
    const last = (await answer.whole).replaceAll(': waiting\n\n', '');
    expect(last).toMatch(/^event: message\ndata: \{.*\}\n\n$/);
    expect(JSON.parse(last.replace(/^event: message\ndata: /, ''))).toMatchObject({ id: 7 });
    expect(last).toContain(words);
  });

  test('and what is neither JSON nor a stream doesn’t come into it, however long it goes on', async () => {
    const { answer } = sending(url, { headers, body: call(7, '{"a":"endless"}') });
    const begun = await answer;
    await begun.has(': waiting\n\n');
    await broker.answer({ kind: 'allow-once' });
    expect(await begun.whole).toContain('broke its answer off');
    expect(await broker.entryWith('outcome', '"status"')).toContain('"status":"lost"');
  });

  test('and large calls that wait leave no room for more of them, whatever part of them is large', async () => {
    const large = call(7).replace('"name"', `"_meta":{"x":"${'x'.repeat(700_000)}"},"name"`);
    const first = sending(url, { headers, body: large });
    await broker.question();
    expect((await ask(url, { headers, body: large })).text).toContain('too many large calls wait already');
    await broker.answer({ kind: 'allow-once' });
    expect(await (await first.answer).whole).toContain('did it');
    const next = sending(url, { headers, body: large });
    await broker.answer({ kind: 'deny', reason: 'enough' });
    expect(await (await next.answer).whole).toContain('enough');
  });

  test('and a client that takes none is answered with the server’s own status', async () => {
    const { answer } = sending(url, { headers: { ...headers, accept: 'application/json' }, body: call(7) });
    await broker.answer({ kind: 'allow-once' });
    expect((await answer).headers['content-type']).toBe('application/json');
  });
});

describe('clients of both SDKs', () => {
  let real: HttpServerProgram;
  let guarded: HttpBroker;
  beforeEach(async () => {
    real = await everything('streamableHttp');
    const url = `http://127.0.0.1:${real.port}/mcp`;
    guarded = await httpBroker({ remotes: { everything: { url } }, scope: null });
  });
  afterEach(async () => {
    await guarded.stop();
    await real.stop();
  });

  const requestInit = (): RequestInit => ({ headers: { Authorization: `Bearer ${guarded.token}` } });
  test('show a denial to the model, and cancel a call that waits', async () => {
    const one = new Client1({ name: 'one', version: '1' });
    await one.connect(new Http1(new URL(guarded.url('everything')), { requestInit: requestInit() }));
    const two = new Client2({ name: 'two', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await two.connect(new Http2(new URL(guarded.url('everything')), { requestInit: requestInit() }));
    for (const client of [one, two]) {
      const denied = client.callTool({ name: 'echo', arguments: { message: 'hi' } });
      await guarded.answer({ kind: 'deny', reason: 'no echo' });
      expect(JSON.stringify(await denied)).toContain('no echo');
      const stop = new AbortController();
      const request = { name: 'echo', arguments: { message: 'ho' } };
      const given =
        client instanceof Client1
          ? client.callTool(request, undefined, { signal: stop.signal })
          : client.callTool(request, { signal: stop.signal });
      const cancelled = expect(given).rejects.toThrow();
      await guarded.question();
      stop.abort('enough');
      await cancelled;
      await guarded.none();
      const asked = client.callTool({ name: 'echo', arguments: { message: 'after' } });
      await guarded.answer({ kind: 'allow-once' });
      expect(JSON.stringify(await asked)).toContain('Echo: after');
    }
    await one.close();
    await two.close();
  });
});

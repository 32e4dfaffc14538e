import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { everything, startProgram, type HttpServerProgram } from '../support/http-server.ts';
import { root } from '../support/serve.ts';

let modern: HttpServerProgram;
let legacy: HttpServerProgram;
let broker: HttpBroker;

const direct = ({ port }: HttpServerProgram): string => `http://127.0.0.1:${port}/mcp`;

beforeAll(async () => {
  modern = await startProgram([join(root, 'test', 'fixtures', 'conformance-server.mjs')], /listening/);
  legacy = await everything('streamableHttp');
  const remotes = { modern: { url: direct(modern) }, legacy: { url: direct(legacy) } };
  broker = await httpBroker({ remotes, scope: ANY });
});
afterAll(async () => {
  await broker.stop();
  await Promise.all([modern.stop(), legacy.stop()]);
});

type Peer = { readonly client: Client; readonly asked: unknown[] };

async function connected(url: string, token: string): Promise<Peer> {
  const client = new Client(
    { name: 'peer', version: '2.0.0' },
    {
      versionNegotiation: { mode: 'auto' },
      capabilities: { elicitation: { form: {} }, sampling: {}, roots: {} },
    },
  );
  const asked: unknown[] = [];
  client.setRequestHandler('elicitation/create', (request) => {
    asked.push(request.params);
    return { action: 'accept', content: { name: 'Jo' } };
  });
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return { client, asked };
}

function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
}

async function cancelled(client: Client, name: string, args: Record<string, unknown>): Promise<unknown> {
  const stop = new AbortController();
  const call = client.callTool(
    { name, arguments: args },
    { signal: stop.signal, onprogress: () => stop.abort('enough') },
  );
  return outcome(call);
}

async function playModern({ client, asked }: Peer): Promise<unknown> {
  const steps: unknown[] = [];
  const changed = new Promise<void>((done) => {
    client.setNotificationHandler('notifications/tools/list_changed', () => done());
  });
  const listening = await client.listen({ toolsListChanged: true });
  const answers = [
    client.getProtocolEra(),
    client.getServerVersion(),
    client.getServerCapabilities(),
    await client.listTools(),
    await client.callTool({ name: 'test_multiple_content_types', arguments: {} }),
    await client.callTool(
      { name: 'test_tool_with_progress', arguments: {} },
      { onprogress: (step) => steps.push(step) },
    ),
    steps.slice(0, 2),
    await client.callTool({ name: 'test_input_required_result_elicitation', arguments: {} }),
    asked,
    await client.callTool({ name: 'test_custom_headers', arguments: { region: 'Zürich' } }),
    await client.readResource({ uri: 'test://static-text' }),
    await client.getPrompt({ name: 'test_prompt_with_arguments', arguments: { arg1: 'a', arg2: 'b' } }),
    await outcome(client.readResource({ uri: 'test://none' })),
    await outcome(client.callTool({ name: 'none', arguments: {} })),
    await outcome(client.callTool({ name: 'test_error_handling', arguments: {} })),
    await cancelled(client, 'test_tool_with_progress', {}),
    await client.callTool({ name: 'test_trigger_tool_change', arguments: {} }),
  ];
  await changed;
  await listening.close();
  return answers;
}

async function playLegacy({ client }: Peer): Promise<unknown> {
  return [
    client.getProtocolEra(),
    client.getServerVersion(),
    await client.listTools(),
    await client.callTool({ name: 'get-structured-content', arguments: { location: 'New York' } }),
    await cancelled(client, 'trigger-long-running-operation', { duration: 30, steps: 300 }),
    await client.callTool({ name: 'echo', arguments: { message: 'after' } }),
  ];
}

describe('a client of SDK 2 gets through the endpoint what it gets directly', () => {
  test.each([
    ['from a server of the stateless revision', 'modern', () => modern, playModern],
    ['from a server of the revisions with initialize', 'legacy', () => legacy, playLegacy],
  ] as const)('%s', async (_which, era, program, play) => {
    const plain = await connected(direct(program()), 'none');
    const guarded = await connected(broker.url(era), broker.token);
    const expected = await play(plain);
    expect(await play(guarded)).toEqual(expected);
    expect(expected).toContain(era);
    await Promise.all([plain.client.close(), guarded.client.close()]);
  });

  test('and a call that it cancels is recorded so', async () => {
    await broker.entryWith('outcome', '"status":"cancelled"');
  });
});

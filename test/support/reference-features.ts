// What a client can do with the reference server, for holding the way through Remit against the direct one.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  EmptyResultSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';

/** A client with all that a client can be asked for; `heard` is everything that reached it unasked. */
export class Peer {
  readonly client = new Client(
    { name: 'peer', version: '1.0.0' },
    { capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } } },
  );
  readonly heard: unknown[] = [];
  roots = [{ uri: 'file:///one', name: 'one' }];
  #wake: () => void = () => undefined;

  async connect(transport: Transport): Promise<this> {
    const { client } = this;
    client.setRequestHandler(CreateMessageRequestSchema, (request) => {
      this.hear(request);
      return { model: 'none', role: 'assistant', content: { type: 'text', text: 'sampled' } };
    });
    client.setRequestHandler(ElicitRequestSchema, (request) => {
      this.hear(request);
      return { action: 'accept', content: { name: 'Jo', check: true } };
    });
    client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: this.roots }));
    for (const schema of [
      LoggingMessageNotificationSchema,
      ResourceUpdatedNotificationSchema,
      ResourceListChangedNotificationSchema,
      ToolListChangedNotificationSchema,
    ])
      client.setNotificationHandler(schema, (message) => this.hear(message));
    await client.connect(transport);
    return this;
  }

  hear(message: unknown): void {
    this.heard.push(message);
    this.#wake();
  }

  /** Resolves with the first message heard that is of this method. */
  async hears(method: string): Promise<unknown> {
    const is = (one: unknown): boolean =>
      typeof one === 'object' && one !== null && 'method' in one && one.method === method;
    while (!this.heard.some(is)) await new Promise<void>((done) => (this.#wake = done));
    return this.heard.find(is);
  }

  tool(name: string, args: Record<string, unknown> = {}): Promise<unknown> {
    return this.client.callTool({ name, arguments: args });
  }
}

/** What a promise comes to, errors included. */
function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
}

async function progressOf(peer: Peer): Promise<unknown> {
  const steps: unknown[] = [];
  const result = await peer.client.callTool(
    { name: 'trigger-long-running-operation', arguments: { duration: 0.4, steps: 4 } },
    undefined,
    { onprogress: (step) => steps.push(step) },
  );
  // The last one may share a chunk with the result, and the SDK then drops it, with or without anything between.
  return { result, steps: steps.slice(0, 3) };
}

async function cancelled(peer: Peer): Promise<unknown> {
  const stop = new AbortController();
  const call = peer.client.callTool(
    { name: 'trigger-long-running-operation', arguments: { duration: 30, steps: 300 } },
    undefined,
    { signal: stop.signal, onprogress: () => stop.abort('enough') },
  );
  return [await outcome(call), await peer.client.ping()];
}

async function subscription(peer: Peer): Promise<unknown> {
  const uri = 'demo://resource/dynamic/text/1';
  await peer.client.subscribeResource({ uri });
  const logged = await peer.hears('notifications/message');
  const toggled = await peer.tool('toggle-subscriber-updates');
  const updated = await peer.hears('notifications/resources/updated');
  return [logged, toggled, updated, await peer.client.unsubscribeResource({ uri })];
}

async function changedRoots(peer: Peer): Promise<unknown> {
  const before = await peer.tool('get-roots-list');
  peer.roots = [...peer.roots, { uri: 'file:///two', name: 'two' }];
  peer.heard.length = 0;
  await peer.client.sendRootsListChanged();
  await peer.hears('notifications/message');
  return [before, await peer.tool('get-roots-list')];
}

export const FEATURES: readonly (readonly [string, (peer: Peer) => Promise<unknown>])[] = [
  [
    'what the server says of itself',
    ({ client }) =>
      Promise.resolve([client.getServerVersion(), client.getServerCapabilities(), client.getInstructions()]),
  ],
  ['ping', ({ client }) => client.ping()],
  ['tools', ({ client }) => client.listTools()],
  ['a call', (peer) => peer.tool('echo', { message: 'é漢😀 "quoted"' })],
  ['numbers', (peer) => peer.tool('get-sum', { a: 0.1, b: 1e21 })],
  ['structured content', (peer) => peer.tool('get-structured-content', { location: 'Chicago' })],
  ['an image', (peer) => peer.tool('get-tiny-image')],
  [
    'annotated content',
    (peer) => peer.tool('get-annotated-message', { messageType: 'error', includeImage: true }),
  ],
  ['resource links', (peer) => peer.tool('get-resource-links', { count: 3 })],
  [
    'an embedded resource',
    (peer) => peer.tool('get-resource-reference', { resourceType: 'Text', resourceId: 1 }),
  ],
  ['progress', progressOf],
  ['cancellation', cancelled],
  [
    'sampling',
    async (peer) => [
      await peer.tool('trigger-sampling-request', { prompt: 'hi', maxTokens: 7 }),
      await peer.hears('sampling/createMessage'),
    ],
  ],
  [
    'elicitation',
    async (peer) => [await peer.tool('trigger-elicitation-request'), await peer.hears('elicitation/create')],
  ],
  ['roots and their changes', changedRoots],
  ['logging', async ({ client }) => [await client.setLoggingLevel('debug')]],
  ['resources', ({ client }) => client.listResources()],
  ['resource templates', ({ client }) => client.listResourceTemplates()],
  ['reading a resource', ({ client }) => client.readResource({ uri: 'demo://resource/dynamic/text/3' })],
  ['resource subscriptions', subscription],
  ['a resource that is not there', ({ client }) => outcome(client.readResource({ uri: 'demo://nowhere' }))],
  ['prompts', ({ client }) => client.listPrompts()],
  [
    'a prompt',
    ({ client }) => client.getPrompt({ name: 'args-prompt', arguments: { city: 'Oslo', state: 'x' } }),
  ],
  [
    'completion',
    ({ client }) =>
      client.complete({
        ref: { type: 'ref/prompt', name: 'completable-prompt' },
        argument: { name: 'department', value: 'E' },
      }),
  ],
  ['a tool that does not exist', (peer) => outcome(peer.tool('no-such-tool'))],
  ['arguments that do not fit', (peer) => outcome(peer.tool('get-sum', { a: 'one' }))],
  [
    'a method that does not exist',
    ({ client }) => outcome(client.request({ method: 'no/such' }, EmptyResultSchema)),
  ],
];

/** Times of day and the server's own names of sessions are the only things in which two answers may differ. */
export function comparable(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\d{1,2}:\d\d:\d\d(\s?[AP]M)?/g, 'TIME')
    .replace(/\bsession [0-9a-f]{8}-[0-9a-f-]{27}/g, 'session ID');
}

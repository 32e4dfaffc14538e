import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Client as Client2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2 } from '@modelcontextprotocol/client/stdio';
import { remit } from './serve.ts';

export type CallAnswer = { readonly isError: boolean; readonly text: string };

/** What the tests need of a real MCP client, whichever SDK it comes from. */
export type TestClient = {
  readonly call: (tool: string, args: Record<string, unknown>, signal?: AbortSignal) => Promise<CallAnswer>;
  readonly toolNames: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

function answer(result: { readonly [key: string]: unknown }): CallAnswer {
  const content: unknown[] = Array.isArray(result['content']) ? result['content'] : [];
  const texts = content.map((part) => {
    return typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'
      ? part.text
      : '';
  });
  return { isError: result['isError'] === true, text: texts.join('\n') };
}

function connectWords(dataDir: string, server: string): { command: string; args: string[] } {
  return { command: remit, args: ['connect', server, '--data', dataDir] };
}

export async function sdk1Client(dataDir: string, server: string): Promise<TestClient> {
  const client = new Client1({ name: 'sdk-1', version: '1.0.0' });
  await client.connect(new Stdio1({ ...connectWords(dataDir, server), stderr: 'ignore' }));
  return {
    call: async (name, args, signal) =>
      answer(
        await client.callTool({ name, arguments: args }, undefined, signal === undefined ? {} : { signal }),
      ),
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    close: () => client.close(),
  };
}

export async function sdk2Client(dataDir: string, server: string): Promise<TestClient> {
  const client = new Client2({ name: 'sdk-2', version: '2.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new Stdio2({ ...connectWords(dataDir, server), stderr: 'ignore' }));
  return {
    call: async (name, args, signal) =>
      answer(await client.callTool({ name, arguments: args }, signal === undefined ? {} : { signal })),
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    close: () => client.close(),
  };
}

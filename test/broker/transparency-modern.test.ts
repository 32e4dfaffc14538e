import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addServer,
  remit,
  removeFolder,
  root,
  serve,
  serverEntry,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const modern = join(root, 'test', 'fixtures', 'modern-server.mjs');
const everything = serverEntry('@modelcontextprotocol/server-everything');
let serving: Serving;

beforeAll(async () => {
  addServer(dataDir, 'modern', [process.execPath, modern]);
  addServer(dataDir, 'everything', [process.execPath, everything]);
  const any = { tool: '*', reach: 'any' };
  serving = await serve(dataDir, {
    tools: [
      { id: 'modern', server: 'modern', ...any },
      { id: 'everything', server: 'everything', ...any },
    ],
  });
});
afterAll(async () => {
  await serving.stop();
  removeFolder(folder);
});

type Start = { readonly command: string; readonly args: string[] };
const connectTo = (name: string): Start => ({ command: remit, args: ['connect', name, '--data', dataDir] });

async function connected(start: Start): Promise<{ client: Client; asked: unknown[] }> {
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
    return { action: 'accept', content: { sure: true, name: 'Jo', check: true } };
  });
  await client.connect(new StdioClientTransport({ ...start, stderr: 'ignore' }));
  return { client, asked };
}

function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
}

async function playModern({ client, asked }: { client: Client; asked: unknown[] }): Promise<unknown> {
  const era = client.getProtocolEra();
  const changed = new Promise<void>((done) => {
    client.setNotificationHandler('notifications/tools/list_changed', () => done());
  });
  const listening = await client.listen({ toolsListChanged: true });
  const answers = [
    era,
    client.getServerVersion(),
    client.getServerCapabilities(),
    client.getInstructions(),
    await client.listTools(),
    await client.callTool({ name: 'echo', arguments: { said: 'é漢😀' } }),
    await client.callTool({ name: 'confirm', arguments: {} }),
    asked,
    await client.listResources(),
    await client.readResource({ uri: 'note://one' }),
    await client.listPrompts(),
    await client.getPrompt({ name: 'greet', arguments: { name: 'Jo' } }),
    await outcome(client.readResource({ uri: 'note://none' })),
    await outcome(client.callTool({ name: 'none', arguments: {} })),
    await client.callTool({ name: 'grow', arguments: {} }),
  ];
  await changed;
  await listening.close();
  return [...answers, await client.listTools(undefined, { cacheMode: 'bypass' })];
}

async function playLegacy({ client, asked }: { client: Client; asked: unknown[] }): Promise<unknown> {
  const steps: unknown[] = [];
  return [
    client.getProtocolEra(),
    client.getServerVersion(),
    await client.callTool({ name: 'get-structured-content', arguments: { location: 'New York' } }),
    await client.callTool(
      { name: 'trigger-long-running-operation', arguments: { duration: 0.3, steps: 3 } },
      { onprogress: (step) => steps.push(step) },
    ),
    steps.slice(0, 2),
    await client.callTool({ name: 'trigger-elicitation-request', arguments: {} }),
    asked,
    await client.readResource({ uri: 'demo://resource/static/document/features.md' }),
  ];
}

describe('a client of SDK 2 gets through Remit what it gets directly', () => {
  test.each([
    ['from a server of the stateless revision', 'modern', modern, playModern, 'modern'],
    ['from a server of the revisions with initialize', 'everything', everything, playLegacy, 'legacy'],
  ] as const)('%s', async (_which, name, entry, play, era) => {
    const direct = await connected({ command: process.execPath, args: [entry] });
    const through = await connected(connectTo(name));
    const plain = await play(direct);
    expect(await play(through)).toEqual(plain);
    expect(plain).toContain(era);
    await Promise.all([direct.client.close(), through.client.close()]);
  });
});

/** Runs the inspector's command line and gives back what it printed. */
async function inspect(start: Start, words: readonly string[]): Promise<unknown> {
  const package_ = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
  const program = join(dirname(package_), 'clients', 'launcher', 'build', 'index.js');
  const child = spawn(process.execPath, [program, '--cli', start.command, ...start.args, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // It keeps a catalogue in the home folder, which isn't the tester's to change.
    env: { ...process.env, HOME: folder },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(err);
  return JSON.parse(out);
}

describe('the MCP inspector works through `remit connect`', () => {
  test.each([
    ['tools/list', ['--method', 'tools/list']],
    ['tools/call', ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=hello']],
    [
      'resources/read',
      ['--method', 'resources/read', '--uri', 'demo://resource/static/document/features.md'],
    ],
  ])('%s', async (_method, words) => {
    const direct = await inspect({ command: process.execPath, args: [everything] }, words);
    expect(await inspect(connectTo('everything'), words)).toEqual(direct);
  });
});

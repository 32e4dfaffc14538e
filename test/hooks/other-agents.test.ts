import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { grantIdSchema, serverNameSchema } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { captured, runHook, startHook } from '../support/hook.ts';
import { addServer, remit, removeFolder, serverEntry, temporaryFolder } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

let folder: string;
let file: string;
let broker: AskingBroker;
const clients: Wire[] = [];

beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder, 'note.txt');
  writeFileSync(file, 'hello\n');
  addServer(join(folder, 'data'), 'fs', [
    process.execPath,
    serverEntry('@modelcontextprotocol/server-filesystem'),
    folder,
  ]);
  broker = await askingBroker(folder);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  await broker.running.stop();
  removeFolder(folder);
});

const gemini = (): object => ({
  ...captured('gemini-cli.BeforeTool.mcp.json', ['stdin'], folder),
  tool_name: 'mcp_fs_read_text_file',
  tool_input: { path: file },
  mcp_context: { server_name: 'fs', tool_name: 'read_text_file', command: remit, args: ['connect', 'fs'] },
});
const claude = (): object => ({
  ...captured('claude-code.PreToolUse.mcp.json', ['stdin'], folder),
  tool_name: 'mcp__fs__read_text_file',
  tool_input: { path: file },
  tool_use_id: 'toolu_1',
  mcp_server: { name: 'fs', source: 'user' },
});

/** Starts the shim from a process of its own. */
const APART = 'require("child_process").spawn(process.argv[1], process.argv.slice(2), { stdio: "inherit" })';

async function connect(name: string, from: 'here' | 'apart', token: string | null = null): Promise<Wire> {
  const agent = token === null ? [] : ['--agent', 'Claude Code'];
  const words = [remit, 'connect', 'fs', '--data', broker.dataDir, ...agent];
  const env = token === null ? process.env : { ...process.env, REMIT_AGENT_TOKEN: token };
  const client =
    from === 'here' ? wire(remit, words.slice(1), env) : wire(process.execPath, ['-e', APART, ...words], env);
  clients.push(client);
  const clientInfo = { name, version: '1' };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params })}\n`);
  await client.take(1);
  client.send('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  return client;
}

function read(client: Wire, useId: string | null = null): void {
  const meta = useId === null ? {} : { _meta: { 'claudecode/toolUseId': useId } };
  const params = { name: 'read_text_file', arguments: { path: file }, ...meta };
  client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })}\n`);
}

const replySchema = z.looseObject({ result: z.looseObject({ isError: z.boolean().optional() }) });
async function passes(client: Wire): Promise<boolean> {
  const [line = ''] = await client.take(1);
  return replySchema.parse(JSON.parse(line)).result.isError !== true;
}
async function asksAnew(client: Wire): Promise<void> {
  await broker.answer({ kind: 'deny', reason: '' });
  expect(await passes(client)).toBe(false);
  expect(broker.asked()).toBe(2);
}

describe('what a hook without ids was allowed', () => {
  async function allowed(): Promise<void> {
    const asking = startHook(['gemini', '--data', broker.dataDir], JSON.stringify(gemini()));
    await broker.answer({ kind: 'allow-once' });
    expect((await asking.end).code).toBe(0);
  }

  test('is not for an equal call of another agent that runs with the same program', async () => {
    const other = await connect('somebody', 'apart');
    await allowed();
    read(other);
    await asksAnew(other);
  });

  test.each([
    ['its own process', 'somebody', 'here'],
    ['its own name', 'gemini-cli-mcp-client', 'apart'],
  ] as const)('is for the connection of %s', async (_what, name, from) => {
    const own = await connect(name, from);
    await allowed();
    read(own);
    expect(await passes(own)).toBe(true);
    expect(broker.asked()).toBe(1);
  });
});

describe('an agent that has a credential', () => {
  const token = newToken();
  beforeEach(() => {
    expect(keepToken(broker.dataDir, 'Claude Code', token).ok).toBe(true);
  });

  const grant: Grant = {
    id: grantIdSchema.parse('g-claude'),
    words: 'Claude Code may read the note',
    agent: { name: 'Claude Code', executable: null },
    lifetime: { kind: 'always' },
    limits: [],
    tools: [
      {
        id: grantIdSchema.parse('g-claude.tool'),
        server: serverNameSchema.parse('fs'),
        tool: 'read_text_file',
        otherArgs: 'any',
        reach: 'any',
      },
    ],
    reach: [],
    deny: [],
  };

  test('keeps its grants to itself, whatever another one calls itself', async () => {
    await broker.running.authority.grant(grant);
    const own = await connect('claude-code', 'here', token);
    read(own);
    expect(await passes(own)).toBe(true);
    let asked = 0;
    for (const name of ['Claude Code', 'claude-code', 'CLAUDE  CODE', 'Claude\u00a0Code']) {
      const other = await connect(name, 'here');
      read(other);
      expect((await broker.question()).agent.name).toBe(`${name} (unconfirmed)`);
      await broker.answer({ kind: 'deny', reason: '' });
      expect(await passes(other)).toBe(false);
      asked += 1;
      expect(broker.asked()).toBe(asked);
    }
  });

  test.each([
    ['its credential', token, true],
    ['its name alone', null, false],
  ])('has what its hook was allowed pass by %s', async (_what, shown, passing) => {
    await broker.running.authority.grant(grant);
    const client = await connect('claude-code', 'here', shown);
    const hooked = await runHook(['claude', '--data', broker.dataDir], JSON.stringify(claude()));
    expect(hooked.code).toBe(0);
    read(client, 'toolu_1');
    if (!passing) await broker.answer({ kind: 'deny', reason: '' });
    expect(await passes(client)).toBe(passing);
  });
});

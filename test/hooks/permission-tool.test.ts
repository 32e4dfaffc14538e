import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { captured, startHook } from '../support/hook.ts';
import { remit, removeFolder, temporaryFolder } from '../support/serve.ts';

let folder: string;
let broker: AskingBroker;
let client: Client;

beforeEach(async () => {
  folder = temporaryFolder();
  broker = await askingBroker(folder);
  client = await connected(broker.dataDir);
});
afterEach(async () => {
  await client.close();
  await broker.running.stop();
  removeFolder(folder);
});

async function connected(dataDir: string): Promise<Client> {
  const made = new Client({ name: 'claude-code', version: '1' });
  const env = { PATH: process.env['PATH'] ?? '', REMIT_NO_START: '1', HOME: folder };
  const node = process.env['REMIT_NODE'];
  await made.connect(
    new StdioClientTransport({
      command: remit,
      args: ['permission-tool', '--data', dataDir],
      cwd: folder,
      env: { ...env, ...(node === undefined ? {} : { REMIT_NODE: node }) },
      stderr: 'ignore',
    }),
  );
  return made;
}

const contentSchema = z.object({ content: z.array(z.object({ text: z.string() })).length(1) });

async function approve(args: Record<string, unknown>, signal?: AbortSignal): Promise<unknown> {
  const options = signal === undefined ? {} : { signal };
  const result = await client.callTool({ name: 'approve', arguments: args }, undefined, options);
  return JSON.parse(contentSchema.parse(result).content[0]?.text ?? '');
}

function asked(): Record<string, unknown> {
  const { args } = captured('claude-code.permission-prompt-tool.json', ['tools_call'], folder);
  return z.record(z.string(), z.unknown()).parse(args);
}

test('is a server of one tool', async () => {
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['approve']);
});

test('answers as the user of Remit does, with the very arguments that were judged', async () => {
  const yes = approve(asked());
  await broker.answer({ kind: 'allow-once' });
  expect(await yes).toEqual({ behavior: 'allow', updatedInput: asked()['input'] });
  const no = approve({ ...asked(), tool_use_id: 'toolu_2' });
  await broker.answer({ kind: 'deny', reason: 'not now' });
  expect(JSON.stringify(await no)).toMatch(/"deny".*not now/);
});

test('is one decision with the hook of the same tool use', async () => {
  const payload = { ...captured('claude-code.PreToolUse.bash.json', ['stdin'], folder), cwd: folder };
  const { input } = asked();
  const hook = startHook(
    ['claude', '--data', broker.dataDir],
    JSON.stringify({ ...payload, tool_input: input, tool_use_id: 'toolu_1' }),
  );
  await broker.answer({ kind: 'allow-once' });
  expect(await hook.end).toMatchObject({ code: 0 });
  expect(await approve(asked())).toMatchObject({ behavior: 'allow' });
  expect(broker.asked()).toBe(1);
});

test('takes the question back when the agent gives up', async () => {
  const aborted = new AbortController();
  const asking = approve(asked(), aborted.signal).catch(() => 'aborted');
  await broker.question();
  aborted.abort();
  await broker.none();
  expect(await asking).toBe('aborted');
});

test('denies without a broker', async () => {
  await client.close();
  client = await connected(join(folder, 'nowhere'));
  expect(JSON.stringify(await approve(asked()))).toMatch(/"deny".*start the Remit app/);
});

test('refuses words that are not a tool call', async () => {
  await expect(approve({ tool_name: 'Bash' })).rejects.toThrow('`tool_name` and `input`');
});

import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { addServer, remit, removeFolder, root, runRemit, serve, temporaryFolder } from '../support/serve.ts';
import type { Serving } from '../support/serve.ts';
import { wire } from '../support/wire.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const token = newToken();
let serving: Serving;

beforeAll(async () => {
  mkdirSync(dataDir, { mode: 0o700 });
  expect(keepToken(dataDir, 'Claude Code', token)).toEqual({ ok: true, value: null });
  addServer(dataDir, 'raw', [
    process.execPath,
    join(root, 'test', 'fixtures', 'raw-server.mjs'),
    join(folder, 'log'),
  ]);
  serving = await serve(dataDir, { tools: [{ id: 't', server: 'raw', tool: '*' }], reach: [] });
});
afterAll(async () => {
  await serving.stop();
  removeFolder(folder);
});

/** One call through the shim by a client that calls itself `Somebody`; the answer's line. */
async function call(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const agent = wire(remit, ['connect', 'raw', '--data', dataDir, ...args], { ...process.env, ...env });
  const info = { name: 'somebody', title: 'Somebody', version: '1' };
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: info };
  agent.send(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
  const [first = ''] = await agent.take(1);
  if (first.includes('"result"')) {
    const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'echo', arguments: {} } };
    agent.send(`${JSON.stringify(call)}\n`);
    await agent.take(1);
  }
  await agent.end();
  return first;
}

function lastAgent(): unknown {
  const log = runRemit(['log', '--json', '--limit', '1', '--data', dataDir]);
  const row: unknown = JSON.parse(log.out);
  return typeof row === 'object' && row !== null && 'agent' in row ? row.agent : null;
}

test('an agent is known by its credential, whatever it calls itself', async () => {
  await call(['--agent', 'Claude Code'], { REMIT_AGENT_TOKEN: token });
  expect(lastAgent()).toBe('Claude Code');
});

test('without a credential an agent connects as before, named by its own words', async () => {
  await call([], {});
  expect(lastAgent()).toBe('Somebody');
});

test.each([
  ['an unknown token', 'Claude Code', newToken()],
  ["another agent's token", 'Cursor', token],
  ['an empty token', 'Claude Code', ''],
])('%s is refused with the remedy', async (_what, agent, wrong) => {
  const answer = await call(['--agent', agent], { REMIT_AGENT_TOKEN: wrong });
  expect(answer).toContain(`\`${agent}\` isn't one that Remit gave to it: run \`remit protect\``);
});

test('the tokens are for the user only', () => {
  expect(statSync(join(dataDir, 'agents.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, 'agents.json'), 'utf8')).toContain(token);
});

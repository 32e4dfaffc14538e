// Ten agents with three servers each behind one broker, all at once: nothing of one is another's.

import { join } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { startBroker, type RunningBroker } from '../../electron/broker/start-broker.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import { Hearing } from '../support/hearing.ts';
import { addServer, remit, removeFolder, root, runRemit, temporaryFolder } from '../support/serve.ts';

const AGENTS = Array.from({ length: 10 }, (_, at) => `Agent ${at}`);
const SERVERS = ['one', 'two', 'three'];
const program = join(root, 'test', 'fixtures', 'naming-server.mjs');

type Connected = { readonly agent: string; readonly server: string; readonly client: Client };

let folder: string;
let dataDir: string;
let running: RunningBroker;
let waiting: readonly ApprovalRequest[];
let decide: (request: ApprovalRequest) => Answer | null;
let connected: readonly Connected[];
const hearing = new Hearing();
const seen = new Map<string, ApprovalRequest>();

beforeEach(() => {
  seen.clear();
  decide = () => ({ kind: 'allow-once' });
});
beforeAll(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  waiting = [];
  const started = await startBroker({
    dataDir,
    version: 'test',
    scopeFile: null,
    prompt: ({ waiting: requests }) => {
      waiting = requests.filter((one) => one.kind === 'call');
      for (const request of waiting) seen.set(request.id, request);
      setImmediate(answerAll);
      hearing.hear();
    },
    tell: () => undefined,
    changed: () => undefined,
  });
  if (!started.ok) throw new Error(started.error);
  running = started.value;
  for (const server of SERVERS) addServer(dataDir, server, [process.execPath, program, server]);
  connected = await Promise.all(AGENTS.flatMap((agent) => SERVERS.map((server) => connect(agent, server))));
});
afterAll(async () => {
  await Promise.all(connected.map(({ client }) => client.close()));
  await running.stop();
  removeFolder(folder);
});

/** The user, who answers whatever stands in the queue. */
function answerAll(): void {
  for (const request of waiting) {
    const answer = decide(request);
    if (answer !== null) running.authority.decide({ request: request.id, digest: request.digest, answer });
  }
}

const tokens = new Map<string, string>();

async function connect(agent: string, server: string): Promise<Connected> {
  const token = tokens.get(agent) ?? newToken();
  tokens.set(agent, token);
  keepToken(dataDir, agent, token);
  const client = new Client({ name: 'a client', version: '1' });
  const args = ['connect', server, '--agent', agent, '--data', dataDir];
  const env = { PATH: process.env['PATH'] ?? '', REMIT_AGENT_TOKEN: token };
  await client.connect(new StdioClientTransport({ command: remit, args, env, stderr: 'ignore' }));
  return { agent, server, client };
}

async function call({ client }: Connected, tool: string, words: string): Promise<string> {
  const result = await client.callTool({ name: tool, arguments: { words } });
  const [first] = Array.isArray(result.content) ? result.content : [];
  const text = first !== undefined && 'text' in first && typeof first.text === 'string' ? first.text : '';
  return result.isError === true ? `refused: ${text}` : text;
}

test('each call is answered by its own server, and the queue and the history say who is who', async () => {
  decide = ({ agent }) =>
    agent.name === 'Agent 3' ? { kind: 'deny', reason: 'not you' } : { kind: 'allow-once' };
  const answers = await Promise.all(
    connected.flatMap((one) =>
      [0, 1].map(async (round) => ({ one, round, text: await call(one, 'whoami', `${one.agent} ${round}`) })),
    ),
  );
  const processes = new Map<Connected, string>();
  for (const { one, round, text } of answers) {
    if (one.agent === 'Agent 3') {
      expect(text).toContain('not you');
      continue;
    }
    const [, server, pid, words] = /^(\S+) (\d+) (.*)$/.exec(text) ?? [];
    expect([server, words]).toEqual([one.server, `${one.agent} ${round}`]);
    expect(processes.get(one) ?? pid).toBe(pid);
    processes.set(one, pid ?? '');
  }
  // No two connections share a server's process.
  expect(new Set(processes.values()).size).toBe(27);

  const asked = [...seen.values()].map(({ agent, server }) => `${agent.name} ${server.name}`);
  for (const { agent, server } of connected)
    expect(asked.filter((one) => one === `${agent} ${server}`)).toHaveLength(2);
  const log = runRemit(['log', '--json', '--limit', '100', '--data', dataDir]).out.trim().split('\n');
  const rows = log.map((row) => JSON.parse(row) as { agent: string; server: string; standing: string });
  expect(rows).toHaveLength(60);
  for (const { agent, server } of connected) {
    const own = rows.filter((row) => row.agent === agent && row.server === server);
    expect(own.map(({ standing }) => standing)).toEqual(
      agent === 'Agent 3' ? ['refused', 'refused'] : ['allowed', 'allowed'],
    );
  }
});

test('what one session was granted is no other session’s, nor another agent’s', async () => {
  const [first, ...others] = connected.filter(({ server }) => server === 'one');
  if (first === undefined) throw new Error('nobody is connected');
  decide = (request) => {
    if (request.agent.name !== first.agent) return { kind: 'deny', reason: 'ask for yourself' };
    const rungs = request.excess.flatMap(({ rungs: offered }) => offered.at(-1)?.id ?? []);
    return { kind: 'remember', rungs, lifetime: 'session' };
  };
  expect(await call(first, 'whoami', 'x')).toContain('one ');
  seen.clear();
  expect(await call(first, 'whoami', 'x')).toContain('one ');
  expect(seen.size).toBe(0);
  const answers = await Promise.all(others.map((other) => call(other, 'whoami', 'x')));
  for (const answer of answers) expect(answer).toContain('ask for yourself');
  expect(seen.size).toBe(others.length);

  const again = await connect(first.agent, first.server);
  seen.clear();
  decide = () => ({ kind: 'deny', reason: 'a new session' });
  expect(await call(again, 'whoami', 'x')).toContain('a new session');
  await again.client.close();
});

test('what one agent’s server keeps is not what another agent’s server gives back', async () => {
  const own = connected.filter(({ server }) => server === 'two');
  await Promise.all(own.map((one) => call(one, 'remember', `secret of ${one.agent}`)));
  const answers = await Promise.all(own.map(async (one) => [one.agent, await call(one, 'recall', '')]));
  expect(answers).toEqual(own.map(({ agent }) => [agent, `secret of ${agent}`]));
});

test('an agent that leaves takes its own questions along, and no others', async () => {
  decide = () => null;
  const calls = connected
    .filter(({ server }) => server === 'three')
    .map(async (one) => {
      const text = await call(one, 'whoami', one.agent).catch(() => 'gone');
      return [one.agent, text.replace(/\d+ /, '')] as const;
    });
  await hearing.until(() => waiting.length === AGENTS.length);
  const [leaving] = connected.filter(({ agent, server }) => agent === 'Agent 5' && server === 'three');
  await leaving?.client.close();
  await hearing.until(() => waiting.length === AGENTS.length - 1);
  expect(waiting.map(({ agent }) => agent.name).sort()).toEqual(
    AGENTS.filter((agent) => agent !== 'Agent 5'),
  );
  decide = () => ({ kind: 'allow-once' });
  answerAll();
  expect(await Promise.all(calls)).toEqual(
    AGENTS.map((agent) => [agent, agent === 'Agent 5' ? 'gone' : `three ${agent}`]),
  );
});

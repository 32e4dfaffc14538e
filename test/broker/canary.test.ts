import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CoverageRow } from '../../shared/contract/coverage.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { sdk2Client } from '../support/clients.ts';
import { fakeHome, type FakeHome } from '../support/fake-home.ts';
import { addServer, remit, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder: string;
let broker: AskingBroker;
let at: FakeHome;
beforeEach(async () => {
  folder = temporaryFolder();
  at = fakeHome(folder);
  broker = await askingBroker(folder);
});
afterEach(async () => {
  await broker.running.stop();
  vi.unstubAllEnvs();
  removeFolder(folder);
});

function marker(name = 'marker'): string {
  return join(folder, name);
}

/** A server that leaves a mark when it is started. */
function markingServer(): void {
  const code = `require('fs').writeFileSync(${JSON.stringify(marker())}, '')`;
  addServer(broker.dataDir, 'mark', [process.execPath, '-e', code]);
}

function entry(more: object = {}): object {
  return { command: remit, args: ['connect', 'mark', '--data', broker.dataDir], ...more };
}

function cursorWith(mark: object): string {
  return at.put('.cursor/mcp.json', JSON.stringify({ mcpServers: { mark } }));
}

function rowsOf(id: string): readonly CoverageRow[] {
  return broker.running.agents.view().agents.find((agent) => agent.id === id)?.rows ?? [];
}

async function recorded(kind: string): Promise<readonly unknown[]> {
  await broker.running.stop();
  const lines = runRemit(['export', '--format', 'jsonl', '--data', broker.dataDir]).out.trim().split('\n');
  broker = await askingBroker(folder);
  const bodies = lines.flatMap((line) => {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('body' in value)) return [];
    return [typeof value.body === 'string' ? (JSON.parse(value.body) as unknown) : value.body];
  });
  return bodies.filter(
    (body) => typeof body === 'object' && body !== null && 'kind' in body && body.kind === kind,
  );
}

describe('a call that is made to be stopped', () => {
  test('is stopped and recorded, starts no server, and asks nobody', async () => {
    markingServer();
    cursorWith(entry());
    expect(await broker.running.agents.prove('cursor')).toMatchObject([
      { path: 'mcp-stdio', name: 'mark', isStopped: true },
    ]);
    expect(rowsOf('cursor')[0]?.coverage.kind).toBe('proven');
    expect(existsSync(marker())).toBe(false);
    expect(broker.asked()).toBe(0);
    expect(await recorded('refusal')).toMatchObject([{ server: 'mark', refusal: { code: 'canary' } }]);
    expect(await recorded('coverage')).toMatchObject([{ agent: 'Cursor', name: 'mark', change: 'proven' }]);
  });

  test('is made once for all who ask for it while they wait', async () => {
    markingServer();
    cursorWith(entry());
    const asked = Array.from({ length: 20 }, () => broker.running.agents.prove('cursor'));
    expect((await Promise.all(asked)).every(([proof]) => proof?.isStopped)).toBe(true);
    expect(await recorded('refusal')).toHaveLength(1);
  });

  test('counts no longer once the file says something else, and counts over a restart', async () => {
    markingServer();
    const file = cursorWith(entry());
    await broker.running.agents.prove('cursor');
    await broker.running.stop();
    broker = await askingBroker(folder);
    expect(rowsOf('cursor')[0]?.coverage.kind).toBe('proven');
    writeFileSync(file, readFileSync(file, 'utf8').replace('}}}', '},"more":{"command":"x"}}}'));
    expect(rowsOf('cursor').map(({ coverage }) => coverage.kind)).toEqual(
      expect.arrayContaining(['proven', 'unguarded']),
    );
    cursorWith(entry({ timeout: 5 }));
    expect(rowsOf('cursor')[0]?.coverage.kind).toBe('configured');
  });

  test('proves nothing where Remit refuses the connection', async () => {
    cursorWith(entry());
    const [proof] = await broker.running.agents.prove('cursor');
    expect(proof).toMatchObject({ isStopped: false });
    expect(proof?.why).toContain('knows no server `mark`');
    expect(rowsOf('cursor')[0]?.coverage.kind).toBe('configured');
  });

  test.each([
    ['another program of the same name', () => ({ command: join(folder, 'remit') })],
    [
      'a variable that could have another program run',
      () => ({ env: { NODE_OPTIONS: '--require=./x.cjs' } }),
    ],
    ['a flag that Remit does not write', () => ({ args: ['connect', 'mark', '--exec', 'x'] })],
    [
      'a word that no program can be started with',
      () => ({ args: ['connect', 'mark', '--agent', 'a\u0000b', '--data', broker.dataDir] }),
    ],
    ['another data folder', () => ({ args: ['connect', 'mark', '--data', join(folder, 'other')] })],
  ])('is not made where the entry starts Remit with %s', async (_what, change) => {
    writeFileSync(join(folder, 'remit'), `#!/bin/sh\ntouch ${marker()}\n`, { mode: 0o755 });
    markingServer();
    cursorWith(entry(change()));
    expect(await broker.running.agents.prove('cursor')).toMatchObject([{ isStopped: false }]);
    expect(existsSync(marker())).toBe(false);
  });

  test.each([
    ['claude-code', '.claude/settings.json'],
    ['codex', '.codex/config.toml'],
    ['gemini-cli', '.gemini/settings.json'],
    ['cursor', '.cursor/mcp.json'],
    ['vscode', '.config/Code/User/mcp.json'],
    ['copilot-cli', '.copilot/mcp-config.json'],
    ['windsurf', '.codeium/windsurf/mcp_config.json'],
    ['cline', '.cline/data/settings/cline_mcp_settings.json'],
  ])('is refused by the hook of %s in the words of the agent', async (agent, file) => {
    at.put(file, file.endsWith('.toml') ? '' : '{}');
    protect(agent);
    expect(await broker.running.agents.prove(agent)).toMatchObject([{ path: 'built-in', isStopped: true }]);
    const own = rowsOf(agent).find(({ path }) => path === 'built-in');
    expect(own?.coverage).toMatchObject(COVERAGE[agent] ?? BEST_EFFORT);
    expect(broker.asked()).toBe(0);
  });

  test('is stopped over HTTP, too, without reaching the server', async () => {
    const reached: string[] = [];
    const server = createServer((request) => {
      reached.push(request.url ?? '');
      request.socket.destroy();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    cursorWith({ url: `http://127.0.0.1:${address.port}/mcp`, headers: { Authorization: 'Bearer abc123' } });
    protect('cursor');
    const proofs = await broker.running.agents.prove('cursor');
    expect(proofs.filter(({ path }) => path === 'mcp-http')).toMatchObject([{ isStopped: true }]);
    expect(rowsOf('cursor').find(({ path }) => path === 'mcp-http')?.coverage.kind).toBe('proven');
    expect(reached).toEqual([]);
    expect(broker.asked()).toBe(0);
    await new Promise((done) => server.close(done));
  });

  test('is not made where a hook is more than the one command', async () => {
    const command = `"${remit}" hook claude-code --data "${broker.dataDir}"; touch ${marker()}`;
    at.put('.claude/settings.json', nested('PreToolUse', command));
    expect(await broker.running.agents.prove('claude-code')).toMatchObject([{ isStopped: false }]);
    expect(existsSync(marker())).toBe(false);
  });
});

function nested(event: string, command: string): string {
  return JSON.stringify({ hooks: { [event]: [{ matcher: '*', hooks: [{ type: 'command', command }] }] } });
}

const BEST_EFFORT = { kind: 'best-effort', stopped: expect.any(String) as string };
/** Codex doesn't run a hook that its user hasn't trusted, whatever the hook would say. */
const COVERAGE: Readonly<Record<string, object>> = {
  cursor: { kind: 'proven' },
  codex: { kind: 'unguarded', why: expect.stringContaining('not trusted yet') as string },
};

function protect(agent: string): void {
  const { agents } = broker.running;
  const order = { agents: [agent], undo: false };
  const plan = agents.plan(order);
  if (!plan.ok) throw new Error(plan.error);
  const done = agents.apply(order, plan.value.digest);
  if (!done.ok) throw new Error(done.error);
}

describe('the words of such a call', () => {
  beforeEach(() => {
    addServer(broker.dataDir, 'all', [
      process.execPath,
      serverEntry('@modelcontextprotocol/server-everything'),
      'stdio',
    ]);
  });

  test('have whatever carries them refused, and prove nothing where they were not meant to come out', async () => {
    const { canaries } = broker.running.authority;
    const nonce = canaries.issue({ server: 'another', agent: null });
    const client = await sdk2Client(broker.dataDir, 'all');
    const answer = await client.call('echo', { message: `please run ${nonce} now` });
    expect(answer).toMatchObject({ isError: true });
    expect(answer.text).toContain('to see that it is stopped');
    expect(canaries.settle(nonce)).toBe(false);
    expect((await client.call('echo', { message: nonce })).isError).toBe(true);
    expect(broker.asked()).toBe(0);
    await client.close();
  });

  test('are ordinary words when Remit has not made them', async () => {
    const client = await sdk2Client(broker.dataDir, 'all');
    const call = client.call('echo', { message: `remit-canary-${'0'.repeat(64)}` });
    await broker.question();
    await broker.answer({ kind: 'allow-once' });
    expect((await call).text).toContain('remit-canary-000');
    await client.close();
  });
});

test.skipIf(process.platform === 'win32')(
  'a pipe in the place of a file that agents can write is not waited for',
  async () => {
    execFileSync('mkfifo', [marker()]);
    cursorWith({ command: 'x', envFile: marker() });
    mkdirSync(join(at.home, '.cursor'), { recursive: true });
    execFileSync('mkfifo', [join(at.home, '.cursor', 'hooks.json')]);
    expect(await broker.running.agents.prove('cursor')).toEqual([]);
    expect(rowsOf('cursor').length).toBeGreaterThan(0);
  },
);

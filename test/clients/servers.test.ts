import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agentOfToken } from '../../electron/broker/agent-store.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import { clientOf, protectSetup, textOf, type ProtectSetup } from './protect-setup.ts';

let setup: ProtectSetup;
beforeEach(() => {
  setup = protectSetup({ port: 4321, env: { TOKEN_FOR_CODEX: 'SECRET-9' } });
});
afterEach(() => setup.end());

const cursor = clientOf('cursor');
const windsurf = clientOf('windsurf');

function entries(...pairs: readonly (readonly [string, object])[]): string {
  return JSON.stringify({ mcpServers: Object.fromEntries(pairs) });
}

test('the same entry in two clients is one server, another one of the same name gets a name of its own', () => {
  const mail = { command: 'mail', args: ['-x'], env: { K: '1' } };
  setup.put('.cursor/mcp.json', entries(['mail', mail], ['fs', { command: 'fs', args: ['/a'] }]));
  setup.put('.codeium/mcp_config.json', entries(['post', mail], ['fs', { command: 'fs', args: ['/b'] }]));
  setup.protect(cursor);
  const [report] = setup.protect(windsurf);
  expect(report?.entries).toMatchObject([{ server: 'mail' }, { server: 'fs-2' }]);
  expect([...setup.store().servers.keys()]).toEqual(['mail', 'fs', 'fs-2']);
  setup.unprotect(cursor);
  expect([...setup.store().servers.keys()]).toEqual(['mail', 'fs-2']);
});

test('a server that the user registered is used, and stays', () => {
  const spec = { command: 'fs', args: [], cwd: setup.home, env: {} };
  const servers = new Map([[serverNameSchema.parse('mine'), spec]]);
  setup.ports.writeServers({ servers, remotes: new Map() });
  setup.put('.cursor/mcp.json', entries(['fs', { command: 'fs' }]));
  expect(setup.protect(cursor)[0]?.entries).toMatchObject([{ server: 'mine' }]);
  setup.unprotect(cursor);
  expect(setup.store().servers).toEqual(servers);
});

test('an entry that another client imported is not wrapped again, and its server stays while it is there', () => {
  setup.put('.cursor/mcp.json', entries(['fs', { command: 'fs' }]));
  setup.protect(cursor);
  const imported = textOf(join(setup.home, '.cursor/mcp.json'));
  const file = setup.put('.codeium/mcp_config.json', imported);
  expect(setup.protect(windsurf)).toMatchObject([
    { kind: 'unchanged', entries: [{ kind: 'already', server: 'fs' }] },
  ]);
  expect(textOf(file)).toBe(imported);
  setup.unprotect(cursor);
  expect([...setup.store().servers.keys()]).toEqual(['fs']);
});

test('each agent has a credential of its own, which goes when nothing of it is protected any more', () => {
  setup.put('.cursor/mcp.json', entries(['fs', { command: 'fs' }]));
  setup.put('.codeium/mcp_config.json', entries(['fs', { command: 'fs' }]));
  setup.protect(cursor);
  setup.protect(windsurf);
  const token = (path: string): string =>
    /"REMIT_AGENT_TOKEN":"([0-9a-f]{64})"/.exec(textOf(join(setup.home, path)))?.[1] ?? '';
  const own = token('.cursor/mcp.json');
  expect(agentOfToken(setup.dataDir, own)).toEqual({ ok: true, value: 'Cursor' });
  expect(agentOfToken(setup.dataDir, token('.codeium/mcp_config.json'))).toEqual({
    ok: true,
    value: 'Windsurf',
  });
  setup.unprotect(cursor);
  expect(agentOfToken(setup.dataDir, own)).toEqual({ ok: true, value: null });
});

test('when the credentials are lost, protecting again gives the entries new ones', () => {
  const text = entries(['fs', { command: 'fs' }]);
  const file = setup.put('.cursor/mcp.json', text);
  setup.protect(cursor);
  rmSync(join(setup.dataDir, 'agents.json'));
  expect(setup.protect(cursor)[0]?.kind).toBe('changed');
  const token = /[0-9a-f]{64}/.exec(textOf(file))?.[0] ?? '';
  expect(agentOfToken(setup.dataDir, token)).toEqual({ ok: true, value: 'Cursor' });
  setup.unprotect(cursor);
  expect(textOf(file)).toBe(text);
});

test('when Remit stands elsewhere by now, protecting again leads the entries there', () => {
  const text = '{ "mcp": { "fs": { "type": "local", "command": ["fs", "x"] } } }';
  const file = setup.put('.config/opencode/opencode.json', text);
  const opencode = clientOf('opencode');
  setup.protect(opencode);
  Object.assign(setup.ports, { target: { ...setup.ports.target, remit: '/elsewhere/remit' } });
  expect(setup.protect(opencode)[0]?.kind).toBe('changed');
  expect(textOf(file)).toContain('["/elsewhere/remit", "connect", "fs", "--agent", "OpenCode"]');
  expect(setup.protect(opencode)[0]?.kind).toBe('unchanged');
  setup.unprotect(opencode);
  expect(textOf(file)).toBe(text);
});

test('an entry without a credential leads to the local endpoint, and its user signs in with Remit', () => {
  const text = entries(
    ['open', { url: 'https://x.example/mcp' }],
    ['mine', { url: 'https://y.example/mcp', auth: { CLIENT_ID: 'x' } }],
  );
  const file = setup.put('.cursor/mcp.json', text);
  const [report] = setup.protect(cursor);
  expect(report?.entries).toMatchObject([
    { kind: 'protected', server: 'open', signIn: true },
    { kind: 'unguarded', name: 'mine', why: expect.stringContaining('`auth`') as unknown },
  ]);
  expect(JSON.parse(textOf(file))).toMatchObject({
    mcpServers: {
      open: {
        url: 'http://127.0.0.1:4321/mcp/open',
        headers: { Authorization: expect.stringMatching(/^Bearer [0-9a-f]{64}$/) as unknown },
      },
    },
  });
  expect([...setup.store().remotes]).toEqual([['open', { url: 'https://x.example/mcp', headers: {} }]]);
  expect(setup.protect(cursor)[0]?.kind).toBe('unchanged');
  setup.unprotect(cursor);
  expect(textOf(file)).toBe(text);
  expect(setup.store().remotes.size).toBe(0);
});

test('an entry with a header leads to the local endpoint, and its header moves to Remit', () => {
  const url = 'https://x.example/mcp';
  const text = entries(['far', { url, headers: { Authorization: 'Bearer SECRET-1' }, x: 1 }]);
  const file = setup.put('.cursor/mcp.json', text);
  const [report] = setup.protect(cursor);
  expect(report?.entries).toMatchObject([{ kind: 'protected', signIn: false }]);
  expect(textOf(file)).not.toContain('SECRET');
  expect(JSON.parse(textOf(file))).toMatchObject({
    mcpServers: {
      far: {
        url: 'http://127.0.0.1:4321/mcp/far',
        headers: { Authorization: expect.stringMatching(/^Bearer [0-9a-f]{64}$/) as unknown },
        x: 1,
      },
    },
  });
  expect([...setup.store().remotes]).toEqual([
    ['far', { url, headers: { Authorization: 'Bearer SECRET-1' } }],
  ]);
  expect(setup.protect(cursor)[0]?.kind).toBe('unchanged');
  setup.unprotect(cursor);
  expect(textOf(file)).toBe(text);
  expect(setup.store().remotes.size).toBe(0);
});

test('when the port or the credential is another by now, protecting again leads the entry there', () => {
  const text = entries(['far', { url: 'https://x.example/mcp', headers: { A: 'SECRET-1' } }]);
  const file = setup.put('.cursor/mcp.json', text);
  setup.protect(cursor);
  Object.assign(setup.ports, { target: { ...setup.ports.target, endpoint: { port: 4322 } } });
  expect(setup.protect(cursor)[0]?.kind).toBe('changed');
  expect(textOf(file)).toContain('http://127.0.0.1:4322/mcp/far');
  const token = 'ab'.repeat(32);
  setup.ports.keepToken('Cursor', token);
  expect(setup.protect(cursor)[0]?.kind).toBe('changed');
  expect(textOf(file)).toContain(`Bearer ${token}`);
  expect(setup.protect(cursor)[0]?.kind).toBe('unchanged');
  setup.unprotect(cursor);
  expect(textOf(file)).toBe(text);
});

test('an entry that leads to another data folder’s endpoint is left there', () => {
  const text = entries([
    'far',
    { url: 'http://127.0.0.1:9/mcp/far', headers: { Authorization: 'Bearer x' } },
  ]);
  const file = setup.put('.cursor/mcp.json', text);
  expect(setup.protect(cursor)[0]?.entries).toMatchObject([{ kind: 'already', server: 'far' }]);
  expect(textOf(file)).toBe(text);
});

test('a header whose value stands in a variable is filled in', () => {
  const text =
    '[mcp_servers.far]\nurl = "https://x.example/mcp"\nbearer_token_env_var = "TOKEN_FOR_CODEX" # here\n' +
    '[mcp_servers.unset]\nurl = "https://x.example/mcp"\nbearer_token_env_var = "NOT_THERE"\n';
  const file = setup.put('.codex/config.toml', text);
  const [report] = setup.protect(clientOf('codex'));
  expect(report?.entries[1]).toMatchObject({
    kind: 'unguarded',
    why: expect.stringContaining('NOT_THERE') as unknown,
  });
  expect([...setup.store().remotes.values()]).toEqual([
    { url: 'https://x.example/mcp', headers: { Authorization: 'Bearer SECRET-9' } },
  ]);
  expect(textOf(file)).not.toContain('TOKEN_FOR_CODEX');
  setup.unprotect(clientOf('codex'));
  expect(textOf(file)).toBe(text);
});

test('an entry of another transport is left alone', () => {
  const headers = { A: 'b' };
  const text = entries(['ws', { type: 'ws', url: 'wss://x.example', headers }]);
  const file = setup.put('.cursor/mcp.json', text);
  expect(setup.protect(cursor)[0]?.entries).toMatchObject([
    { kind: 'unguarded', why: 'its type `ws` is none that Remit knows' },
  ]);
  expect(textOf(file)).toBe(text);
});

test('without an endpoint an entry over HTTP is left alone and said to be unguarded', () => {
  setup.end();
  setup = protectSetup();
  const text = entries(['far', { url: 'https://x.example/mcp', headers: { A: 'b' } }]);
  const file = setup.put('.cursor/mcp.json', text);
  expect(setup.protect(cursor)[0]?.entries[0]?.kind).toBe('unguarded');
  expect(textOf(file)).toBe(text);
});

test('variables of the client are filled in, and a file of variables is read', () => {
  setup.put('project/secret.env', 'FROM_FILE="SECRET 1"\nKEY=overridden\n');
  const text = entries([
    'fs',
    {
      command: '${workspaceFolder}/run',
      args: ['${userHome}/x', '${env:TOKEN_FOR_CODEX}'],
      env: { KEY: 'own' },
      envFile: '${workspaceFolder}/secret.env',
      cwd: 'sub',
    },
  ]);
  setup.put('project/.cursor/mcp.json', text);
  setup.protect(cursor);
  expect(setup.store().servers.get([...setup.store().servers.keys()][0] ?? never())).toEqual({
    command: join(setup.project, 'run'),
    args: [join(setup.home, 'x'), 'SECRET-9'],
    cwd: join(setup.project, 'sub'),
    env: { FROM_FILE: 'SECRET 1', KEY: 'own' },
  });
});

function never(): never {
  throw new Error('no server was registered');
}

test("the servers of one project in Claude Code's own file start in that project", () => {
  setup.put(
    '.claude.json',
    JSON.stringify({ projects: { '/srv/site': { mcpServers: { db: { command: 'db' } } } } }),
  );
  setup.protect(clientOf('claude-code'));
  expect([...setup.store().servers.values()]).toEqual([
    { command: 'db', args: [], cwd: '/srv/site', env: {} },
  ]);
});

test('backups hold the secrets, and are for the user only', () => {
  setup.put('.cursor/mcp.json', entries(['fs', { command: 'fs', env: { K: 'SECRET-1' } }]));
  setup.protect(cursor);
  const index = join(setup.dataDir, 'protected.json');
  expect(readFileSync(index, 'utf8')).not.toContain('SECRET');
  const name = /cursor-[\w-]+\.json/.exec(readFileSync(index, 'utf8'))?.[0] ?? '';
  const backup = join(setup.dataDir, 'backups', name);
  expect(readFileSync(backup, 'utf8')).toContain('SECRET-1');
  expect(statSync(backup).mode & 0o777).toBe(0o600);
});

// The commands as a user runs them, on a home of their own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { remit, removeFolder, runRemit, serve, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder = '';
let home = '';
let dataDir = '';
let env: Readonly<Record<string, string>> = {};
beforeEach(() => {
  folder = temporaryFolder();
  home = join(folder, 'home');
  dataDir = join(folder, 'data');
  env = {
    HOME: home,
    REMIT_DATA: dataDir,
    XDG_CONFIG_HOME: '',
    XDG_DATA_HOME: '',
    DBUS_SESSION_BUS_ADDRESS: '',
  };
});
afterEach(() => removeFolder(folder));

function put(path: string, text: string): string {
  const whole = join(home, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

const configSchema = z.object({
  mcpServers: z.record(
    z.string(),
    z.object({ command: z.string(), args: z.array(z.string()), env: z.record(z.string(), z.string()) }),
  ),
});

test('a protected entry works: a real client starts it, the server gets its secret, and Remit judges each call by its agent', async () => {
  const words = [process.execPath, serverEntry('@modelcontextprotocol/server-everything'), 'stdio'];
  const [command = '', ...args] = words;
  const entry = { command, args, env: { MAIL_PASSWORD: 'SECRET-1' } };
  const original = `${JSON.stringify({ mcpServers: { all: entry } }, null, 2)}\n`;
  const file = put('.cursor/mcp.json', original);
  const done = runRemit(['protect', 'cursor'], env);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('-        "MAIL_PASSWORD": "SECRET-1"');
  expect(done.out).toContain('files that only you can read: the keychain is switched off');
  const own = configSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).mcpServers['all'];
  if (own === undefined) throw new Error('the entry is gone');
  expect(own.args).toEqual(['connect', 'all', '--agent', 'Cursor', '--data', dataDir]);

  const serving = await serve(dataDir, {
    tools: [{ id: 't', server: 'all', tool: 'get-env' }],
    reach: [],
  });
  const client = new Client({ name: 'cursor-vscode', version: '1' });
  await client.connect(new StdioClientTransport({ ...own, stderr: 'ignore' }));
  const allowed = await client.callTool({ name: 'get-env', arguments: {} });
  expect(JSON.stringify(allowed)).toContain('SECRET-1');
  expect(JSON.stringify(allowed)).not.toContain('REMIT_AGENT_TOKEN');
  const refused = await client.callTool({ name: 'echo', arguments: { message: 'x' } });
  expect(refused.isError).toBe(true);
  await client.close();
  const log = runRemit(['log', '--json', '--limit', '2'], env);
  expect(
    log.out
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as unknown),
  ).toMatchObject([
    { agent: 'Cursor', tool: 'echo' },
    { agent: 'Cursor', tool: 'get-env', standing: 'inside' },
  ]);
  await serving.stop();

  expect(runRemit(['unprotect', 'cursor'], env)).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(file, 'utf8')).toBe(original);
});

test('killed between two files, every file is as it was or protected, and the next run finishes', async () => {
  // What it prints of a file fills the pipe that nobody reads, so that it can't be done before it is killed.
  const value = `SECRET${'x'.repeat(4000)}`;
  const text = `{\n  "mcpServers": { "fs": { "command": "fs", "env": { "K": "${value}" } } }\n}\n`;
  const files = Array.from({ length: 80 }, (_, at) =>
    put(`p${at}/.cursor/mcp.json`, text.replace('"fs"', `"fs${at}"`)),
  );
  const original = files.map((file) => readFileSync(file, 'utf8'));
  const projects = files.flatMap((_, at) => ['--project', join(home, `p${at}`)]);
  const child = spawn(remit, ['protect', 'cursor', ...projects], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'readable');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const states = files.map((file, at) => {
    const now = readFileSync(file, 'utf8');
    if (now === original[at]) return 'old';
    expect(JSON.parse(now)).toMatchObject({
      mcpServers: { [`fs${at}`]: { command: remit, args: ['connect', `fs${at}`, '--data', dataDir] } },
    });
    return 'new';
  });
  expect(new Set(states)).toEqual(new Set(['old', 'new']));

  expect(runRemit(['protect', 'cursor', ...projects], env)).toMatchObject({ code: 0, err: '' });
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain('SECRET');
  expect(runRemit(['unprotect', '--all'], env)).toMatchObject({ code: 0, err: '' });
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(original);
  expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
});

test('killed before the file was written, the change that was planned does no harm', () => {
  const text = '{"mcpServers":{"fs":{"command":"fs"}}}';
  const file = put('.cursor/mcp.json', text);
  runRemit(['protect', 'cursor'], env);
  writeFileSync(file, text);
  expect(runRemit(['unprotect', 'cursor', '--dry-run'], env).code).toBe(0);
  expect(runRemit(['protect', 'cursor'], env).out).toContain('fs: leads to Remit, as fs');
  expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(2);
  runRemit(['unprotect', 'cursor'], env);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a dry run prints the change and makes no data of its own', () => {
  const file = put('.codeium/windsurf/mcp_config.json', '{"mcpServers":{"fs":{"command":"fs"}}}');
  const done = runRemit(['protect', '--all', '--dry-run'], env);
  expect(done.code).toBe(0);
  expect(done.out).toContain(`--- ${file}`);
  expect(done.out).toContain('would lead to Remit');
  expect(readFileSync(file, 'utf8')).toBe('{"mcpServers":{"fs":{"command":"fs"}}}');
  expect(readdirSync(dataDir).filter((name) => name !== 'protect.db')).toEqual([]);
});

test("an agent's own tools ask Remit after protect, and its files are as they were after unprotect", () => {
  const text =
    '{"hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[{"type":"command","command":"mine"}]}]}}\n';
  const file = put('.claude/settings.json', text);
  put('.codex/config.toml', '');
  const dry = runRemit(['protect', '--all', '--dry-run'], env);
  expect(dry.out).toContain('its own tools would ask Remit');
  expect(readFileSync(file, 'utf8')).toBe(text);
  const done = runRemit(['protect', '--all'], env);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('its own tools ask Remit\n');
  expect(done.out).toContain(
    "Codex: its hooks are not trusted yet: open `/hooks` in it, and trust Remit's hooks",
  );
  expect(readFileSync(file, 'utf8')).toContain(`"exec ${remit} hook claude-code --data ${dataDir}"`);
  expect(runRemit(['protect', '--all'], env).out).toContain('its own tools ask Remit already\n');
  const hooks = join(home, '.codex', 'hooks.json');
  writeFileSync(hooks, readFileSync(hooks, 'utf8').replace('{', '{ "mine": 1,'));
  const undone = runRemit(['unprotect', '--all'], env);
  expect(undone.out).toContain(
    "the file had been written since: Remit's hooks were taken out, and all else stays",
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(JSON.parse(readFileSync(hooks, 'utf8'))).toEqual({ mine: 1 });
});

test('both launchers know the same commands, and end a hook in the same words', () => {
  const [unix, windows] = ['remit', 'remit.cmd'].map((name) =>
    readFileSync(join(dirname(remit), name), 'utf8'),
  );
  const programs = /\b(shim|gate|cli)\.mjs/g;
  expect(new Set(windows?.match(programs))).toEqual(new Set(unix?.match(programs)));
  for (const words of [
    'connect',
    'permission-tool',
    'acp',
    'hook',
    'REMIT_NODE',
    '{"cancel":true,"errorMessage":"Remit refused this call: its hook can not run"}',
    'Remit refused this call: its hook ended with code ',
    'What the hook says itself passes as it is',
  ])
    expect([unix?.includes(words), windows?.includes(words)]).toEqual([true, true]);
  // A batch file with other line ends loses its labels.
  expect(windows).not.toMatch(/(?<!\r)\n/);
});

test('one bad file fails the command and not the other files', () => {
  put('.cursor/mcp.json', '{');
  const good = put('.codeium/windsurf/mcp_config.json', '{"mcpServers":{"fs":{"command":"fs"}}}');
  const done = runRemit(['protect', '--all'], env);
  expect(done.code).toBe(1);
  expect(done.err).toMatch(/\.cursor\/mcp\.json` is left alone: line 1: /);
  expect(readFileSync(good, 'utf8')).toContain('connect');
});

test.each([
  [['protect'], 'name the agents, or all with --all'],
  [['protect', 'nobody'], '`nobody` is no agent that Remit knows: claude-desktop, claude-code'],
  [['unprotect', 'cursor', '--all'], 'name the agents, or all with --all'],
  [
    ['protect', 'cursor', '--project', '/nowhere-at-all'],
    'the project folder `/nowhere-at-all` does not exist',
  ],
])('%j is refused with the reason', (args, says) => {
  const done = runRemit(args, env);
  expect(done.code).toBe(2);
  expect(done.err).toContain(says);
});

test('server add says where the variables of a server are kept, and list shows servers of both kinds', () => {
  const added = runRemit(['server', 'add', 'mail', '--env', 'K=v', '--', 'mail'], env);
  expect(added.out).toContain('in a file that only you can read: the keychain is switched off');
  const store = join(dataDir, 'servers.json');
  const { servers } = z.object({ servers: z.unknown() }).parse(JSON.parse(readFileSync(store, 'utf8')));
  const remotes = { far: { url: 'https://x.example/mcp', headers: { A: 'b' } } };
  writeFileSync(store, JSON.stringify({ servers, remotes }));
  expect(runRemit(['server', 'list'], env).out).toBe(
    'mail  mail\nfar  https://x.example/mcp  not signed in\n',
  );
  expect(runRemit(['server', 'add', 'far', '--', 'x'], env).err).toContain('`far` is registered already');
  expect(runRemit(['server', 'remove', 'far'], env).out).toBe('removed far\n');
  expect(runRemit(['server', 'list'], env).out).toBe('mail  mail\n');
  runRemit(['server', 'remove', 'mail'], env);
  expect(runRemit(['server', 'list'], env).out).toBe('No server is behind Remit yet\n');
});

test.each([
  [['server'], 'say what to do: add, list, remove, sign-in or sign-out'],
  [['server', 'put'], '`put` is not one of add, list, remove'],
  [['server', 'add'], 'the name of the server to add is missing'],
  [['server', 'add', 'x'], 'the command that starts the server is missing after `--`'],
  [['server', 'add', 'x', '--url'], '`--url` needs one address'],
  [['server', 'add', 'x', '--url', 'http://x', '--header', 'K=hidden'], '`--header` needs `"NAME: VALUE"`'],
  [['serve', '--loud'], '`--loud` is not an option of serve'],
  [['export', '--format', 'xml'], '`--format` is one of jsonl, csv, html'],
])('a mistake in %j is said first, with the use of that command and no other', (args, says) => {
  const { code, err } = runRemit(args, env);
  expect(code).toBe(2);
  expect(err.split('\n', 1)[0]).toContain(says);
  expect(err).toContain(`  remit ${args[0] ?? ''} `);
  expect(err).not.toContain('remit doctor');
  expect(err).not.toContain('hidden');
});

test('help tells of all commands, or of one', () => {
  const { code, out } = runRemit(['help'], env);
  expect(code).toBe(0);
  for (const name of [
    'protect',
    'unprotect',
    'doctor',
    'server add',
    'serve',
    'check',
    'propose',
    'log',
    'hook',
  ])
    expect(out).toContain(`  remit ${name} `);
  const one = runRemit(['help', 'verify'], env).out;
  expect(one).toMatch(/^usage:\n {2}remit verify /);
  expect(runRemit(['verify', '--help'], env)).toMatchObject({ code: 0, out: one });
  expect(runRemit(['help', 'nothing'], env).err).toContain('`nothing` is not a command');
});

test('doctor says of each agent what is guarded, and why not more', () => {
  put(
    '.cursor/mcp.json',
    '{"mcpServers":{"fs":{"command":"fs"},"far":{"url":"https://x.example/mcp","auth":{"CLIENT_ID":"x"}}}}',
  );
  put('.claude.json', '{}');
  const before = runRemit(['doctor'], env);
  expect(before).toMatchObject({ code: 0, err: '' });
  expect(before.out).toContain(
    'unguarded    server fs: it starts its server itself; run `remit protect cursor`',
  );
  runRemit(['protect', '--all'], env);
  const { out } = runRemit(['doctor'], env);
  expect(out).toContain('configured   server fs: it leads to Remit as `fs`');
  expect(out).toMatch(/unguarded {4}HTTP server far: its `auth` has the client sign in by itself/);
  expect(before.out).toMatch(
    /Claude Code: not protected: no servers, not its own tools\n {2}unguarded {4}its own tools: no hook of Remit/,
  );
  expect(out).toMatch(/\n {2}best effort {2}its own tools: a hook that is cut off/);
  expect(out).not.toContain('Zed');
  const rows = runRemit(['doctor', '--json'], env).out.trim().split('\n');
  expect(rows.map((row) => JSON.parse(row) as unknown)).toContainEqual({
    agent: 'Cursor',
    path: 'built-in',
    entry: null,
    coverage: { kind: 'configured', why: 'its hooks can be told to refuse when they fail' },
  });
  rmSync(join(home, '.cursor', 'mcp.json'));
  put('.cursor/mcp.json', '{');
  expect(runRemit(['doctor'], env).out).toContain("the file can't be read (line 1: ");
});

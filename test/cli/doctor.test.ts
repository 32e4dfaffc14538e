import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFolder, runRemit, serve, temporaryFolder } from '../support/serve.ts';

let folder: string;
let home: string;
let dataDir: string;
let file: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = temporaryFolder();
  home = join(folder, 'home');
  dataDir = join(folder, 'data');
  env = { HOME: home, REMIT_DATA: dataDir, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '' };
  mkdirSync(join(home, '.cursor'), { recursive: true });
  file = join(home, '.cursor', 'mcp.json');
  writeFileSync(file, JSON.stringify({ mcpServers: { mail: { command: process.execPath, args: ['-v'] } } }));
});
afterEach(() => removeFolder(folder));

function doctor(...words: readonly string[]): ReturnType<typeof runRemit> {
  return runRemit(['doctor', ...words], env);
}

test('says how each way is guarded, proves what can be proven, and takes it back when the file changes', async () => {
  expect(doctor().out).toContain('Cursor: not protected: 0 of 1 server, not its own tools');
  mkdirSync(join(home, '.codex'));
  expect(runRemit(['protect', 'cursor'], env)).toMatchObject({ code: 0 });
  expect(doctor().out).toContain('configured   server mail: it leads to Remit as `mail`');
  const away = doctor('--prove');
  expect(away.code).toBe(1);
  expect(away.err.match(/Remit isn't running for the data folder/g)).toHaveLength(1);

  const serving = await serve(dataDir, { tools: [], reach: [] }, env);
  const proven = doctor('--prove');
  expect(proven).toMatchObject({ code: 0, err: '' });
  expect(proven.out).toMatch(/proven {7}server mail: a call made as the file says was stopped on 20\d\d-/);
  await serving.stop();
  expect(runRemit(['log'], env).out).toMatch(/ {2}mail {2,}refused .*Remit made this call itself/);
  expect(doctor().out).toContain('proven ');

  writeFileSync(file, readFileSync(file, 'utf8').replace('"--agent"', '"--agent", "Cursor", "--agent"'));
  expect(doctor().out).toContain('configured   server mail');
  expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
});

test('names each way as a line of JSON for programs', () => {
  const rows = doctor('--json').out.trim().split('\n');
  expect(rows.map((row) => JSON.parse(row) as unknown)).toMatchObject([
    { agent: 'Cursor', path: 'mcp-stdio', entry: { name: 'mail', file }, coverage: { kind: 'unguarded' } },
    { agent: 'Cursor', path: 'built-in', coverage: { kind: 'unguarded' } },
    { agent: 'Cursor', path: 'extensions', coverage: { kind: 'unguarded' } },
  ]);
});

test('looks into the projects that agents name', () => {
  const project = join(home, 'work');
  mkdirSync(project);
  writeFileSync(
    join(project, '.mcp.json'),
    '{ "mcpServers": { "db": { "command": "db" }, "far": { "url": "https://far.example" } } }',
  );
  writeFileSync(join(home, '.claude.json'), JSON.stringify({ projects: { [project]: {} } }));
  const { out } = doctor();
  expect(out).toContain(`in ${join(project, '.mcp.json')}`);
  // What protect would leave alone isn't answered with protect.
  expect(out).toMatch(/HTTP server far: it is reached over HTTP, and .*; move the entry/);
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findFiles, isInstalled } from '../../electron/clients/find-files.ts';
import { knownClientSchema } from '../../electron/clients/known-client.ts';
import { knownClients } from '../../electron/clients/known/known-clients.ts';
import { clientOf, protectSetup, type ProtectSetup, type SetupOptions } from './protect-setup.ts';
import { shapes } from './shapes.ts';

let setup: ProtectSetup | null = null;
afterEach(() => setup?.end());

test.each(knownClients.map((client) => [client.name, client] as const))(
  '%s is written as the schema asks, and has a file to try it on',
  (_name, client) => {
    expect(knownClientSchema.safeParse(client).error).toBeUndefined();
    expect(shapes.some((shape) => shape.client === client.id)).toBe(true);
    const ways = new Set(client.facts.map(({ path }) => path));
    expect(client.hooks !== null || ways.has('built-in') || client.id === 'claude-desktop').toBe(true);
  },
);

test.each<readonly [string, string, SetupOptions]>([
  ['codex', 'elsewhere/config.toml', { env: { CODEX_HOME: 'elsewhere' } }],
  ['claude-code', 'elsewhere/.claude.json', { env: { CLAUDE_CONFIG_DIR: 'elsewhere' } }],
  ['copilot-cli', 'elsewhere/mcp-config.json', { env: { COPILOT_HOME: 'elsewhere' } }],
  ['zed', 'elsewhere/zed/settings.json', { env: { XDG_CONFIG_HOME: 'elsewhere' } }],
  ['goose', 'elsewhere/goose/config.yaml', { env: { XDG_CONFIG_HOME: 'elsewhere' }, platform: 'darwin' }],
  ['vscode', 'elsewhere/Code/User/mcp.json', { env: { APPDATA: 'elsewhere' }, platform: 'win32' }],
  [
    'claude-desktop',
    'elsewhere/Packages/Claude_x/LocalCache/Roaming/Claude/claude_desktop_config.json',
    { env: { LOCALAPPDATA: 'elsewhere' }, platform: 'win32' },
  ],
])('%s is looked for in %s where the environment says so', (id, path, options) => {
  setup = protectSetup(options);
  const { home, ports, put } = setup;
  const env = Object.fromEntries(
    Object.entries(options.env ?? {}).map(([key, one]) => [key, join(home, one)]),
  );
  put('.codex/config.toml', '');
  put('.claude.json', '{}');
  put('.copilot/mcp-config.json', '{}');
  const file = put(path, '');
  const found = findFiles(clientOf(id), { ...ports.around, env });
  expect(found.map((one) => one.path)).toEqual([file]);
});

test('both files of Claude Desktop on Windows are found, and every profile of VS Code', () => {
  setup = protectSetup({ platform: 'win32' });
  const desktop = [
    setup.put('AppData/Roaming/Claude/claude_desktop_config.json', ''),
    setup.put(
      'AppData/Local/Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/claude_desktop_config.json',
      '',
    ),
  ];
  setup.put('AppData/Local/Packages/Other_1/LocalCache/Roaming/Claude/claude_desktop_config.json', '');
  const code = [
    setup.put('AppData/Roaming/Code/User/mcp.json', ''),
    setup.put('AppData/Roaming/Code/User/profiles/a/mcp.json', ''),
    setup.put('AppData/Roaming/Code/User/profiles/b/mcp.json', ''),
  ];
  const { around } = setup.ports;
  expect(findFiles(clientOf('claude-desktop'), around).map(({ path }) => path)).toEqual(desktop);
  expect(findFiles(clientOf('vscode'), around).map(({ path }) => path)).toEqual(code);
});

test("an administrator's file is seen and left alone", () => {
  setup = protectSetup();
  const file = setup.put(
    '../root/etc/claude-code/managed-mcp.json',
    '{"mcpServers":{"fs":{"command":"fs"}}}',
  );
  expect(setup.protect(clientOf('claude-code'))).toMatchObject([
    {
      path: file,
      kind: 'unchanged',
      entries: [{ kind: 'unguarded', why: expect.stringContaining('administrator') as unknown }],
    },
  ]);
});

test('a client counts as installed by its folder alone', () => {
  setup = protectSetup();
  const { around } = setup.ports;
  expect(isInstalled(clientOf('lm-studio'), around)).toBe(false);
  mkdirSync(join(setup.home, '.lmstudio'));
  expect(isInstalled(clientOf('lm-studio'), around)).toBe(true);
});

// Entries that whoever can write an agent's file may put there: none of them keeps others from being protected, or passes for guarded.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { coverageOf } from '../../electron/clients/coverage-of.ts';
import { clientOf, protectSetup, textOf, type ProtectSetup } from './protect-setup.ts';

let setup: ProtectSetup;
beforeEach(() => {
  setup = protectSetup({ port: 4321, env: { TAKEN: 'SECRET-1', TOKEN: 'not this one' } });
});
afterEach(() => setup.end());

const cursor = clientOf('cursor');

/** What of the entries of a client leads to Remit, by their names. */
function guarded(id: string): Readonly<Record<string, boolean>> {
  const rows = coverageOf(clientOf(id), setup.ports.around, () => null).filter(({ entry }) => entry !== null);
  return Object.fromEntries(
    rows.map(({ entry, coverage }) => [entry?.name ?? '', coverage.kind !== 'unguarded'] as const),
  );
}

test.each([
  ['an address that is a map with names of functions', '{ "url": { "toString": 1, "valueOf": 2 } }'],
  ['a command that is one', '{ "command": { "toString": 1 }, "args": [{ "toString": 1 }] }'],
  ['an address of Remit with a name that is no text', '{ "url": "http://127.0.0.1:4321/mcp/%zz" }'],
])('%s keeps no other entry from being protected', (_what, entry) => {
  const text = `{ "mcpServers": { "odd": ${entry}, "fs": { "command": "fs" } } }`;
  const file = setup.put('.cursor/mcp.json', text);
  const [report] = setup.protect(cursor);
  expect(report?.entries.at(-1)).toMatchObject({ name: 'fs', kind: 'protected' });
  expect(guarded('cursor')).toMatchObject({ fs: true });
  setup.unprotect(cursor);
  expect(textOf(file)).toBe(text);
});

test.each([
  ['claude-code', '.claude.json', `{ "a": ${'['.repeat(60_000)}${']'.repeat(60_000)} }`],
  ['cursor', '.cursor/mcp.json', `{ "mcpServers": ${'{ "a": '.repeat(300)}1${'}'.repeat(300)} }`],
  ['codex', '.codex/config.toml', `a = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
  ['goose', '.config/goose/config.yaml', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
])('a file of %s that is nested without end is left alone with a word', (id, path, text) => {
  const file = setup.put(path, text);
  expect(setup.protect(clientOf(id))).toMatchObject([
    {
      kind: 'failed',
      problem: expect.stringContaining('is left alone: line 1: it nests too deeply') as unknown,
    },
  ]);
  expect(textOf(file)).toBe(text);
  expect(guarded(id)).toEqual({ '': false });
});

test.each([
  ['cursor', '.cursor/mcp.json', '{ "mcpServers": { "__proto__": { "command": "x" } } }'],
  ['cursor', '.cursor/mcp.json', String.raw`{ "mcpServers": { "\u005f_proto__": { "command": "x" } } }`],
  ['claude-code', '.claude.json', '{ "mcpServers": { "__proto__": { "command": "x" } } }'],
  ['goose', '.config/goose/config.yaml', 'extensions: { __proto__: { cmd: x } }\n'],
  ['codex', '.codex/config.toml', '[mcp_servers.__proto__]\ncommand = "x"\n'],
])(
  'a server of %s whose name is that of a prototype is seen, and never passes for nothing: %s',
  (id, path, text) => {
    const file = setup.put(path, text);
    const [report] = setup.protect(clientOf(id));
    const [entry] = report?.entries ?? [];
    if (report?.kind !== 'failed') {
      expect(entry?.name).toBe('__proto__');
      expect(guarded(id)).toEqual({ ['__proto__']: entry?.kind === 'protected' });
    }
    setup.unprotect(clientOf(id));
    expect(textOf(file)).toBe(text);
  },
);

describe('an entry that says several ways to its server', () => {
  test.each([
    [
      'cursor',
      '.cursor/mcp.json',
      'mcpServers',
      { type: 'http', url: 'https://x.example/mcp', command: 'x' },
    ],
    ['gemini-cli', '.gemini/settings.json', 'mcpServers', { httpUrl: 'https://x.example/mcp', command: 'x' }],
    [
      'gemini-cli',
      '.gemini/settings.json',
      'mcpServers',
      { httpUrl: 'https://x.example/mcp', url: 'https://y.example/sse' },
    ],
    [
      'windsurf',
      '.codeium/mcp_config.json',
      'mcpServers',
      { serverUrl: 'https://x.example/mcp', url: 'https://y.example' },
    ],
    [
      'opencode',
      '.config/opencode/opencode.json',
      'mcp',
      { type: 'remote', url: 'https://x.example', command: ['x'] },
    ],
  ])('of %s is left alone and said to be: the client picks one of them', (id, path, at, entry) => {
    const text = JSON.stringify({ [at]: { odd: entry } });
    const file = setup.put(path, text);
    expect(setup.protect(clientOf(id))[0]?.entries).toMatchObject([
      { kind: 'unguarded', why: expect.stringContaining('several ways to its server') as unknown },
    ]);
    expect(textOf(file)).toBe(text);
    expect(guarded(id)).toEqual({ odd: false });
  });

  test('does not pass for guarded because one of them is Remit', () => {
    setup.put('.cursor/mcp.json', '{ "mcpServers": { "fs": { "command": "fs" } } }');
    setup.protect(cursor);
    const file = setup.put(
      '.cursor/mcp.json',
      textOf(`${setup.home}/.cursor/mcp.json`).replace(
        '"command"',
        '"type": "http", "url": "https://x.example/mcp", "command"',
      ),
    );
    expect(textOf(file)).toContain('"connect"');
    expect(guarded('cursor')).toEqual({ fs: false });
  });

  test('has one way only where the other is empty', () => {
    const text =
      '{ "mcpServers": { "fs": { "command": "fs", "url": "" }, "far": { "command": "", "url": "https://x.example" } } }';
    const file = setup.put('.cursor/mcp.json', text);
    expect(setup.protect(cursor)[0]?.entries).toMatchObject([{ kind: 'protected' }, { kind: 'protected' }]);
    expect(guarded('cursor')).toEqual({ fs: true, far: true });
    setup.unprotect(cursor);
    expect(textOf(file)).toBe(text);
  });
});

test("variables that Codex takes from its own environment are the server's, however they are named", () => {
  const text =
    '[mcp_servers.fs]\ncommand = "fs"\nenv_vars = ["TAKEN", { name = "TOKEN", source = "local" }]\n' +
    '[mcp_servers.far]\ncommand = "far"\nenv_vars = [{ name = "TOKEN", source = "remote" }]\n';
  const file = setup.put('.codex/config.toml', text);
  const codex = clientOf('codex');
  expect(setup.protect(codex)[0]?.entries).toMatchObject([
    { name: 'fs', kind: 'protected' },
    { name: 'far', kind: 'unguarded', why: expect.stringContaining('`env_vars`') as unknown },
  ]);
  expect([...setup.store().servers.values()]).toMatchObject([
    { command: 'fs', env: { TAKEN: 'SECRET-1', TOKEN: 'not this one' } },
  ]);
  setup.unprotect(codex);
  expect(textOf(file)).toBe(text);
});

test("headers of Goose are filled in with the entry's own variables, and left alone where only Goose has them", () => {
  const text = `extensions:
  far:
    type: streamable_http
    uri: https://far.example/mcp
    envs: { TOKEN: SECRET-2 }
    headers: { Authorization: 'Bearer $TOKEN' }
  kept:
    type: streamable_http
    uri: https://kept.example/mcp
    env_keys: [TOKEN]
    headers: { Authorization: 'Bearer $TOKEN' }
`;
  const file = setup.put('.config/goose/config.yaml', text);
  const goose = clientOf('goose');
  expect(setup.protect(goose)[0]?.entries).toMatchObject([
    { name: 'far', kind: 'protected' },
    {
      name: 'kept',
      kind: 'unguarded',
      why: expect.stringContaining("a keychain of the client's own") as unknown,
    },
  ]);
  expect([...setup.store().remotes.values()]).toEqual([
    { url: 'https://far.example/mcp', headers: { Authorization: 'Bearer SECRET-2' } },
  ]);
  setup.unprotect(goose);
  expect(textOf(file)).toBe(text);
});

test('a value that could not be put back as it is has its entry left alone, and no other', () => {
  const text =
    '[mcp_servers.big]\ncommand = "x"\nenv = { N = 9223372036854775807 }\n' +
    '[mcp_servers.date]\ncommand = "x"\nenv = { D = 2024-01-02 }\n' +
    '[mcp_servers.long]\ncommand = "y"\ntool_timeout_sec = 9223372036854775807\n';
  const file = setup.put('.codex/config.toml', text);
  const codex = clientOf('codex');
  const [report] = setup.protect(codex);
  expect(report?.entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['big', 'unguarded'],
    ['date', 'unguarded'],
    ['long', 'protected'],
  ]);
  expect(textOf(file)).toContain('tool_timeout_sec = 9223372036854775807');
  setup.unprotect(codex);
  expect(textOf(file)).toBe(text);
});

// What agents can write into their own files: Remit looks at these all the time, and nothing in them may end it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { coverageOf } from '../../electron/clients/coverage-of.ts';
import { knownClients } from '../../electron/clients/known/known-clients.ts';
import { knownProjects } from '../../electron/clients/known-projects.ts';
import { clientOf, protectSetup, textOf, type ProtectSetup } from './protect-setup.ts';

let setup: ProtectSetup;
beforeEach(() => {
  setup = protectSetup({ port: 4321, hooks: true });
});
afterEach(() => setup.end());

const DEEP = '['.repeat(100_000);
const closed = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
/** So deep that a parser still follows and what comes after it doesn't. */
const FOLLOWED = closed(3000);

const FILES: readonly (readonly [client: string, path: string, text: string])[] = [
  ['cursor', '.cursor/mcp.json', `{"mcpServers":${DEEP}`],
  ['cursor', '.cursor/mcp.json', `{"mcpServers":{"a":{"command":"x","args":${FOLLOWED}}}}`],
  ['cursor', '.cursor/hooks.json', `{"hooks":${DEEP}`],
  ['cursor', '.cursor/hooks.json', `{"hooks":{"preToolUse":${FOLLOWED}}}`],
  ['claude-code', '.claude.json', `{"projects":${DEEP}`],
  ['codex', '.codex/config.toml', `[mcp_servers.a]\ncommand = "x"\nargs = ${DEEP}`],
  ['codex', '.codex/config.toml', `[mcp_servers.a]\ncommand = "x"\nargs = ${FOLLOWED}\n`],
  ['codex', '.codex/hooks.json', DEEP],
  ['goose', '.config/goose/config.yaml', `extensions: ${DEEP.slice(0, 10_000)}`],
  ['goose', '.config/goose/config.yaml', `extensions:\n  a: {cmd: x, args: ${FOLLOWED}}\n`],
];

test.each(FILES)('a file of %s, %s, that nests without end is left alone', (id, path, text) => {
  const file = setup.put(path, text);
  const client = clientOf(id);
  const rows = coverageOf(client, setup.ports.around, () => null);
  expect(rows.length).toBeGreaterThan(0);
  expect(knownProjects(knownClients, setup.ports.around)).toEqual([]);
  const reports = setup.protect(client).filter((report) => report.path === file);
  for (const { kind, problem } of reports) {
    expect(kind).not.toBe('changed');
    expect(problem).toMatch(/nests|call stack/);
  }
  expect(textOf(file)).toBe(text);
});

test.each(['%', '%zz', '%ff', '%e0%a4%a'])(
  'an address of Remit with %s in its name leads nowhere',
  (name) => {
    const entries = { a: { url: `http://127.0.0.1:4321/mcp/${name}` } };
    setup.put('.cursor/mcp.json', JSON.stringify({ mcpServers: entries }));
    const rows = coverageOf(clientOf('cursor'), setup.ports.around, () => null);
    expect(rows.find(({ entry }) => entry?.name === 'a')?.coverage).toMatchObject({ kind: 'unguarded' });
  },
);

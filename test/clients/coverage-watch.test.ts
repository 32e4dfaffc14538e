import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CoverageWatch } from '../../electron/broker/coverage-watch.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { Hearing } from '../support/hearing.ts';
import { clientOf, protectSetup, REMIT, type ProtectSetup } from './protect-setup.ts';

let setup: ProtectSetup;
let notes: EntryBody[];
let watch: CoverageWatch;
let hearing = new Hearing();

function begin(): CoverageWatch {
  const begun = new CoverageWatch({
    dir: setup.dataDir,
    around: () => setup.ports.around,
    lastAround: () => setup.ports.around,
    protection: () => setup.ports.protection,
    authority: { note: (body) => void notes.push(body) },
    now: () => new Date(),
    changed: () => hearing.hear(),
  });
  begun.start();
  return begun;
}

beforeEach(() => {
  setup = protectSetup();
  notes = [];
  hearing = new Hearing();
});
afterEach(() => {
  watch.stop();
  setup.end();
});

/** Resolves after the next look at the files. */
async function nextLook(): Promise<void> {
  let seen = 0;
  await hearing.until(() => (seen += 1) > 1);
}

/** As clients write: beside the file, and then in its place. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

const servers = (...names: readonly string[]): string =>
  JSON.stringify({ mcpServers: Object.fromEntries(names.map((name) => [name, { command: name }])) });

function protectedCursor(): string {
  const file = setup.put('.cursor/mcp.json', servers('mail', 'web'));
  setup.protect(clientOf('cursor'));
  return file;
}

function without(file: string, name: string, ...more: readonly string[]): string {
  const { mcpServers } = JSON.parse(readFileSync(file, 'utf8')) as { mcpServers: Record<string, unknown> };
  const plain = Object.fromEntries([name, ...more].map((one) => [one, { command: one }]));
  return JSON.stringify({ mcpServers: { ...mcpServers, ...plain } });
}

const found = (): readonly string[] =>
  watch.findings.map(({ agent, name, path, change }) => `${agent} ${path} ${name} ${change}`);

test('an entry that its client has put back is found, told of once, and gone when it is guarded again', async () => {
  const file = protectedCursor();
  const guarded = readFileSync(file, 'utf8');
  watch = begin();
  expect(found()).toEqual([]);
  replace(file, without(file, 'mail'));
  await hearing.until(() => watch.findings.length > 0);
  expect(found()).toEqual(['cursor mcp-stdio mail lost']);
  replace(file, `${readFileSync(file, 'utf8')}\n`);
  await nextLook();
  expect(found()).toEqual(['cursor mcp-stdio mail lost']);
  expect(notes).toEqual([
    { kind: 'coverage', agent: 'Cursor', path: 'mcp-stdio', name: 'mail', change: 'lost' },
  ]);
  replace(file, guarded);
  await hearing.until(() => watch.findings.length === 0);
  expect(notes.at(-1)).toMatchObject({ name: 'mail', change: 'regained' });
});

test('a new entry is found in an agent that is guarded, and not in one that never was', async () => {
  const file = protectedCursor();
  const other = setup.put('.lmstudio/mcp.json', servers('a'));
  watch = begin();
  replace(other, servers('a', 'b'));
  await nextLook();
  expect(found()).toEqual([]);
  replace(file, without(file, 'extra'));
  await hearing.until(() => watch.findings.length > 0);
  expect(found()).toEqual(['cursor mcp-stdio extra new']);
});

test('a file that comes with its folder is found', async () => {
  const settings = 'User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json';
  setup.put(`.config/Code/${settings}`, servers('mail'));
  setup.protect(clientOf('cline'));
  watch = begin();
  setup.put('.cline/data/settings/cline_mcp_settings.json', servers('own'));
  await hearing.until(() => watch.findings.length > 0);
  expect(found()).toEqual(['cline mcp-stdio own new']);
});

test('who takes Remit out with Remit is told nothing', async () => {
  protectedCursor();
  watch = begin();
  setup.unprotect(clientOf('cursor'));
  await nextLook();
  expect(found()).toEqual([]);
  expect(notes).toEqual([]);
});

test('with the list of protected files damaged, an entry that is put back is found, before and after a restart', async () => {
  const file = protectedCursor();
  watch = begin();
  writeFileSync(join(setup.dataDir, 'protected.json'), 'damaged');
  replace(file, without(file, 'mail'));
  await hearing.until(() => watch.findings.length > 0);
  expect(found()).toEqual(['cursor mcp-stdio mail lost']);
  watch.stop();
  replace(file, without(file, 'web'));
  watch = begin();
  await hearing.until(() => watch.findings.length > 1);
  expect(found()).toEqual(['cursor mcp-stdio mail lost', 'cursor mcp-stdio web lost']);
});

test('an entry that is removed is no way any more', async () => {
  const file = protectedCursor();
  watch = begin();
  replace(file, servers());
  await nextLook();
  expect(found()).toEqual([]);
});

test('a file that can no longer be read is found', async () => {
  const file = protectedCursor();
  watch = begin();
  replace(file, '{ "mcpServers": ');
  await hearing.until(() => watch.findings.length > 0);
  expect(watch.findings[0]?.why).toContain("can't be read (line 1");
});

test('a hook that is taken out is found', async () => {
  const all = (more: object): object[] => {
    const hook = { type: 'command', command: `exec ${REMIT} hook claude-code`, timeout: 3600, ...more };
    return [{ matcher: '*', hooks: [hook] }];
  };
  const hooks = { PreToolUse: all({ onFailure: 'block' }), PermissionRequest: all({}) };
  const file = setup.put('.claude/settings.json', JSON.stringify({ hooks }));
  watch = begin();
  rmSync(file);
  await hearing.until(() => watch.findings.length > 0);
  expect(found()).toEqual(['claude-code built-in  lost']);
});

test('what changed while Remit was away is found at its start, and told of once over restarts', async () => {
  const file = protectedCursor();
  watch = begin();
  watch.stop();
  replace(file, without(file, 'mail'));
  watch = begin();
  expect(found()).toEqual(['cursor mcp-stdio mail lost']);
  const since = watch.findings[0]?.at;
  watch.stop();
  watch = begin();
  expect(found()).toEqual(['cursor mcp-stdio mail lost']);
  expect(watch.findings[0]?.at).toBe(since);
  expect(notes).toHaveLength(1);
  watch.leave(watch.findings[0]?.id ?? '');
  watch.stop();
  watch = begin();
  expect(found()).toEqual([]);
  replace(file, without(file, 'web'));
  await hearing.until(() => watch.findings.length > 0);
  expect(found()).toEqual(['cursor mcp-stdio web lost']);
});

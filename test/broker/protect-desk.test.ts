import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProtectOrder } from '../../shared/contract/agents.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { fakeHome, type FakeHome } from '../support/fake-home.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

const TEXT = '{\n  "mcpServers": { "mail": { "command": "mail" } }\n}\n';
const ORDER: ProtectOrder = { agents: ['cursor', 'windsurf'], undo: false };

let folder: string;
let broker: AskingBroker;
let at: FakeHome;
let cursor: string;
let windsurf: string;
beforeEach(async () => {
  folder = temporaryFolder();
  at = fakeHome(folder);
  broker = await askingBroker(folder);
  cursor = at.put('.cursor/mcp.json', TEXT);
  windsurf = at.put('.codeium/windsurf/mcp_config.json', TEXT);
});
afterEach(async () => {
  await broker.running.stop();
  vi.unstubAllEnvs();
  removeFolder(folder);
});

function value<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function tokenIn(text: string): string {
  return /[0-9a-f]{64}/.exec(text)?.[0] ?? '';
}

test('what is done is what was shown, each agent with a credential of its own', () => {
  const { agents } = broker.running;
  const plan = value(agents.plan(ORDER));
  expect(readFileSync(cursor, 'utf8')).toBe(TEXT);
  const done = value(agents.apply(ORDER, plan.digest));
  expect(done.files.map(({ diff }) => diff)).toEqual(plan.files.map(({ diff }) => diff));
  const tokens = [cursor, windsurf].map((file) => tokenIn(readFileSync(file, 'utf8')));
  const shown = plan.files.map(({ diff }) => tokenIn(diff)).filter((token) => token !== '');
  expect(tokens).toEqual(shown);
  expect(new Set(tokens).size).toBe(2);
  expect(done.reload.map(({ agent }) => agent)).toEqual(['Cursor', 'Windsurf']);

  const undo = { ...ORDER, undo: true };
  value(agents.apply(undo, value(agents.plan(undo)).digest));
  expect([cursor, windsurf].map((file) => readFileSync(file, 'utf8'))).toEqual([TEXT, TEXT]);
});

test('nothing is done when a file has changed since it was shown', () => {
  const { agents } = broker.running;
  const { digest } = value(agents.plan(ORDER));
  const changed = TEXT.replace('"mail" }', '"other" }');
  writeFileSync(windsurf, changed);
  expect(agents.apply(ORDER, digest)).toMatchObject({
    ok: false,
    error: expect.stringContaining('have changed since they were shown') as string,
  });
  expect(readFileSync(cursor, 'utf8')).toBe(TEXT);
  expect(readFileSync(windsurf, 'utf8')).toBe(changed);
});

test('a plan is no leave to do something else', () => {
  const { agents } = broker.running;
  const { digest } = value(agents.plan({ agents: ['cursor'], undo: false }));
  expect(agents.apply(ORDER, digest)).toMatchObject({ ok: false });
  expect(readFileSync(windsurf, 'utf8')).toBe(TEXT);
});

import { expect, test } from 'vitest';
import { knownClients } from '../../electron/clients/known/known-clients.ts';
import { callWait, isSameAgent } from '../../shared/core/known-agent.ts';
import { KNOWN_AGENTS } from '../../shared/profiles/known-agents.ts';

test('every client that can be protected is known as a caller, with the timeout that protecting it sets', () => {
  const asCallers = KNOWN_AGENTS.map(({ id, names, waitsProtected }) => [id, names[0], waitsProtected]);
  const asClients = knownClients.map(({ id, name, entry }) => [id, name, entry.timeout?.seconds ?? null]);
  expect(asCallers.toSorted()).toEqual(asClients.toSorted());
});

test.each([
  ['Codex', true, 3600],
  ['codex-mcp-client', false, 300],
  ['CURSOR', true, 60],
  ['nobody', true, 60],
])('%s, protected: %s, waits %d s', (name, isProtected, seconds) => {
  expect(callWait(name, isProtected)).toBe(seconds);
});

test.each([
  ['Claude Code', 'claude-code', true],
  ['Claude Code', 'ＣＬＡＵＤＥ  code', true],
  ['VS Code', 'Visual Studio Code', true],
  ['Claude Code', 'Claude Desktop', false],
  ['Claude Code', 'Claude Code (unconfirmed)', false],
  ['somebody', 'Somebody', true],
  ['***', '...', false],
])('%s and %s are one agent: %s', (one, other, same) => {
  expect(isSameAgent(one, other)).toBe(same);
});

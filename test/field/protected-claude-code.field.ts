// The unmodified Claude Code after `remit protect claude-code`, with the files of its own home and no flag: what is inside runs, what isn't is
// asked about, and without an answer nothing runs. Run by `npm run field`.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLAUDE, claudeCode } from '../support/claude-code.ts';
import { ProtectedAgent } from '../support/protected-agent.ts';

const SETTINGS = '.claude/settings.json';
const OWN_SETTINGS = `{
  "hooks": {
    "PreToolUse": [
      { "matcher": "Bash",   "hooks": [{ "type": "command", "command": "cat >> $HOME/seen" }] }
    ]
  }
}
`;
let at: ProtectedAgent;
let own: object;

beforeEach(() => {
  at = new ProtectedAgent(claudeCode);
  own = { mcpServers: { fs: { type: 'stdio', ...at.server, env: {} } } };
  at.put('.claude.json', JSON.stringify(own, null, 2));
  at.put(SETTINGS, OWN_SETTINGS);
  at.protect();
});
afterEach(() => at.end());

const { shell } = claudeCode;

describe.skipIf(CLAUDE === '')('Claude Code that is protected', () => {
  test('runs what is inside, and what it was allowed; unprotect gives the same bytes', async () => {
    await at.runsInsideAndAllowed();
    // The user's own hook was run, too.
    expect(at.text('seen')).toContain('touch allowed.txt');

    at.unprotect();
    expect(at.text(SETTINGS)).toBe(OWN_SETTINGS);
    // Claude Code has written this one since.
    expect(JSON.parse(at.text('.claude.json'))).toMatchObject(own);
    expect(at.text('.claude.json')).not.toContain('REMIT_AGENT_TOKEN');
  });

  test('reads why it was refused', () => at.readsWhyNot());

  test('runs nothing while Remit is not running, and the model reads what to do', () =>
    at.runsNothingAlone());

  test.each(['first', 'last'] as const)(
    'a hook of which the %s process is killed runs nothing',
    async (which) => {
      expect(await at.runsPastKilledHook(which)).toBe(false);
    },
  );

  test('asks once where its own rules ask, too', async () => {
    at.put(SETTINGS, at.text(SETTINGS).replace('{', '{ "permissions": { "ask": ["Bash(touch *)"] },'));
    const { answer, asked } = await at.broker();
    const model = await at.play(shell('touch allowed.txt'), shell('touch denied.txt'));
    const run = at.run(model);
    await answer({ kind: 'allow-once' });
    await answer({ kind: 'deny', reason: 'one is enough' });
    await run;
    expect([at.ran('allowed.txt'), at.ran('denied.txt')]).toEqual([true, false]);
    expect(model.results()[1]).toContain('one is enough');
    expect(asked()).toBe(2);
  });

  test('ignores settings with a comment in them, so that they are left alone and said to be', async () => {
    at.unprotect();
    const text = OWN_SETTINGS.replace('{', '{ // mine');
    at.put(SETTINGS, text);
    const done = at.remit('protect', 'claude-code');
    expect(done.err).toContain(`\`${join(at.home, SETTINGS)}\` is left alone: line 1: `);
    expect(at.text(SETTINGS)).toBe(text);
    await at.run(await at.play(shell('ls')));
    expect(existsSync(join(at.home, 'seen'))).toBe(false);
  });
});

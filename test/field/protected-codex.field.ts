// The unmodified Codex after `remit protect codex`, with the files of its own home: what it runs before and after its user trusts the hooks.
// Run by `npm run field`.

import { parse } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codexHookTrust, type CodexTrust } from '../../electron/clients/codex-trust.ts';
import { CODEX, codex, codexHooks } from '../support/codex.ts';
import { ProtectedAgent } from '../support/protected-agent.ts';

const HOOKS = '.codex/hooks.json';
const OWN_HOOKS =
  '{"hooks": {"PreToolUse": [ {"matcher":"Bash","hooks":[{"type":"command","command":"true"}]} ]}}';
const INSIDE = codex.shell('echo ran > inside.txt');
let at: ProtectedAgent;
let own: string;

beforeEach(() => {
  at = new ProtectedAgent(codex);
  const { command, args } = at.server;
  own = `[mcp_servers.fs]   # notes\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n`;
  at.put('.codex/config.toml', own);
  at.put(HOOKS, OWN_HOOKS);
});
afterEach(() => at.end());

const trust = (): CodexTrust | null =>
  codexHookTrust({ platform: 'linux', home: at.home, env: {}, projects: [], root: parse(at.home).root });
const states = async (): Promise<readonly string[]> =>
  (await codexHooks(at)).map(({ trustStatus }) => trustStatus);

/** What Codex writes when its user trusts all hooks under `/hooks`. */
async function trustAll(): Promise<void> {
  const trusted = (await codexHooks(at)).map(
    ({ key, currentHash }) =>
      `\n[hooks.state.${JSON.stringify(key)}]\ntrusted_hash = ${JSON.stringify(currentHash)}\n`,
  );
  at.put('.codex/config.toml', `${at.text('.codex/config.toml')}${trusted.join('')}`);
}

describe.skipIf(CODEX === '')('Codex that is protected', () => {
  test('passes the hooks by until they are trusted, and `remit protect` and Codex agree on that', async () => {
    expect(at.protect()).toContain("open `/hooks` in it, and trust Remit's hooks");
    expect([trust(), await states()]).toEqual(['untrusted', ['untrusted', 'untrusted', 'untrusted']]);
    await at.run(await at.play(INSIDE));
    expect(at.ran('inside.txt')).toBe(true);
    at.unprotect();
    expect([at.text('.codex/config.toml'), at.text(HOOKS)]).toEqual([own, OWN_HOOKS]);

    at.protect();
    await trustAll();
    expect([trust(), await states()]).toEqual(['trusted', ['trusted', 'trusted', 'trusted']]);
    expect(at.protect()).not.toContain('trust');
    at.put(HOOKS, at.text(HOOKS).replaceAll('3600', '3599'));
    expect([trust(), await states()]).toEqual(['modified', ['trusted', 'modified', 'modified']]);
  });

  describe('with trusted hooks', () => {
    beforeEach(async () => {
      at.protect();
      await trustAll();
    });

    test('runs what is inside, and what it was allowed', () => at.runsInsideAndAllowed());

    test('reads why it was refused', () => at.readsWhyNot());

    test('runs nothing while Remit is not running', () => at.runsNothingAlone());

    test.each([
      ['runs', 'whole', 'first', true],
      ['does not run', 'in its program alone', 'last', false],
    ] as const)('%s a tool when its hook is killed %s', async (_does, _how, which, runs) => {
      expect(await at.runsPastKilledHook(which)).toBe(runs);
    });
  });
});

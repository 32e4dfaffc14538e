// The unmodified Gemini CLI after `remit protect gemini-cli`, with the files of its own home. Run by `npm run field`.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GEMINI, geminiCli } from '../support/gemini-cli.ts';
import { ProtectedAgent } from '../support/protected-agent.ts';

const SETTINGS = '.gemini/settings.json';
let at: ProtectedAgent;
let own: string;

beforeEach(() => {
  at = new ProtectedAgent(geminiCli);
  own = `{
  // how it signs in
  "security": { "auth": { "selectedType": "gemini-api-key" } },
  "general": { "enableAutoUpdate": false },
  "mcpServers": { "fs": ${JSON.stringify(at.server)} }
}
`;
  at.put(SETTINGS, own);
  at.protect();
});
afterEach(() => at.end());

describe.skipIf(GEMINI === '')('Gemini CLI that is protected', () => {
  test('runs what is inside, and what it was allowed', () => at.runsInsideAndAllowed());

  test('reads why it was refused', () => at.readsWhyNot());

  test('has its bytes back when it is unprotected', async () => {
    await at.run(await at.play());
    at.unprotect();
    expect(at.text(SETTINGS)).toBe(own);
  });

  test('runs nothing while Remit is not running', () => at.runsNothingAlone());

  test.each([
    ['last', false],
    ['first', true],
  ] as const)('when the %s process of a hook is killed, that a tool runs is %s', async (which, runs) => {
    expect(await at.runsPastKilledHook(which)).toBe(runs);
  });
});

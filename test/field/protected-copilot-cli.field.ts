// The unmodified Copilot CLI after `remit protect copilot-cli`, with the files of its own home. Run by `npm run field`.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COPILOT, copilotCli } from '../support/copilot-cli.ts';
import { ProtectedAgent } from '../support/protected-agent.ts';

const SERVERS = '.copilot/mcp-config.json';
let at: ProtectedAgent;
let own: string;

beforeEach(() => {
  at = new ProtectedAgent(copilotCli);
  own = JSON.stringify({ mcpServers: { fs: { type: 'local', ...at.server, tools: ['*'] } } }, null, 2);
  at.put(SERVERS, own);
  at.protect();
});
afterEach(() => at.end());

describe.skipIf(COPILOT === '')('Copilot CLI that is protected', () => {
  test('runs what is inside, and what it was allowed', () => at.runsInsideAndAllowed());

  test('reads why it was refused', () => at.readsWhyNot());

  test('has its bytes back when it is unprotected', async () => {
    await at.run(await at.play());
    at.unprotect();
    expect(at.text(SERVERS)).toBe(own);
  });

  test('runs nothing while Remit is not running', () => at.runsNothingAlone());

  test.each(['first', 'last'] as const)(
    'a hook of which the %s process is killed runs nothing',
    async (which) => {
      expect(await at.runsPastKilledHook(which)).toBe(false);
    },
  );
});

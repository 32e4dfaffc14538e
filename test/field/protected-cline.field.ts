// The unmodified command line of Cline after `remit protect cline`, with the files of its own home. Run by `npm run field`.

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLINE, cline } from '../support/cline.ts';
import { ProtectedAgent } from '../support/protected-agent.ts';

const SERVERS = '.cline/data/settings/cline_mcp_settings.json';
let at: ProtectedAgent;
let own: string;

beforeEach(() => {
  at = new ProtectedAgent(cline);
  own = JSON.stringify({ mcpServers: { fs: { ...at.server, autoApprove: [], disabled: false } } }, null, 2);
  at.put(SERVERS, own);
  at.protect();
});
afterEach(() => at.end());

describe.skipIf(CLINE === '')('Cline that is protected', () => {
  test('runs what is inside, and what it was allowed', () => at.runsInsideAndAllowed());

  test.each([
    ['a command', () => cline.shell('touch denied.txt')],
    ['a call of a server', () => cline.read(join(at.elsewhere, 'note.txt'))],
  ])('%s that is refused ends the task', async (_what, call) => {
    const broker = await at.broker();
    const model = await at.play(call(), cline.shell('echo ran > inside.txt'));
    const run = at.run(model);
    await broker.answer({ kind: 'deny', reason: 'not that one' });
    expect((await run).said).toContain('abort');
    expect([at.ran('denied.txt'), at.ran('inside.txt')]).toEqual([false, false]);
    expect(model.results()).toEqual([]);
  });

  test('has its bytes back when it is unprotected', async () => {
    await at.run(await at.play());
    at.unprotect();
    expect(at.text(SERVERS)).toBe(own);
  });

  test('runs nothing while Remit is not running', async () => {
    const model = await at.play(cline.shell('echo ran > inside.txt'));
    expect((await at.run(model)).said).toContain('abort');
    expect(at.ran('inside.txt')).toBe(false);
  });

  test.each(['first', 'last'] as const)(
    'runs nothing when the %s process of Remit in its hook is killed',
    async (which) => {
      expect(await at.runsPastKilledHook(which)).toBe(false);
    },
  );
});

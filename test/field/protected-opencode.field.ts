// The unmodified OpenCode after `remit protect opencode`, with the files of its own home: it has no hooks, so only its servers ask.
// Run by `npm run field`.

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENCODE, opencode } from '../support/opencode.ts';
import { ProtectedAgent } from '../support/protected-agent.ts';

const CONFIG = '.config/opencode/opencode.jsonc';
const { read, shell } = opencode;
let at: ProtectedAgent;
let own: string;
let inside: string;
let outside: string;

beforeEach(() => {
  at = new ProtectedAgent(opencode);
  const { command, args } = at.server;
  // It adds the schema where it is missing.
  own = `{
  "$schema": "https://opencode.ai/config.json",
  // what it may use
  "mcp": { "fs": { "type": "local", "command": ${JSON.stringify([command, ...args])}, "enabled": true } }
}
`;
  at.put(CONFIG, own);
  at.protect();
  inside = join(at.project, 'note.txt');
  outside = join(at.elsewhere, 'note.txt');
});
afterEach(() => at.end());

describe.skipIf(OPENCODE === '')('OpenCode that is protected', () => {
  test("asks about what is outside when it is a server's; its own shell never asks", async () => {
    const broker = await at.broker();
    const model = await at.play(read(inside), read(outside), read(outside), shell('touch outside.txt'));
    const run = at.run(model);
    await broker.answer({ kind: 'deny', reason: 'not that note' });
    await broker.answer({ kind: 'allow-once' });
    await run;
    const [first, second, third] = model.results();
    expect(first).toContain('hello from the project');
    expect(second).toContain('not that note');
    // The server's own words: OpenCode has told it to stay in the project.
    expect(third).toContain('Access denied');
    expect(broker.asked()).toBe(2);
    expect(at.ran('outside.txt')).toBe(true);
  });

  test('has its bytes back when it is unprotected', async () => {
    await at.run(await at.play());
    at.unprotect();
    expect(at.text(CONFIG)).toBe(own);
  });

  test('reads nothing through its servers while Remit is not running', async () => {
    const model = await at.play(read(inside));
    await at.run(model);
    expect(model.results().join('')).not.toContain('hello');
  });
});

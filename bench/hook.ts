// What a hook adds to an agent's tool: from its start to its answer, for a command inside the scope, beside a runtime that starts and does
// nothing. The intent is on the disk before the answer.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { quantile } from './process-cost.ts';

const ROUNDS = process.argv.includes('--quick') ? 10 : 40;
const WARM_UP = 3;
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'remit-bench-'));
const remit = join(root, 'bin', 'remit');
const dataDir = join(folder, 'data');
const env = { ...process.env, REMIT_NODE: process.execPath, REMIT_DATA: dataDir };
mkdirSync(dataDir, { mode: 0o700 });
const scope = join(folder, 'scope.json');
const grants = {
  tools: [{ id: 't', server: '*', tool: '*' }],
  reach: [
    { id: 'c', kind: 'command', argv: ['git', 'status'], match: 'prefix' },
    { id: 'f', kind: 'folder', path: folder, access: 'write' },
  ],
};
writeFileSync(scope, JSON.stringify(grants));
const broker = spawn(remit, ['serve', '--scope', scope], { env, stdio: ['ignore', 'pipe', 'ignore'] });
await once(broker.stdout, 'data');

const payload = JSON.stringify({
  session_id: 's',
  cwd: folder,
  prompt_id: 'p',
  hook_event_name: 'PreToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'git status' },
});

/** The time from the start of a program to the end of its output, in ms. */
async function timed(command: string, words: readonly string[], expected: string): Promise<number> {
  const since = performance.now();
  const child: ChildProcess = spawn(command, words, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(payload);
  await once(child, 'close');
  if (!said.includes(expected)) throw new Error(`${command} said \`${said}\``);
  return performance.now() - since;
}

const WAYS = {
  runtime: () => timed(process.execPath, ['--eval', ''], ''),
  hook: () => timed(remit, ['hook', 'claude'], '"permissionDecision":"allow"'),
};
const times: Record<keyof typeof WAYS, number[]> = { runtime: [], hook: [] };
for (let turn = 0; turn < ROUNDS + WARM_UP; turn += 1) {
  for (const way of ['runtime', 'hook'] as const) {
    const took = await WAYS[way]();
    if (turn >= WARM_UP) times[way].push(took);
  }
}
const row = (name: string, at: (share: number) => number): string =>
  `  ${name.padEnd(22)}${[0.5, 0.9].map((share) => at(share).toFixed(0).padStart(8)).join('')}\n`;
process.stdout.write(`a hook's answer to a command inside the scope (${ROUNDS} rounds)\n`);
process.stdout.write('                          p50 ms  p90 ms\n');
process.stdout.write(row('starting the runtime', (share) => quantile(times.runtime, share)));
process.stdout.write(row('the hook', (share) => quantile(times.hook, share)));
process.stdout.write(
  row('added by the hook', (share) => quantile(times.hook, share) - quantile(times.runtime, share)),
);
process.stdout.write('target: at most 60 ms over starting the runtime\n');
broker.kill();
await once(broker, 'close');
rmSync(folder, { recursive: true, force: true });

// What taking the secrets out of an entry costs: of a typical call without any, with one, and of what is kept of the longest, harmless and hostile.

import { createSecretKey, randomBytes } from 'node:crypto';
import process from 'node:process';
import { callEntry } from '../electron/authority/call-entries.ts';
import { keyedBy } from '../electron/authority/keyed-hash.ts';
import { Redactor } from '../electron/authority/redactor.ts';
import { SECRET_RULES } from '../electron/authority/find-secrets.ts';
import { sha256 } from '../electron/authority/sha256.ts';
import { hostileText } from '../test/fuzz/secrets.ts';
import { askingCall, file } from '../test/support/asking-call.ts';
import { randomFrom } from '../test/support/random.ts';
import { serverNameSchema } from '../shared/contract/ids.ts';
import type { EntryBody } from '../shared/contract/record-entry.ts';
import { quantile } from './process-cost.ts';

const quick = process.argv.includes('--quick');
const RUNS = quick ? 2000 : 20_000;
const TEXTS = quick ? 50 : 500;
const redactor = new Redactor({
  keyed: keyedBy(createSecretKey(randomBytes(32))),
  keepsArguments: () => true,
});
redactor.learn(serverNameSchema.parse('files'), [
  'velvet-Otter-4417-zz',
  'another-Value-of-9-words',
  'mongodb://u:p4ss@h/x',
]);

function bodyOf(args: Readonly<Record<string, string>>): EntryBody {
  const call = askingCall('edit_file', args, [file('/path', '/home/u/work/src/index.ts', 'write')]);
  return callEntry({ ...call, argsSha256: sha256(call.argsText) }, { kind: 'inside', grants: [] });
}

function measure(name: string, body: EntryBody, runs: number): void {
  const times: number[] = [];
  for (let turn = 0; turn < runs * 1.2; turn += 1) {
    const since = performance.now();
    redactor.entry(body);
    if (turn >= runs * 0.2) times.push((performance.now() - since) * 1000);
  }
  process.stdout.write(
    `${name}: p50 ${quantile(times, 0.5).toFixed(1)} us, p99 ${quantile(times, 0.99).toFixed(1)} us\n`,
  );
}

const CODE =
  'export function question(call, verdict, context) {\n  const whole = { ...context, home, keyOf };\n  return { request };\n}\n';
const path = '/home/u/work/src/index.ts';
measure('a call of 1 kB', bodyOf({ path, newText: CODE.repeat(8) }), RUNS);
measure('a call of 2 kB', bodyOf({ path, newText: CODE.repeat(17) }), RUNS);
measure(
  'a call of 1 kB with a password',
  bodyOf({ path, password: 'q7Xdb6mD3cAqoZ', newText: CODE.repeat(8) }),
  RUNS / 4,
);
measure('a call of 64 kB', bodyOf({ path, newText: CODE.repeat(550) }), RUNS / 40);

/** The slowest rule on hostile texts, each text twice: a machine that is busy is no rule that is slow. */
function worst(): { rule: string; ms: number } {
  const random = randomFrom(1);
  let slowest = { rule: '', ms: 0 };
  for (let turn = 0; turn < TEXTS; turn += 1) {
    const text = hostileText(random);
    for (const { name, find } of SECRET_RULES) {
      const ms = Math.min(...[find, find].map((run) => timed(() => run(text))));
      if (ms > slowest.ms) slowest = { rule: name, ms };
    }
  }
  return slowest;
}

function timed(run: () => unknown): number {
  const since = performance.now();
  run();
  return performance.now() - since;
}

const { rule, ms } = worst();
process.stdout.write(
  `the slowest rule on ${TEXTS} hostile texts of up to 68 kB: ${rule}, ${ms.toFixed(1)} ms\n`,
);

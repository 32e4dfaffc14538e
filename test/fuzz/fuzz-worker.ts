// Runs one target in a thread of its own, so that a hang or a crash of the whole thread is seen from outside. The input of the moment
// stands in memory that both sides see.

import { Buffer } from 'node:buffer';
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { randomFrom } from '../support/random.ts';
import type { Finding } from './fuzz-finding.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mutate } from './mutate.ts';
import { TARGETS } from './targets.ts';

/** A reading that takes longer than this, in ms, is a hang. */
const HANG_MS = 100;
const POOL = 256;

const jobSchema = z.object({
  target: z.string(),
  seed: z.number(),
  /** Milliseconds. */
  time: z.number(),
  /** Runs this input and no other. */
  only: z.string().nullable(),
  /** [inputs so far, length of the input in bytes or -1 before the first], then the input in UTF-16. */
  shared: z.instanceof(SharedArrayBuffer),
});
const job = jobSchema.parse(workerData);
const counters = new Int32Array(job.shared, 0, 2);
const current = Buffer.from(job.shared, 8);

function report(finding: Finding): void {
  parentPort?.postMessage(finding);
}

function timed(target: FuzzTarget, input: string): number {
  const since = process.threadCpuUsage();
  target.run(input);
  const { user, system } = process.threadCpuUsage(since);
  return (user + system) / 1000;
}

/** A pause of the garbage collector or of the machine isn't the target's: the fastest of three further runs counts. */
function isHang(target: FuzzTarget, input: string): number | null {
  const fastest = Math.min(timed(target, input), timed(target, input), timed(target, input));
  return fastest > limitOf(target) ? fastest : null;
}

function limitOf({ readings = 1 }: FuzzTarget): number {
  return HANG_MS * readings;
}

function attempt(target: FuzzTarget, input: string): void {
  counters[1] = current.write(input, 'utf16le');
  const since = performance.now();
  try {
    const problem = target.run(input);
    if (problem !== null) report({ kind: 'fail-open', input, says: problem });
  } catch (error) {
    report({
      kind: 'crash',
      input,
      says: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return;
  }
  if (performance.now() - since <= limitOf(target)) return;
  const took = isHang(target, input);
  if (took !== null) report({ kind: 'hang', input, says: `${took.toFixed(0)} ms` });
}

async function run(): Promise<void> {
  const target = TARGETS.find(({ name }) => name === job.target);
  if (target === undefined) throw new Error(`there is no target ${job.target}`);
  await target.ready();
  if (job.only !== null) {
    attempt(target, job.only);
    Atomics.add(counters, 0, 1);
    return;
  }
  const random = randomFrom(job.seed);
  const [first = '', ...rest] = target.seeds;
  const seeds: readonly [string, ...string[]] = [first, ...rest];
  const pool: [string, ...string[]] = [first];
  const end = performance.now() + job.time;
  for (const seed of seeds) {
    attempt(target, seed);
    Atomics.add(counters, 0, 1);
  }
  while (performance.now() < end) {
    const base = random.chance(3)
      ? target.make(random)
      : random.chance(2)
        ? random.one(pool)
        : random.one(seeds);
    const input = random.chance(8) ? base : mutate(base, random.one(seeds), random);
    if (input.length < 20_000) pool[random.number(POOL)] = input;
    attempt(target, input);
    Atomics.add(counters, 0, 1);
  }
}

await run();

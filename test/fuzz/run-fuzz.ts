// Throws inputs at every target for a while and counts what goes wrong. Seconds are divided among the targets, a target a thread.

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { findingSchema, type Finding } from './fuzz-finding.ts';
import { TARGETS } from './targets.ts';

/** Without progress for so long, in ms, a thread hangs for good. */
const STUCK_MS = 30_000;
const POLL_MS = 250;
/** Findings of a kind and target that are printed in full. */
const MAX_PRINTED = 20;
/** A longer input is written to a file. */
const MAX_SHOWN = 1000;
const FOLDER = join(tmpdir(), 'remit-fuzz');
/** What stands for the length of the input before there is one. */
const LOADING = -1;
const SHARED_BYTES = 8 + 2 * 400_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, replay: { type: 'string' } },
});
const seconds = Number(positionals.find((word) => /^\d+$/.test(word)) ?? 60);
const names = positionals.filter((word) => !/^\d+$/.test(word));
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const targets = TARGETS.filter(({ name }) => names.length === 0 || names.includes(name));

type Done = { readonly inputs: number; readonly findings: readonly Finding[] };
type Job = {
  readonly target: string;
  readonly seed: number;
  readonly time: number;
  readonly only: string | null;
};

/** One thread from its start to its end, its death, or to where it hangs. */
function runThread(job: Job): Promise<Done & { readonly ended: boolean }> {
  const shared = new SharedArrayBuffer(SHARED_BYTES);
  const counters = new Int32Array(shared, 0, 2);
  const worker = new Worker(join(import.meta.dirname, 'fuzz-worker.ts'), { workerData: { ...job, shared } });
  counters[1] = LOADING;
  const findings: Finding[] = [];
  const current = (): string =>
    counters[1] === LOADING ? '' : Buffer.from(shared, 8, counters[1]).toString('utf16le');
  return new Promise((resolve) => {
    let seen = -1;
    let since = performance.now();
    let isDone = false;
    const finish = (ended: boolean): void => {
      isDone = true;
      clearInterval(watch);
      resolve({ inputs: counters[0] ?? 0, findings, ended });
    };
    const watch = setInterval(() => {
      const now = counters[0] ?? 0;
      // Loading takes as long as it takes.
      if (now !== seen || counters[1] === LOADING) {
        seen = now;
        since = performance.now();
      } else if (performance.now() - since > STUCK_MS) {
        findings.push({ kind: 'hang', input: current(), says: `over ${STUCK_MS} ms` });
        void worker.terminate();
        finish(false);
      }
    }, POLL_MS);
    worker.on('message', (message) => findings.push(findingSchema.parse(message)));
    worker.once('error', (error) => {
      findings.push({ kind: 'crash', input: current(), says: `the thread ended: ${String(error)}` });
      finish(false);
    });
    worker.once('exit', (code) => {
      if (isDone) return;
      if (code !== 0)
        findings.push({ kind: 'crash', input: current(), says: `the thread ended with ${code}` });
      finish(code === 0);
    });
  });
}

/** A thread that didn't end is replaced by another for the time that is left; a hang that was seen once is tried three times more. */
async function fuzz(target: string, ms: number, own: number): Promise<Done> {
  const until = performance.now() + ms;
  const findings: Finding[] = [];
  let inputs = 0;
  for (let round = 0; performance.now() < until || round === 0; round += 1) {
    const time = until - performance.now();
    const done = await runThread({ target, seed: own + round * 1_000_003, time, only: null });
    inputs += done.inputs;
    for (const finding of done.findings)
      if (done.ended || (await isLasting(target, finding))) findings.push(finding);
    if (done.ended) break;
  }
  return { inputs, findings };
}

async function isLasting(target: string, { kind, input }: Finding): Promise<boolean> {
  if (kind !== 'hang') return true;
  for (let turn = 0; turn < 3; turn += 1) {
    const again = await runThread({ target, seed: 0, time: 0, only: input });
    if (again.findings.length === 0) return false;
  }
  return true;
}

const KINDS = ['crash', 'hang', 'fail-open'] as const;
const PLURALS = { crash: 'crashes', hang: 'hangs', 'fail-open': 'fail-opens' } as const;

function counted({ inputs, findings }: Done): string {
  const parts = KINDS.map((kind) => `${findings.filter((one) => one.kind === kind).length} ${PLURALS[kind]}`);
  return `${inputs} inputs, ${parts.join(', ')}`;
}

/** The input as JSON, or for a long one the file that holds it: either can be given to `--replay`. */
function shown(input: string): string {
  const text = JSON.stringify(input);
  if (text.length <= MAX_SHOWN) return text;
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`);
  writeFileSync(file, text);
  return `${file} (${text.length} characters: ${text.slice(0, 100)}…)`;
}

function tell(name: string, { findings }: Done): void {
  for (const kind of KINDS) {
    for (const { input, says } of findings.filter((one) => one.kind === kind).slice(0, MAX_PRINTED))
      process.stdout.write(
        `  ${kind} ${name} ${shown(input)}\n    ${says.split('\n').slice(0, 4).join('\n    ')}\n`,
      );
  }
}

async function main(): Promise<Done> {
  const all: { inputs: number; findings: Finding[] } = { inputs: 0, findings: [] };
  const queue = [...targets.entries()];
  const threads = Math.min(queue.length, availableParallelism());
  const share = (seconds * 1000 * threads) / queue.length;
  process.stdout.write(`fuzz: ${seconds} s, ${threads} threads, seed ${seed}\n`);
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, { name }] = next;
      const done = await fuzz(name, share, seed + at);
      process.stdout.write(`${name}: ${counted(done)} in ${(share / 1000).toFixed(0)} s\n`);
      tell(name, done);
      all.inputs += done.inputs;
      all.findings.push(...done.findings);
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return all;
}

if (values.replay !== undefined) {
  for (const { name } of targets) {
    const input = String(
      JSON.parse(existsSync(values.replay) ? readFileSync(values.replay, 'utf8') : values.replay),
    );
    const done = await runThread({ target: name, seed: 0, time: 0, only: input });
    process.stdout.write(`${name}: ${counted(done)}\n`);
    tell(name, done);
  }
} else {
  const done = await main();
  process.stdout.write(`fuzz ${counted(done)}\n`);
  process.exitCode = done.findings.length === 0 && done.inputs > 0 ? 0 : 1;
}

// The commands that write files, killed at any moment: a file is as it was or as it was to be, never half of either.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../support/random.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';
import { remit, runRemit } from '../support/serve.ts';
import { recordProblems } from './record-problems.ts';
import { newTally, takePoint, type Tally } from './tally.ts';

/** The longest time from a command's start to the kill, in ms. */
const SERVER_MS = 350;
const EXPORT_MS = 700;
/** Calls in the record that is exported. */
const CALLS = 300;

/** Runs a command and kills it; true when it had ended well before. */
async function killedAfter(words: readonly string[], ms: number): Promise<boolean> {
  const child = spawn(remit, [...words], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await new Promise<void>((done) => child.once('close', () => done()));
  clearTimeout(timer);
  return child.exitCode === 0;
}

class CliRun {
  readonly #at: AuthoritySetup;
  readonly #random: Random;
  #servers: readonly string[] = [];
  #count = 0;

  constructor(at: AuthoritySetup, random: Random) {
    this.#at = at;
    this.#random = random;
  }

  async server(): Promise<readonly string[]> {
    this.#count += 1;
    const known = this.#servers;
    const [first] = known;
    const isAdd = first === undefined || known.length < 3 || this.#random.chance(2);
    const name = isAdd ? `server-${this.#count}` : first;
    const after = isAdd ? [...known, name] : known.slice(1);
    const verb = isAdd ? ['add', name] : ['remove', name];
    const command = isAdd ? ['--', 'program', 'x'.repeat(this.#random.number(20_000))] : [];
    const words = ['server', ...verb, '--data', this.#at.data, ...command];
    const done = await killedAfter(words, this.#random.number(SERVER_MS));
    const { code, out, err } = runRemit(['server', 'list', '--data', this.#at.data]);
    this.#servers = out
      .trim()
      .split('\n')
      // A line of the list is a name, two spaces and what is behind it.
      .flatMap((line) => (line.includes('  ') ? [line.split('  ')[0] ?? ''] : []));
    if (code !== 0) return [err];
    const isOld = this.#servers.join() === known.join();
    const isNew = this.#servers.join() === after.join();
    if (isNew || (isOld && !done)) return [];
    return [`the servers are ${this.#servers.join()} after ${verb.join(' ')} on ${known.join()}`];
  }

  async export(): Promise<readonly string[]> {
    this.#count += 1;
    const [format, end] = this.#random.one([
      ['jsonl', '\n'],
      ['csv', '\n'],
      ['html', '</html>\n'],
    ]);
    const file = join(this.#at.folder, `${this.#count}.${format}`);
    const words = ['export', '--format', format, '--out', file, '--data', this.#at.data];
    const done = await killedAfter(words, this.#random.number(EXPORT_MS));
    if (!existsSync(file)) return done ? [`there is no ${format} though the export has ended well`] : [];
    const text = readFileSync(file, 'utf8');
    const whole = format === 'csv' ? text.split('\n').length === CALLS + 2 : text.endsWith(end);
    const problems = format === 'jsonl' ? await recordProblems(file) : [];
    return whole ? problems : [`half a ${format} lies there`, ...problems];
  }
}

/** Kills commands at so many points. */
export async function killedCli(points: number, random: Random): Promise<Tally> {
  const tally = newTally('commands');
  const at = await AuthoritySetup.make({ tools: [{ id: 't', server: 'files', tool: '*', reach: 'any' }] });
  try {
    for (let call = 0; call < CALLS; call += 1) {
      const ruled = await at.judge({ path: join(at.folder, `note-${call}.txt`) });
      if (ruled.kind === 'forward') at.authority.outcome(ruled.call, 'ok', 1, null);
    }
    await at.close();
    const run = new CliRun(at, random);
    while (tally.points < points) takePoint(tally, await (random.chance(2) ? run.server() : run.export()));
    tally.problems.push(...(await recordProblems(at.data)));
  } finally {
    await at.end();
  }
  return tally;
}

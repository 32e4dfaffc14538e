// The crash test of the record: processes are killed, and the power is cut, at random moments of a mixed load.

import { randomFrom } from '../support/random.ts';
import { killedBroker } from './killed-broker.ts';
import { killedCli } from './killed-cli.ts';
import { killedDecisions } from './killed-decisions.ts';
import { killedRepeats } from './killed-repeats.ts';
import { cutPower } from './cut-power.ts';
import type { Tally } from './tally.ts';

const PARTS = [killedBroker, killedDecisions, killedRepeats, killedCli, cutPower] as const;

export type Tortured = {
  /** `points survived n of n, calls without a record entry n, decisions lost n` */
  readonly line: string;
  readonly passed: boolean;
  readonly problems: readonly string[];
  readonly parts: readonly Tally[];
};

/** `points` in each part; the same `seed` gives the same choices, though not the same moments. `tell` hears how each part went. */
export async function torture(points: number, seed: number, tell: (line: string) => void): Promise<Tortured> {
  const parts: Tally[] = [];
  for (const [at, part] of PARTS.entries()) {
    const since = performance.now();
    const { problems, ...tally } = await part(points, randomFrom(seed + at));
    parts.push({ ...tally, problems });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    tell(`${Object.entries(tally).flat().join(' ')} in ${seconds} s`);
    for (const problem of problems) tell(`  ${problem}`);
  }
  const sum = (of: (tally: Tally) => number): number => parts.reduce((all, one) => all + of(one), 0);
  const [taken, survived] = [sum((one) => one.points), sum((one) => one.survived)];
  const [unrecorded, lost] = [sum((one) => one.unrecorded), sum((one) => one.lost)];
  const problems = parts.flatMap((one) => one.problems);
  return {
    line: `points survived ${survived} of ${taken}, calls without a record entry ${unrecorded}, decisions lost ${lost}`,
    passed: survived === taken && taken > 0 && unrecorded === 0 && lost === 0 && problems.length === 0,
    problems,
    parts,
  };
}

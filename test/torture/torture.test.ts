import process from 'node:process';
import { expect, test } from 'vitest';
import { torture } from './torture.ts';

/** In each of the five parts, 50 in all; `npm run torture` takes as many as one likes. */
const POINTS = 10;

test('whatever is killed and whenever the power goes, the record verifies and holds what counted', async () => {
  const seed = Number(process.env['REMIT_TORTURE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`REMIT_TORTURE_SEED=${seed}\n`);
  const done = await torture(POINTS, seed, (line) => process.stdout.write(`${line}\n`));
  expect(done.problems).toEqual([]);
  expect(done).toMatchObject({
    line: `points survived ${5 * POINTS} of ${5 * POINTS}, calls without a record entry 0, decisions lost 0`,
    passed: true,
  });
}, 600_000);

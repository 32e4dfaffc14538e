import process from 'node:process';
import { expect, test } from 'vitest';
import { randomFrom } from '../support/random.ts';
import { killedRepeats } from './killed-repeats.ts';

test('what was allowed once is sent once at most, whenever the broker is killed', async () => {
  const seed = Number(process.env['REMIT_TORTURE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`REMIT_TORTURE_SEED=${seed}\n`);
  const points = Number(process.env['REMIT_REPEAT_POINTS'] ?? 4);
  const done = await killedRepeats(points, randomFrom(seed));
  expect(done).toEqual({ part: 'repeats', points, survived: points, unrecorded: 0, lost: 0, problems: [] });
}, 600_000);

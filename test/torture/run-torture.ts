// `npm run torture [-- POINTS] [-- --seed N]`

import process from 'node:process';
import { parseArgs } from 'node:util';
import { leaveAlone } from '../support/leave-alone.ts';
import { torture } from './torture.ts';

leaveAlone();

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const points = Number(positionals[0] ?? '50');
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(points) || points < 1 || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run torture [-- POINTS] [-- --seed N]\n');
  process.exitCode = 2;
} else {
  process.stdout.write(`${points} points in each part, seed ${seed}\n`);
  const done = await torture(points, seed, (line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`${done.line}\n`);
  process.exitCode = done.passed ? 0 : 1;
}

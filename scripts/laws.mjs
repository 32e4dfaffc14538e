// `npm run laws [-- RUNS]`: the laws of the judge and of the ladder, each with 10,000 cases, for a nightly run. REMIT_LAW_SEED repeats one.

import { join } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
const runs = process.argv[2] ?? '10000';
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const args = ['run', '--project', 'unit', '--testTimeout', '0', 'test/laws'];
const env = { ...ready.env, REMIT_LAW_RUNS: runs };
process.exitCode = await run(ready.node, [vitest, ...args], { env });

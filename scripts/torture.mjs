// `npm run torture [-- POINTS] [-- --seed N]`: kills the broker, the process that takes decisions and the commands at random moments of a
// mixed load, cuts the power as well, and fails when a record doesn't verify afterwards, or a call or a decision is missing.

import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
await build(ready);
const file = join(root, 'test', 'torture', 'run-torture.ts');
process.exitCode = await run(ready.node, [file, ...process.argv.slice(2)], {
  env: { ...ready.env, REMIT_NODE: ready.node },
});

// `npm run differential [-- CASES] [-- --seed N] [-- PART...]`: judges generated cases twice, by Remit and by something that was written
// apart from it, and fails on any that Remit would let through and the other would not.

import { join } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
const file = join(root, 'test', 'differential', 'run-differential.ts');
process.exitCode = await run(ready.node, [file, ...process.argv.slice(2)], { env: ready.env });

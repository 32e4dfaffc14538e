// `npm run fuzz [-- SECONDS] [-- --seed N] [-- TARGET...]`: throws broken and hostile input at every parser and at the whole path of a call,
// and fails on a crash, a hang, or a call that gets through though it should not.

import { join } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
const file = join(root, 'test', 'fuzz', 'run-fuzz.ts');
process.exitCode = await run(ready.node, [file, ...process.argv.slice(2)], { env: ready.env });

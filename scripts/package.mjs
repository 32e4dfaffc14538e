// `npm run package [-- --make]`: the app as a folder in out/, or as the packages that users install.

import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
await build(ready);
const forge = join(root, 'node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js');
const verb = process.argv.includes('--make') ? 'make' : 'package';
process.exitCode = await run(ready.node, [forge, verb], { env: ready.env });

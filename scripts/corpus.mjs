// `npm run corpus -- FILE`: judges a file of labelled decisions; see test/corpus/README.md.

import { join, resolve } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
/** npm runs scripts in the project's folder, and says where it was called. */
const from = process.env.INIT_CWD ?? process.cwd();
const files = process.argv.slice(2).map((file) => resolve(from, file));
process.exitCode = await run(ready.node, [join(root, 'test', 'corpus', 'run-corpus.ts'), ...files], {
  env: ready.env,
});

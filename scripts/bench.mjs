// `npm run bench [-- NAME...] [--quick]`: measures; prints figures beside their targets; fails nothing.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { withScreen } from './screen.mjs';
import { setUp } from './set-up.mjs';
import { fail, root, run } from './tools.mjs';

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const withElectron = names.includes('app-memory');
const ready = await setUp({ withElectron });
await build(ready);
const flags = words.filter((word) => word.startsWith('--'));
const env = { ...ready.env, ...(withElectron ? { REMIT_ELECTRON: ready.electron.program } : {}) };
for (const name of names.length === 0 ? ['latency'] : names) {
  const file = join(root, 'bench', `${name}.ts`);
  if (!existsSync(file)) fail(`There is no bench \`${name}\`: see the folder bench/.`);
  const args = [file, ...flags];
  process.exitCode =
    name === 'app-memory'
      ? await withScreen(([first, ...rest]) => run(first, [...rest, ready.node, ...args], { env }))
      : await run(ready.node, args, { env });
}

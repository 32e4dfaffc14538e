// `npm run bench [-- NAME...] [--quick]`: measures; prints figures beside their targets; fails nothing.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { setUp } from './set-up.mjs';
import { fail, root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
await build(ready);
const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const flags = words.filter((word) => word.startsWith('--'));
for (const name of names.length === 0 ? ['latency'] : names) {
  const file = join(root, 'bench', `${name}.ts`);
  if (!existsSync(file)) fail(`There is no bench \`${name}\`: see the folder bench/.`);
  process.exitCode = await run(ready.node, [file, ...flags], { env: ready.env });
}

// `npm run frontier`: how many abuses of ordinary programs pass silently, and how many ordinary uses prompt, on public data.

import { join } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: false });
const file = join(root, 'test', 'frontier', 'frontier.ts');
process.exitCode = await run(ready.node, [file, ...process.argv.slice(2)], { env: ready.env });

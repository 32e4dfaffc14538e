import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { setUp } from './set-up.mjs';
import { quiet, step } from './tools.mjs';

const bin = (name) => join('node_modules', '.bin', name);

/** Each check with the command that does it. */
const CHECKS = [
  ['types: shared', bin('tsc'), ['-p', 'shared']],
  ['types: electron against Electron 45', bin('tsc'), ['-p', 'electron']],
  ['types: electron against Electron 33', bin('tsc'), ['-p', 'electron/tsconfig.33.json']],
  ['types: renderer', bin('tsc'), ['-p', 'renderer']],
  ['types: test', bin('tsc'), ['-p', 'test']],
  ['lint', bin('eslint'), ['--max-warnings', '0', '.']],
  ['dead code', bin('knip'), ['--no-progress']],
  ['rooms and sizes', bin('vitest'), ['run', '--project', 'unit', 'test/structure']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
];

/** Runs every check, also after one has failed; returns the number that failed. */
export async function check(ready) {
  let failed = 0;
  for (const [name, command, args] of CHECKS) {
    await step(name, () => {
      if (quiet(command, args, { env: ready.env })) return 'ok';
      failed += 1;
      return 'FAILED';
    });
  }
  return failed;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await check(await setUp({ withElectron: false }))) === 0 ? 0 : 1;
}

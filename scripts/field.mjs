// `npm run field`: drives real agents on a scripted model. Claude Code isn't free software and no dependency: it is fetched into .tools when
// it is first needed, or REMIT_CLAUDE names the program of an installed one. Where it can't be had, its tests are skipped and say so.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { setUp } from './set-up.mjs';
import { quiet, run, step, toolsDir } from './tools.mjs';

const VERSION = '2.1.332';

const ready = await setUp({ withElectron: false });
await build(ready);

/** The program of Claude Code; empty where it can't be had. */
async function claude() {
  const named = process.env.REMIT_CLAUDE ?? '';
  if (named !== '') return named;
  const name = `@anthropic-ai/claude-code-${process.platform}-${process.arch}`;
  const prefix = join(toolsDir, 'field');
  const file = process.platform === 'win32' ? 'claude.exe' : 'claude';
  const program = join(prefix, 'node_modules', ...name.split('/'), file);
  if (existsSync(program)) return program;
  mkdirSync(prefix, { recursive: true });
  await step(`Claude Code ${VERSION}`, () => {
    const words = [
      'install',
      '--prefix',
      prefix,
      '--no-save',
      '--no-audit',
      '--no-fund',
      `${name}@${VERSION}`,
    ];
    return quiet('npm', words, { env: ready.env }) ? 'fetched' : 'not to be had';
  });
  if (existsSync(program)) return program;
  process.stdout.write(
    "Claude Code can't be had here, so its tests are skipped: REMIT_CLAUDE may name its program.\n",
  );
  return '';
}

const env = { ...ready.env, REMIT_NODE: ready.node, REMIT_CLAUDE: await claude() };
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
process.exitCode = await run(ready.node, [vitest, 'run', '--project', 'field'], { env });

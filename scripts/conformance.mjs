// `npm run conformance`: runs the protocol's conformance suite on a server directly and through Remit, and compares. The suite is no
// dependency: it is fetched into .tools when it is first needed, or REMIT_CONFORMANCE names its program.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { fail, quiet, run, step, toolsDir } from './tools.mjs';

const PACKAGE = '@modelcontextprotocol/conformance';
const VERSION = '0.2.0-alpha.12';

const ready = await setUp({ withElectron: false });

async function programOfSuite() {
  const named = process.env['REMIT_CONFORMANCE'] ?? '';
  if (named !== '') return named;
  const prefix = join(toolsDir, `conformance-${VERSION}`);
  const program = join(prefix, 'node_modules', ...PACKAGE.split('/'), 'dist', 'index.js');
  if (existsSync(program)) return program;
  mkdirSync(prefix, { recursive: true });
  const words = ['install', '--prefix', prefix, '--no-audit', '--no-fund', `${PACKAGE}@${VERSION}`];
  await step('the conformance suite', () =>
    quiet('npm', words, { env: ready.env }) ? 'fetched' : 'not fetched',
  );
  if (!existsSync(program))
    fail(`${PACKAGE}@${VERSION} can't be had here: REMIT_CONFORMANCE may name its dist/index.js.`);
  return program;
}

const env = { ...ready.env, REMIT_CONFORMANCE: await programOfSuite() };
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
process.exitCode = await run(ready.node, [vitest, 'run', '--project', 'conformance'], { env });

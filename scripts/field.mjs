// `npm run field`: drives real agents on a scripted model. They are no dependencies: each is fetched into .tools when it is first needed, or
// REMIT_CLAUDE and the like name the programs of installed ones. Where one can't be had, its tests are skipped, and this says so.

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { setUp } from './set-up.mjs';
import { quiet, run, step, toolsDir } from './tools.mjs';

const here = `${process.platform}-${process.arch}`;
const bun = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const exe = process.platform === 'win32' ? '.exe' : '';
const AGENTS = [
  {
    name: 'Claude Code',
    variable: 'REMIT_CLAUDE',
    folder: `@anthropic-ai/claude-code-${here}`,
    install: `@anthropic-ai/claude-code-${here}@2.1.332`,
    program: (files) => files.find((file) => basename(file) === `claude${exe}`),
  },
  {
    name: 'Codex',
    variable: 'REMIT_CODEX',
    folder: `@openai/codex-${here}`,
    install: `@openai/codex-${here}@npm:@openai/codex@0.169.0-${here}`,
    program: (files) => files.find((file) => basename(file) === `codex${exe}` && file.includes('vendor')),
  },
  {
    name: 'Gemini CLI',
    variable: 'REMIT_GEMINI',
    folder: '@google/gemini-cli',
    install: '@google/gemini-cli@0.61.0',
    program: (files) => files.find((file) => file === join('bundle', 'gemini.js')),
  },
  {
    name: 'Copilot CLI',
    variable: 'REMIT_COPILOT',
    folder: `@github/copilot-${here}`,
    install: `@github/copilot-${here}@1.0.102`,
    program: (files) => files.find((file) => file === `copilot${exe}`),
  },
  {
    name: 'Cline',
    variable: 'REMIT_CLINE',
    folder: `@cline/cli-${bun}`,
    install: `@cline/cli-${bun}@3.0.65`,
    program: (files) => files.find((file) => file === join('bin', `cline${exe}`)),
  },
  {
    name: 'OpenCode',
    variable: 'REMIT_OPENCODE',
    folder: `opencode-${bun}`,
    install: `opencode-${bun}@1.18.33`,
    program: (files) => files.find((file) => file === join('bin', `opencode${exe}`)),
  },
];

const ready = await setUp({ withElectron: false });
await build(ready);

/** The program of an agent; empty where it can't be had. */
async function programOf({ name, variable, folder, install, program }) {
  const named = process.env[variable] ?? '';
  if (named !== '') return named;
  const prefix = join(toolsDir, 'field');
  const at = join(prefix, 'node_modules', ...folder.split('/'));
  const found = () => (existsSync(at) ? program(readdirSync(at, { recursive: true })) : undefined);
  if (found() === undefined) {
    mkdirSync(prefix, { recursive: true });
    const words = ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--omit=optional', install];
    await step(name, () => (quiet('npm', words, { env: ready.env }) ? 'fetched' : 'not fetched'));
  }
  const file = found();
  if (file !== undefined) return join(at, file);
  process.stdout.write(
    `${name} can't be had here, so its tests are skipped: ${variable} may name its program.\n`,
  );
  return '';
}

const env = { ...ready.env, REMIT_NODE: ready.node };
for (const agent of AGENTS) env[agent.variable] = await programOf(agent);
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
process.exitCode = await run(ready.node, [vitest, 'run', '--project', 'field'], { env });

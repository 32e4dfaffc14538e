// Takes the README's pictures of the real app, in both themes. The agent and the server run under names of their own from a made-up home
// folder, so that a picture shows what a user would see and nothing of the machine that it was taken on.

import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { virtualScreen } from './screen.mjs';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: true });
await build(ready);
const screen = await virtualScreen();
const home = realpathSync(mkdtempSync(join(tmpdir(), 'jo-')));
const bin = join(home, 'bin');
const project = join(home, 'project');
mkdirSync(bin);
mkdirSync(join(project, 'src'), { recursive: true });
mkdirSync(join(project, 'docs'));
writeFileSync(join(project, 'src', 'index.ts'), 'export const answer = 42;\n');
writeFileSync(join(project, 'README.md'), '# Project\n');
writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Jo\n');

const entry = join(root, 'node_modules', '@modelcontextprotocol', 'server-filesystem', 'dist', 'index.js');
const server = join(bin, 'mcp-server-filesystem');
writeFileSync(server, `#!/bin/sh\nexec '${ready.node}' '${entry}' "$@"\n`);
chmodSync(server, 0o755);
const agent = join(bin, 'coding-agent');
copyFileSync(ready.node, agent);
chmodSync(agent, 0o755);

process.exitCode = await run(
  agent,
  [join(root, 'scripts', 'take-pictures.mjs'), ready.electron.program, ...process.argv.slice(2)],
  {
    cwd: project,
    env: {
      ...ready.env,
      PATH: `${bin}:${ready.env.PATH}`,
      DISPLAY: screen.display,
      HOME: home,
      REMIT_NODE: ready.node,
      REMIT_DATA: join(home, 'data'),
      ELECTRON_DISABLE_SECURITY_WARNINGS: '1',
    },
  },
);
screen.stop();
rmSync(home, { recursive: true, force: true });

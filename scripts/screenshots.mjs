// Takes the README's pictures of the real app, in both themes. The agent and the server run under names of their own from a made-up home
// folder, so that a picture shows what a user would see and nothing of the machine that it was taken on.

import { chmodSync, copyFileSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { virtualScreen } from './screen.mjs';
import { setUp } from './set-up.mjs';
import { fail, root, run } from './tools.mjs';

const ready = await setUp({ withElectron: true });
await build(ready);
// Made here or not used: it can't be a folder that somebody has laid out before.
const home = join(realpathSync(tmpdir()), 'jo');
try {
  mkdirSync(home, { mode: 0o700 });
} catch (error) {
  fail(`${error.message}: remove it, and run this again.`);
}
const bin = join(home, 'bin');
const project = join(home, 'project');
mkdirSync(bin);
mkdirSync(join(project, 'src'), { recursive: true });
mkdirSync(join(project, 'docs'));
writeFileSync(join(project, 'src', 'index.ts'), 'export const answer = 42;\n');
writeFileSync(join(project, 'README.md'), '# Project\n');
writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Jo\n');

// Agents whose files Remit can find: a server each, one that signs in by itself, and hooks.
const files = { command: 'mcp-server-filesystem', args: [home] };
const linear = { type: 'http', url: 'https://mcp.linear.app/mcp' };
mkdirSync(join(home, '.cursor'));
mkdirSync(join(home, '.codex'));
writeFileSync(join(home, '.claude.json'), JSON.stringify({ mcpServers: { files, linear } }, null, 2));
writeFileSync(join(home, '.cursor', 'mcp.json'), JSON.stringify({ mcpServers: { files } }, null, 2));
writeFileSync(
  join(home, '.codex', 'config.toml'),
  '[mcp_servers.files]\ncommand = "mcp-server-filesystem"\nargs = []\n',
);

const entry = join(root, 'node_modules', '@modelcontextprotocol', 'server-filesystem', 'dist', 'index.js');
const server = join(bin, 'mcp-server-filesystem');
writeFileSync(server, `#!/bin/sh\nexec '${ready.node}' '${entry}' "$@"\n`);
chmodSync(server, 0o755);
const agent = join(bin, 'coding-agent');
copyFileSync(ready.node, agent);
chmodSync(agent, 0o755);

const screen = await virtualScreen();
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
      XDG_CONFIG_HOME: '',
      XDG_DATA_HOME: '',
      CLAUDE_CONFIG_DIR: '',
      CODEX_HOME: '',
      REMIT_NODE: ready.node,
      REMIT_DATA: join(home, 'data'),
      ELECTRON_DISABLE_SECURITY_WARNINGS: '1',
    },
  },
);
screen.stop();
rmSync(home, { recursive: true, force: true });

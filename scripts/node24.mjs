import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fail, quiet, step, toolsDir } from './tools.mjs';

/** The Node that the tools need, taken from the npm registry when the machine's own is older. */
const VERSION = '24.21.0';
const OLDEST = [22, 19];

function isRecent() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The executable to run the tools with. Installs it when need be. */
export async function nodeForTools() {
  if (isRecent()) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(toolsDir, 'node24');
  const program = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    await step(`Node ${VERSION} (this machine has ${process.versions.node}, the tools need 22.19)`, () => {
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      const args = [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        `${name}@${VERSION}`,
      ];
      if (!quiet(npm, args, { shell: process.platform === 'win32' })) {
        fail(
          `Node ${VERSION} could not be installed: check that npm reaches its registry, or install Node 24 yourself, and run this again.`,
        );
      }
    });
  }
  return realpathSync(program);
}

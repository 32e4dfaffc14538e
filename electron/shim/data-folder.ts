// Where the data folder is and where its broker listens: the same rules as the broker's own (data-dir.ts), to which a test holds these.

import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';

/** The data folder that a flag or the environment names, or the user's own. */
export function dataFolder(flag: string | null): string {
  const named = flag ?? process.env['REMIT_DATA'] ?? '';
  return named === '' ? defaultDataDir() : resolve(named);
}

function defaultDataDir(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Remit');
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Remit');
  const xdg = process.env['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share'), 'remit');
}

export function socketOf(dataDir: string): string {
  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  const name = createHash('sha256').update(real).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\remit-${name}`;
  const inside = join(real, 'broker.sock');
  if (Buffer.byteLength(inside) <= 100) return inside;
  return join(tmpdir(), `remit-${process.getuid?.() ?? 0}-${name}`, 'broker.sock');
}

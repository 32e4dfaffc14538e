// Finds and opens the folder that holds everything Remit keeps. It refuses a folder that others may read or that isn't ours: the
// socket and the record in it are private to the user.

import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '../../shared/contract/result.ts';

export type DataDirInput = {
  readonly flag: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
};

/** `--data DIR`, else `REMIT_DATA`, else the platform's place for application data. Always absolute. */
export function dataDirFrom(input: DataDirInput): string {
  const named = input.flag ?? input.env['REMIT_DATA'];
  if (named !== undefined && named !== '') return resolve(input.cwd, named);
  if (input.platform === 'darwin') return join(input.home, 'Library', 'Application Support', 'Remit');
  if (input.platform === 'win32')
    return join(input.env['LOCALAPPDATA'] ?? join(input.home, 'AppData', 'Local'), 'Remit');
  const xdg = input.env['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(input.home, '.local', 'share'), 'remit');
}

/** Makes the folder if need be and returns its real path. The error is a sentence that names the folder and the remedy. */
export function openDataDir(dir: string): Result<string, string> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return privateDir(dir);
  } catch (error) {
    return err(`the data folder \`${dir}\` can't be used (${words(error)}): choose another with --data DIR`);
  }
}

function privateDir(dir: string): Result<string, string> {
  const real = realpathSync(dir);
  const stat = lstatSync(real);
  if (!stat.isDirectory()) return err(`\`${dir}\` is not a folder: choose another with --data DIR`);
  if (process.getuid !== undefined && stat.uid !== process.getuid()) {
    return err(`the data folder \`${dir}\` belongs to another user: choose another with --data DIR`);
  }
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) chmodSync(real, 0o700);
  accessSync(real, constants.R_OK | constants.W_OK | constants.X_OK);
  return ok(real);
}

/** The longest path a unix socket can have is 108 bytes on Linux and 104 on macOS, the final NUL included. */
const MAX_SOCKET_PATH = 100;

/** Where the broker of a data folder listens: in the folder, or, when that path is too long, in a private folder of the system's. */
export function socketPath(
  dir: string,
  platform: NodeJS.Platform = process.platform,
): Result<string, string> {
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 24);
  if (platform === 'win32') return ok(`\\\\.\\pipe\\remit-${name}`);
  const inside = join(dir, 'broker.sock');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH) return ok(inside);
  const outside = join(tmpdir(), `remit-${process.getuid?.() ?? 0}-${name}`);
  const opened = openDataDir(outside);
  return opened.ok ? ok(join(opened.value, 'broker.sock')) : opened;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

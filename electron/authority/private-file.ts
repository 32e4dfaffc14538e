import { chmodSync, closeSync, lstatSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Makes a file that only the user may read, if it isn't there, before something opens it that gives no mode. What SQLite puts beside a
 * database has the database's mode.
 */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  keepPrivate(path);
}

/** Takes from others what they may do with the files of a folder: they may be of an earlier version, or put there by hand. */
export function keepFilesPrivate(dir: string): void {
  for (const name of readdirSync(dir)) keepPrivate(join(dir, name));
}

function keepPrivate(path: string): void {
  if (process.platform === 'win32') return;
  const stat = lstatSync(path);
  if (stat.isFile() && (stat.mode & 0o077) !== 0) chmodSync(path, 0o600);
}

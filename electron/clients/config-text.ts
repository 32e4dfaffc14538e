// Reads a client's file and replaces it as a whole, and only if it is still what was read: clients write their files, too.

import { Buffer } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '../../shared/contract/result.ts';

/** `real` is where the file itself stands when its place is a link. `text` begins with the byte order mark, if there is one. */
export type ConfigText = { readonly real: string; readonly text: string; readonly hash: string };

/** Agents keep their history in such files, too; none of the known ones comes near. */
const MAX_BYTES = 64 * 1024 * 1024;

export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The text of a file; null when there is none. The error says why it can't be read. */
export function readConfig(path: string): Result<ConfigText | null, string> {
  try {
    const real = realpathSync(path);
    const read = readBytes(real);
    if (!read.ok) return read;
    const bytes = read.value;
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) return err('it is not UTF-8');
    return ok({ real, text, hash: hashOf(text) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return isLink(path) ? err('it is a link to nothing') : ok(null);
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** A pipe in the place of a file would be waited for, and a huge file read, while no call is answered: whoever can write the file decides. */
function readBytes(path: string): Result<Buffer, string> {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return err('it is not a file');
    return stat.size > MAX_BYTES ? err(`it has more than ${MAX_BYTES} bytes`) : ok(readFileSync(file));
  } finally {
    closeSync(file);
  }
}

export type Replaced = 'written' | 'changed';

/**
 * Puts `text` in the place of what was read. `changed`: somebody else wrote the file meanwhile, and nothing was done. The mode stays.
 * A crash leaves the old file or the new one.
 */
export function replaceConfig(read: ConfigText, text: string): Result<Replaced, string> {
  try {
    const { mode } = statSync(read.real);
    return place(read.real, text, mode & 0o777, read.hash);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** Makes a file where there is none, and its folders. `changed`: there is one by now, and nothing was done. */
export function createConfig(path: string, text: string, mode: number): Result<Replaced, string> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return place(path, text, mode, null);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** Takes a file away, and then those of the folders that are empty. `changed`: somebody else wrote it meanwhile, and nothing was done. */
export function removeConfig(read: ConfigText, folders: readonly string[]): Result<Replaced, string> {
  const now = readConfig(read.real);
  if (!now.ok || now.value?.hash !== read.hash) return now.ok ? ok('changed') : now;
  try {
    rmSync(read.real);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody else keeps something in it.
      break;
    }
  }
  return ok('written');
}

/** The folders that have to be made for a file, the outermost first. */
export function foldersMissing(path: string): readonly string[] {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? [] : [...foldersMissing(folder), folder];
}

/** Where a file stands or would stand, past any link. */
export function realPlace(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  return folder === path ? path : join(realPlace(folder), basename(path));
}

/** Puts a whole file in its place, if what is there still has the hash; null when there has to be none. */
function place(path: string, text: string, mode: number, hash: string | null): Result<Replaced, string> {
  const draft = join(dirname(path), `.remit-${randomUUID()}.tmp`);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      if (process.platform !== 'win32') fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    const now = readConfig(path);
    if (!now.ok || (now.value?.hash ?? null) !== hash) {
      rmSync(draft);
      return now.ok ? ok('changed') : now;
    }
    renameSync(draft, path);
    syncFolder(dirname(path));
    return ok('written');
  } catch (error) {
    rmSync(draft, { force: true });
    return err(error instanceof Error ? error.message : String(error));
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

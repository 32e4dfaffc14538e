// Reads a client's file and replaces it as a whole, and only if it is still what was read: clients write their files, too.

import { Buffer } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '../../shared/contract/result.ts';

/** `real` is where the file itself stands when its place is a link. `text` begins with the byte order mark, if there is one. */
export type ConfigText = { readonly real: string; readonly text: string; readonly hash: string };

export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The text of a file; null when there is none. The error says why it can't be read. */
export function readConfig(path: string): Result<ConfigText | null, string> {
  try {
    const real = realpathSync(path);
    if (!statSync(real).isFile()) return err('it is not a file');
    const bytes = readFileSync(real);
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) return err('it is not UTF-8');
    return ok({ real, text, hash: hashOf(text) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null);
    return err(error instanceof Error ? error.message : String(error));
  }
}

export type Replaced = 'written' | 'changed';

/**
 * Puts `text` in the place of what was read. `changed`: somebody else wrote the file meanwhile, and nothing was done. The mode stays.
 * A crash leaves the old file or the new one.
 */
export function replaceConfig(read: ConfigText, text: string): Result<Replaced, string> {
  const draft = join(dirname(read.real), `.remit-${randomUUID()}.tmp`);
  try {
    const { mode } = statSync(read.real);
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      if (process.platform !== 'win32') fchmodSync(file, mode & 0o777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    const now = readConfig(read.real);
    if (!now.ok || now.value?.hash !== read.hash) {
      rmSync(draft);
      return now.ok ? ok('changed') : now;
    }
    renameSync(draft, read.real);
    syncFolder(dirname(read.real));
    return ok('written');
  } catch (error) {
    rmSync(draft, { force: true });
    return err(error instanceof Error ? error.message : String(error));
  }
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

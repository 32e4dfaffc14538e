// One writer of the index at a time. The lock is a transaction held open on a small database: the kernel lets go of it when the process
// ends, however it ends.

import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { makePrivate } from './index-file.ts';

export type IndexLock = { readonly release: () => void };

/** The right to write the index in `dir`, or null when another process has it. */
export function lockIndex(dir: string): IndexLock | null {
  const path = join(dir, 'history.lock');
  makePrivate(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (/locked|busy/i.test(String(error))) return null;
    throw error;
  }
}

// One broker for one data folder. The lock is a transaction held open on a small database: the kernel lets go of it when the process
// ends, however it ends, so that no stale lock file can keep Remit from starting.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { makePrivateFile } from './private-file.ts';

export type DataLock = { readonly release: () => void };

export function lockDataDir(dir: string): Result<DataLock, string> {
  const pidPath = join(dir, 'broker.pid');
  try {
    const path = join(dir, 'lock.db');
    makePrivateFile(path);
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 });
    return ok({ release: () => database.close() });
  } catch (error) {
    if (!/locked|busy/i.test(String(error)))
      return err(`the data folder \`${dir}\` can't be locked: ${String(error)}`);
    return err(
      `another Remit${holder(pidPath)} already uses the data folder \`${dir}\`: use that one, end it first, or choose another folder with --data DIR`,
    );
  }
}

function holder(pidPath: string): string {
  try {
    return ` (process ${readFileSync(pidPath, 'utf8').trim()})`;
  } catch {
    return '';
  }
}

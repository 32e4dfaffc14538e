import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { err, type Result } from '../../shared/contract/result.ts';

/**
 * Runs with the sole right to change clients' files for a data folder. The kernel takes it back from a process that dies. `patience` is how
 * long to wait for another who has it, in ms: only a process that does nothing else may wait.
 */
export function alone<T>(dataDir: string, run: () => Result<T, string>, patience = 0): Result<T, string> {
  const database = new DatabaseSync(join(dataDir, 'protect.db'), { timeout: patience });
  try {
    database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    return err('another `remit protect` or `remit unprotect` is at work: wait for it, and try again');
  }
  try {
    return run();
  } finally {
    database.close();
  }
}

import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { err, ok, type Result } from '../../shared/contract/result.ts';

/**
 * Writes a file that only the user may read, as a whole: a crash leaves the old text or the new one, never half of one. The error is the
 * system's own words.
 */
export function writePrivateFile(path: string, text: string): Result<null, string> {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
    return ok(null);
  } catch (error) {
    try {
      unlinkSync(draft);
    } catch {
      // It never came to be, or has the new name already.
    }
    return err(error instanceof Error ? error.message : String(error));
  }
}

import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/** SQLite reads no row larger than this: a forged one must not fill the memory. */
const LONGEST = 64 * 1024 * 1024;
const OPTIONS = {
  readOnly: true,
  timeout: 5000,
  defensive: true,
  limits: { length: LONGEST, attach: 0, triggerDepth: 0 },
} as const;

export type OpenDatabase = {
  readonly database: DatabaseSyncInstance;
  /** Somebody began to write while the file was read as one that nobody writes to: what was read may be a mix of old and new. */
  readonly disturbed: () => boolean;
};

/**
 * Opens a database only to read it. With entries in a `-wal` beside it, it is read together with that, as SQLite does for every reader;
 * without, as a file that nobody writes to, so that nothing is made beside it. Throws what SQLite does.
 */
export function openDatabase(path: string): OpenDatabase {
  if (hasContent(`${path}-wal`)) return { database: new DatabaseSync(path, OPTIONS), disturbed: () => false };
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return { database: new DatabaseSync(url, OPTIONS), disturbed: () => existsSync(`${path}-wal`) };
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}

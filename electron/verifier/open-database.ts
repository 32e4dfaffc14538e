import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** SQLite reads no row larger than this: a forged one must not fill the memory. */
const LONGEST = 64 * 1024 * 1024;
const OPTIONS = {
  readOnly: true,
  timeout: 5000,
  defensive: true,
  limits: { length: LONGEST, attach: 0, triggerDepth: 0 },
} as const;

/** What the verifier needs of an SQLite, whichever it is. */
export type Database = {
  readonly prepare: (sql: string) => { readonly iterate: () => Iterable<unknown> };
  readonly close: () => void;
};

export type OpenDatabase = {
  readonly database: Database;
  /** Somebody began to write while the file was read as one that nobody writes to: what was read may be a mix of old and new. */
  readonly disturbed: () => boolean;
};

/**
 * Opens a database only to read it. With entries in a `-wal` beside it, it is read together with that, as SQLite does for every reader;
 * without, as a file that nobody writes to, so that nothing is made beside it. Throws what SQLite does.
 */
export async function openDatabase(path: string): Promise<OpenDatabase> {
  const open = await loadSqlite();
  if (hasContent(`${path}-wal`)) return { database: open(path), disturbed: () => false };
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  const before = lastWrite(path);
  const database = open(url);
  return { database, disturbed: () => hasContent(`${path}-wal`) || lastWrite(path) !== before };
}

/** An empty `-wal` says nothing: whoever opens a record leaves one, also where nothing is written. */
function lastWrite(path: string): string {
  const { mtimeNs, size } = statSync(path, { bigint: true });
  return `${mtimeNs} ${size}`;
}

/** Remit's SQLite; where the program was copied away from it, that of Node (from 22.15 on). An export needs neither. */
async function loadSqlite(): Promise<(path: string | URL) => Database> {
  try {
    const { DatabaseSync } = await import('@photostructure/sqlite');
    return (path) => new DatabaseSync(path, OPTIONS);
  } catch {
    const { DatabaseSync } = await import('node:sqlite');
    return (path) => new DatabaseSync(path, OPTIONS);
  }
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}

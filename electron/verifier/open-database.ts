import { existsSync, realpathSync, statSync } from 'node:fs';
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

/** An SQLite's own way to open a file that is only read. */
export type Sqlite = (path: string | URL) => Database;

/**
 * Opens a database only to read it. With entries in a `-wal` beside it, it is read together with that, as SQLite does for every reader;
 * without, as a file that nobody writes to, so that nothing is made beside it. Throws what SQLite does.
 */
export function openDatabase(open: Sqlite, given: string): OpenDatabase {
  // SQLite looks for the -wal beside the file that a link leads to.
  const path = realpathSync(given);
  if (hasContent(`${path}-wal`)) return { database: open(path), disturbed: () => false };
  const before = stateOf(path);
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return { database: open(url), disturbed: () => stateOf(path) !== before };
}

/** Another one when somebody has written to the database, or begun to. A reader leaves an empty `-wal` behind, which is no sign of that. */
function stateOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs} ${hasContent(`${path}-wal`)}`;
}

/** Remit's SQLite; where the program was copied away from it, that of Node (from 22.15 on). An export needs neither. */
export async function loadSqlite(): Promise<Sqlite> {
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

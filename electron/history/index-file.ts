// `history.db`: what the windows and the command line look things up in. It is made from the record, is no part of the evidence, and can
// be deleted at any time: an index that is missing, broken or of another version is made anew.

import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';

export const INDEX_FILE = 'history.db';
/** `PRAGMA user_version`: counts up whenever the tables or what stands in them change. */
const VERSION = 2;

const SCHEMA = `
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  call TEXT NOT NULL,
  agent INTEGER NOT NULL,
  server INTEGER NOT NULL,
  tool INTEGER NOT NULL,
  session INTEGER NOT NULL,
  task INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  decider INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  duration REAL,
  touched TEXT NOT NULL,
  why TEXT NOT NULL,
  sets BLOB NOT NULL
) STRICT;
CREATE TABLE keys (
  id INTEGER PRIMARY KEY,
  dim INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  value TEXT NOT NULL,
  fold TEXT NOT NULL,
  label TEXT NOT NULL,
  uses INTEGER NOT NULL
) STRICT;
CREATE INDEX keys_fold ON keys (dim, fold);
CREATE TABLE grants (id INTEGER PRIMARY KEY, stored TEXT NOT NULL) STRICT;
CREATE TABLE parts (id INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;
CREATE TABLE columns (id INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;
CREATE TABLE touches (id INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;
PRAGMA user_version = ${VERSION};
`;

export type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** All rows of a statement that gives each as a list of its columns: objects with names cost several times as much. */
export function listsOf(
  statement: StatementSyncInstance,
  ...values: readonly (string | number)[]
): readonly (readonly unknown[])[] {
  const found: readonly unknown[] = statement.all(...values);
  return found.filter((row): row is readonly unknown[] => Array.isArray(row));
}

/** All rows of a query. */
export function rowsOf(
  statement: StatementSyncInstance,
  ...values: readonly (string | number)[]
): readonly Row[] {
  const found: readonly unknown[] = statement.all(...values);
  return found.filter(isRow);
}

/** The first row of a query, or null. */
export function rowOf(statement: StatementSyncInstance, ...values: readonly (string | number)[]): Row | null {
  const found: unknown = statement.get(...values);
  return isRow(found) ? found : null;
}

/**
 * Prepares a statement that writes. What it gives back counts with big integers: the last row that FTS5 wrote for itself may have a number
 * beyond 2^53, which would be thrown as an error.
 */
export function prepareWrite(database: DatabaseSyncInstance, sql: string): StatementSyncInstance {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}

/** The text in a column of a row; `''` when there is none. */
export function textIn(row: Row | null, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

function isOfThisVersion(database: DatabaseSyncInstance): boolean {
  const version = rowOf(database.prepare('PRAGMA user_version'))?.['user_version'];
  const state = rowOf(database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'parts'"));
  return version === VERSION && state?.['n'] === 1;
}

/**
 * Makes a file that the user alone can read, before SQLite makes it. One that is there isn't opened: closing it would let go of every lock
 * that this process holds on it.
 */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** WAL lets others read meanwhile, and needs no sync for a commit: a crash loses the newest calls at most, and they are read again. */
function openForWriting(path: string): DatabaseSyncInstance {
  makePrivate(path);
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether an error says that the file is damaged, and not that the question was wrong. */
export function isDamage(error: unknown): boolean {
  return /malformed|not a database|corrupt|no such table/i.test(String(error));
}

export function deleteIndex(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}

/** Opens the index, making it anew when what is there is no index of this version. Only who holds the lock may. */
export function openIndex(dir: string): DatabaseSyncInstance {
  const path = join(dir, INDEX_FILE);
  try {
    const database = openForWriting(path);
    if (isOfThisVersion(database)) return database;
    database.close();
  } catch {
    // Not a database, or one that is damaged: it is made anew below.
  }
  deleteIndex(path);
  const database = openForWriting(path);
  database.exec(`BEGIN; ${SCHEMA} COMMIT`);
  return database;
}

/**
 * Puts the names in order of their use, for completions. Not before all of the record has been read once: until then every name's count
 * changes again and again, and each change would be one more place to write to.
 */
export function orderNames(database: DatabaseSyncInstance): void {
  database.exec('CREATE INDEX IF NOT EXISTS keys_uses ON keys (dim, uses)');
}

/** Opens the index for reading beside the process that writes it; null when there is none of this version. */
export function openIndexToRead(dir: string): DatabaseSyncInstance | null {
  const path = join(dir, INDEX_FILE);
  if (!existsSync(path)) return null;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    database.exec('PRAGMA cache_size=-16384');
    if (isOfThisVersion(database)) return database;
  } catch {
    // Being made anew just now, or damaged.
  }
  database.close();
  return null;
}

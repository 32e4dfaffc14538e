// The record's file: one append-only table in SQLite. It opens what is a record of this form and refuses everything else untouched.

import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { makePrivateFile } from './private-file.ts';

export const RECORD_FILE = 'record.db';
/** `PRAGMA user_version` of the only form there has been. */
const FORM = 1;

const SCHEMA = `
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  call TEXT,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX entries_call ON entries (call) WHERE call IS NOT NULL;
CREATE INDEX entries_grants ON entries (seq) WHERE kind IN ('grant', 'revocation', 'prompt');
PRAGMA user_version = ${FORM};
`;

export type Mode = 'write' | 'read';

/** A row as SQLite gives it: every column is still to be looked at. */
export type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** The rows of a query, one at a time. */
export function* eachRow(
  statement: StatementSyncInstance,
  ...values: readonly (string | number)[]
): Generator<Row> {
  const found: Iterable<unknown> = statement.iterate(...values);
  for (const row of found) {
    if (isRow(row)) yield row;
  }
}

/**
 * Opens `<dir>/record.db`, making it in mode `write` when it isn't there. Commits are written to the WAL without a sync
 * (`synchronous=NORMAL`): the writer syncs the WAL itself before it says that an entry is durable, see record-writer.ts.
 */
export function openDatabase(dir: string, mode: Mode): Result<DatabaseSyncInstance, string> {
  const path = join(dir, RECORD_FILE);
  if (mode === 'read' && !existsSync(path)) return err(`there is no record in \`${dir}\` yet`);
  try {
    if (mode === 'write') makePrivateFile(path);
    const database = new DatabaseSync(path, { readOnly: mode === 'read', timeout: 5000 });
    try {
      return prepared(database, path, mode);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    return err(damage(path, error instanceof Error ? error.message : String(error)));
  }
}

function prepared(
  database: DatabaseSyncInstance,
  path: string,
  mode: Mode,
): Result<DatabaseSyncInstance, string> {
  const [version] = eachRow(database.prepare('PRAGMA user_version'));
  const form = version?.['user_version'];
  const [count] = eachRow(database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'"));
  const tables = count?.['n'];
  if (mode === 'write') {
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0');
    if (form === 0 && tables === 0) {
      database.exec(`BEGIN; ${SCHEMA} COMMIT`);
      syncFolder(dirname(path));
      return ok(database);
    }
  }
  if (form === FORM) return ok(database);
  database.close();
  return err(damage(path, 'it is not a record of this version of Remit'));
}

function damage(path: string, problem: string): string {
  return `the record \`${path}\` can't be used (${problem}): move it away to begin a new one, or restore a copy; every call is refused until then`;
}

/** A new file is safe only once its folder is: otherwise a crash can lose the name with everything under it. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

// The record's file: one append-only table in SQLite. It opens what is a record of this form and refuses everything else untouched.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { makePrivateFile } from './private-file.ts';
import { remedyFor } from './write-problem.ts';

export const RECORD_FILE = 'record.db';
/** `PRAGMA user_version`: docs/record-format.md. */
const FORM = 2;

const TABLE = `CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  call TEXT,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT`;
const SCHEMA = `
${TABLE};
CREATE INDEX entries_call ON entries (call) WHERE call IS NOT NULL;
CREATE INDEX entries_grants ON entries (seq) WHERE kind IN ('grant', 'revocation', 'prompt', 'prune');
PRAGMA user_version = ${FORM};
`;

/** How long a write may wait for a lock of another program, in ms. */
const BUSY_MS = 200;
/** How long opening may. */
const OPEN_MS = 5000;

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

/** `damaged`: there is a file, and it is no record of this form; `unreachable`: it can't be opened just now. */
export type OpenProblem = { readonly kind: 'damaged' | 'unreachable'; readonly problem: string };

/**
 * Opens `<dir>/record.db`, making it in mode `write` when it isn't there. Commits are written to the WAL without a sync
 * (`synchronous=NORMAL`): the writer syncs the WAL itself before it says that an entry is durable, see record-writer.ts.
 */
export function openDatabase(dir: string, mode: Mode): Result<DatabaseSyncInstance, OpenProblem> {
  const path = join(dir, RECORD_FILE);
  if (mode === 'read' && !existsSync(path))
    return err({ kind: 'unreachable', problem: `there is no record in \`${dir}\` yet` });
  try {
    if (mode === 'write') makePrivateFile(path);
    const database = new DatabaseSync(path, { readOnly: mode === 'read', timeout: OPEN_MS });
    try {
      return prepared(database, path, mode);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    return err(openProblem(path, error instanceof Error ? error.message : String(error)));
  }
}

function prepared(
  database: DatabaseSyncInstance,
  path: string,
  mode: Mode,
): Result<DatabaseSyncInstance, OpenProblem> {
  const [version] = eachRow(database.prepare('PRAGMA user_version'));
  const form = version?.['user_version'];
  const parts = [...eachRow(database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema'))];
  const isNew = mode === 'write' && form === 0 && parts.length === 0;
  const problem = isNew ? null : formProblem(form, parts);
  if (problem !== null) {
    database.close();
    return err(openProblem(path, problem));
  }
  if (isNew) {
    // Has to come before anything else: what is pruned is given back to the disk.
    database.exec('PRAGMA auto_vacuum=INCREMENTAL');
  }
  if (mode === 'write') {
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0');
    if (isNew) database.exec(`BEGIN; ${SCHEMA} COMMIT`);
    // From here on a lock of somebody else's would hold up every call: they are refused instead.
    database.exec(`PRAGMA busy_timeout=${BUSY_MS}`);
  }
  return ok(database);
}

/** Why the database is no record, or null. A trigger or a view in it could keep out or change what is written. */
function formProblem(form: unknown, parts: readonly Row[]): string | null {
  if (form !== FORM || !parts.some(isTable)) return 'it is not a record of this version of Remit';
  const alien = parts.find((part) => !isTable(part) && part['type'] !== 'index');
  return alien === undefined ? null : `it holds \`${String(alien['name'])}\`, which is no part of a record`;
}

function isTable({ type, name, sql }: Row): boolean {
  return type === 'table' && name === 'entries' && onOneLine(String(sql)) === onOneLine(TABLE);
}

function onOneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ');
}

/** Stands in for a record that can't be used, so that the rest of Remit can say so. */
export function emptyDatabase(): DatabaseSyncInstance {
  const database = new DatabaseSync(':memory:');
  database.exec(SCHEMA);
  return database;
}

/** What SQLite says of a file that it can't make sense of; all else passes when its cause does. */
const DAMAGE = /not a database|malformed|corrupt|not a record|no part of a record|unsupported|no such table/i;

export function openProblem(path: string, cause: string): OpenProblem {
  if (DAMAGE.test(cause)) {
    const problem = `the record \`${path}\` can't be used (${cause}): move it away to begin a new one, or restore a copy; every call is refused until then`;
    return { kind: 'damaged', problem };
  }
  const problem = `the record \`${path}\` can't be opened (${cause}): ${remedyFor(cause)}, then start Remit again`;
  return { kind: 'unreachable', problem };
}

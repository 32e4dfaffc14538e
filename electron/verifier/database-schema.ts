import { isObject, type JsonObject } from './json-object.ts';
import { visible } from './visible.ts';
import type { Database } from './open-database.ts';

const TABLE =
  'CREATE TABLE entries ( seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, call TEXT, body TEXT NOT NULL, hash TEXT NOT NULL ) STRICT';
const COLUMN = '(seq|at|kind|call|body|hash)';
/** What SQLite takes for it. */
const WHITE_SPACE = /[\t\n\f\r ]+/g;
/** An index over columns, of all rows or of some kinds of them: nothing in it can run anything. */
const INDEX = new RegExp(
  `^CREATE INDEX (?<name>\\w+) ON entries \\(${COLUMN}(, ${COLUMN})*\\)` +
    `( WHERE ${COLUMN} (IS NOT NULL|= '[\\w-]+'|IN \\('[\\w-]+'(, '[\\w-]+')*\\)))?$`,
);

export function* rowsOf(database: Database, sql: string): Generator<JsonObject> {
  const rows: Iterable<unknown> = database.prepare(sql).iterate();
  for (const row of rows) if (isObject(row)) yield row;
}

function pragma(database: Database, name: string): unknown {
  for (const row of rowsOf(database, `PRAGMA ${name}`)) return Object.values(row)[0];
  return null;
}

export type SchemaCheck = {
  /** What is not as it has to be, or null. */
  readonly problem: string | null;
  /** The entries can be read all the same. */
  readonly readable: boolean;
};

/** What a row of `sqlite_schema` is; null when it is no part of a record. */
function partOf({ type, name, tbl_name: owner, sql }: JsonObject): 'table' | 'index' | null {
  const text = typeof sql === 'string' ? sql.replace(WHITE_SPACE, ' ') : '';
  if (owner !== 'entries') return null;
  if (type === 'table') return name === owner && text === TABLE ? 'table' : null;
  return type === 'index' && INDEX.exec(text)?.groups?.['name'] === name ? 'index' : null;
}

/** Whether the database is what docs/record-format.md says: one table of that form, indexes on it, and nothing that could run. Throws what SQLite does. */
export function checkSchema(database: Database): SchemaCheck {
  let table = false;
  let problem: string | null = null;
  for (const row of rowsOf(database, 'SELECT type, name, tbl_name, sql FROM sqlite_schema')) {
    const part = partOf(row);
    if (part === 'table') table = true;
    if (part === null)
      problem ??= `it holds \`${visible(String(row['name']), 60)}\`, which is no part of a record`;
  }
  if (!table)
    return { problem: problem ?? 'it has no table `entries` of the form of a record', readable: false };
  if (pragma(database, 'encoding') !== 'UTF-8')
    return { problem: 'its texts are not UTF-8', readable: false };
  const version = pragma(database, 'user_version');
  if (version !== 2) problem ??= `it is not of format 2 (its \`user_version\` is ${String(version)})`;
  return { problem, readable: true };
}

/** What `PRAGMA integrity_check` finds first, or null: without it, a search could show other rows than a reading from end to end. */
export function checkStructure(database: Database): string | null {
  const found = pragma(database, 'integrity_check(1)');
  return found === 'ok' ? null : visible(String(found).replace(/\s+/g, ' '));
}

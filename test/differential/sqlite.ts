// Compares how we read SQL with what SQLite does: what we say reads is prepared, while SQLite tells what the statement would touch, and run.

import { DatabaseSync } from '@photostructure/sqlite';
import { loadSqlReader, readSql } from '../../electron/authority/read-sql.ts';
import { randomFrom } from '../support/random.ts';
import { randomSql } from './random-sql.ts';
import type { SqlDifferences } from './sql.ts';

/** Authorizer codes of what only reads: SELECT, READ, FUNCTION, RECURSIVE (sqlite.org/c3ref/c_alter_table.html). */
const READING: ReadonlySet<number> = new Set([20, 21, 31, 33]);
const PRAGMA = 19;

/** A database in memory with the tables that random statements name, which tells what a statement would do to it. */
export function watchedDatabase(): { readonly problemOf: (sql: string) => string | null } {
  const database = new DatabaseSync(':memory:');
  database.exec(
    'CREATE TABLE t (id, a, b, c); CREATE TABLE u (id, a, b, c); INSERT INTO t VALUES (1, 2, 3, 4)',
  );
  const state = database.prepare(
    "SELECT total_changes() || ' ' || (SELECT schema_version FROM pragma_schema_version) AS state",
  );
  const before = JSON.stringify(state.get());
  const touched: string[] = [];
  let isWatched = false;
  database.setAuthorizer((code, one, two) => {
    const isAsked =
      READING.has(code) || (code === PRAGMA && (one?.toLowerCase() === 'table_info' || two === null));
    if (isWatched && !isAsked) touched.push(`${code} ${one ?? ''} ${two ?? ''}`.trim());
    return 0;
  });
  return {
    problemOf: (sql) => {
      touched.length = 0;
      // A plan touches nothing, though SQLite asks whether its statement may.
      isWatched = !/^(?:[\s(;]|--[^\n]*\n|\/\*.*?\*\/)*explain\b/is.test(sql);
      try {
        database.prepare(sql).all();
      } catch {
        // A statement that fails has still said what it would touch.
      }
      isWatched = false;
      if (touched.length > 0) return `touches ${touched.join(', ')}`;
      return JSON.stringify(state.get()) === before ? null : 'has changed the database';
    },
  };
}

export async function differentialSqlite(count: number, seed: number): Promise<SqlDifferences> {
  await loadSqlReader();
  const random = randomFrom(seed);
  const { problemOf } = watchedDatabase();
  const unsafe: string[] = [];
  let read = 0;
  for (let at = 0; at < count; at += 1) {
    const sql = randomSql(random, 'sqlite');
    const ours = readSql(sql, 'sqlite');
    if (ours.kind !== 'statement' || ours.access !== 'read') continue;
    const problem = problemOf(sql);
    if (problem === null) read += 1;
    else unsafe.push(`${JSON.stringify(sql)}: ${problem}`);
  }
  // What we refuse isn't run, so that nothing is known of it.
  return { cases: count, unsafe, safe: 0, read };
}

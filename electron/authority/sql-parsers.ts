// Loads the parsers of SQL when the first statement comes. PostgreSQL's is PostgreSQL itself, compiled to WebAssembly, and SQLite's is
// SQLite; MySQL's and SQL Server's are grammars written for the purpose.

import { createRequire } from 'node:module';
import { DatabaseSync } from '@photostructure/sqlite';
import type { TokenDialect } from '../../shared/core/sql-access.ts';
import { BoundedText } from './bounded-text.ts';

/**
 * The written grammars go back and try again, twice or six times for each level that a text is nested. This many looks at the text are some
 * thirty milliseconds, and a hundred times what a query of a person takes.
 */
const MAX_LOOKS = 300_000;

/** The tree of a text, or null when it isn't in the grammar. */
export type ParsePostgres = (sql: string) => { readonly tree: unknown } | null;
/** Whether a text is in the dialect's grammar, as far as that can be told in time. `isQuery`: it has to be a query. */
export type Accepts = (sql: string, isQuery: boolean) => boolean;
export type SqlParsers = {
  readonly postgres: ParsePostgres;
  readonly accepts: Readonly<Record<TokenDialect, Accepts>>;
};

type Tree = Readonly<Record<string, unknown>>;
type Call = (...values: readonly unknown[]) => unknown;
const POSTGRES = ['libpg-query/wasm/index.cjs', 'libpg-query/wasm/libpg-query.js'];

export async function loadSqlParsers(): Promise<SqlParsers> {
  const require = createRequire(import.meta.url);
  return {
    postgres: await loadPostgres(),
    accepts: {
      mysql: grammarOf(require('node-sql-parser/build/mysql')),
      mssql: grammarOf(require('node-sql-parser/build/transactsql')),
      sqlite: sqliteAccepts(),
    },
  };
}

/** Thrown by the parser of PostgreSQL when it broke: it has to be loaded again before the next statement. */
export class BrokenParser extends Error {}

/**
 * PostgreSQL's parser in a memory of its own. A statement that exhausts the stack leaves that memory damaged, and what the parser says
 * afterwards can't be trusted: it is thrown away then.
 */
async function loadPostgres(): Promise<ParsePostgres> {
  const require = createRequire(import.meta.url);
  for (const part of POSTGRES) Reflect.deleteProperty(require.cache, require.resolve(part));
  const loaded: unknown = require('libpg-query');
  const load = methodOf(loaded, 'loadModule');
  const parse = methodOf(loaded, 'parseSync');
  await load();
  let isBroken = false;
  return (sql) => {
    if (isBroken) throw new BrokenParser();
    try {
      return { tree: parse(sql) };
    } catch (error) {
      if (error instanceof Error && error.name === 'SqlError') return null;
      isBroken = true;
      throw new BrokenParser();
    }
  };
}

function grammarOf(loaded: unknown): Accepts {
  const parser: unknown = Reflect.construct(functionOf(loaded, 'Parser'), []);
  const astify = methodOf(parser, 'astify');
  return (sql, isQuery) => {
    try {
      // Trimming would give it a plain text again.
      const tree: unknown = astify(new BoundedText(sql, MAX_LOOKS), { trimQuery: false });
      const statements: readonly unknown[] = Array.isArray(tree) ? tree : [tree];
      const [only, ...others] = statements;
      return others.length === 0 && isTree(only) && (!isQuery || only['type'] === 'select');
    } catch {
      return false;
    }
  };
}

/** What SQLite says of a statement that it parsed but whose tables and columns it doesn't have. */
const PARSED =
  /^no such (table|column|function|index|view|collation sequence)|^ambiguous column name|^no tables specified|has no column named/;

/** SQLite prepares the statement in an empty database and never runs it. */
function sqliteAccepts(): Accepts {
  const database = new DatabaseSync(':memory:');
  return (sql) => {
    try {
      database.prepare(sql);
      return true;
    } catch (error) {
      return error instanceof Error && PARSED.test(error.message);
    }
  };
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

function functionOf(owner: unknown, name: string) {
  const found = isTree(owner) ? owner[name] : undefined;
  if (typeof found !== 'function') throw new Error('an SQL parser is damaged');
  return found;
}

function methodOf(owner: unknown, name: string): Call {
  const method = functionOf(owner, name);
  return (...values): unknown => Reflect.apply(method, owner, values);
}

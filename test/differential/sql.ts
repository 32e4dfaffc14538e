// Compares how we read SQL with what PostgreSQL's parser says of it, by a walk over the JSON text that shares no code with ours.

import { loadModule, parseSync } from 'libpg-query';
import { loadSqlReader, readSql } from '../../electron/authority/read-sql.ts';
import { randomFrom } from '../support/random.ts';
import { randomSql } from './random-sql.ts';

export type SqlDifferences = {
  readonly cases: number;
  /** We say that it reads, and the tree holds something that doesn't. */
  readonly unsafe: readonly string[];
  /** The tree holds nothing but a query, and we say otherwise: an unknown function, a mode in which the text is another. */
  readonly safe: number;
  /** How many read for both. */
  readonly read: number;
};

export async function differentialSql(count: number, seed: number): Promise<SqlDifferences> {
  await loadModule();
  const random = randomFrom(seed);
  const unsafe: string[] = [];
  const found = { safe: 0, read: 0 };
  for (let at = 0; at < count; at += 1) {
    await loadSqlReader();
    const sql = randomSql(random);
    const read = readSql(sql, 'postgres');
    const ours = read.kind === 'statement' && read.access === 'read';
    const theirs = postgresReading(sql);
    if (ours && theirs.kind === 'more') unsafe.push(`${JSON.stringify(sql)}: ${theirs.what}`);
    else if (ours) found.read += 1;
    else if (theirs.kind === 'query') found.safe += 1;
  }
  return { cases: count, unsafe, ...found };
}

/** Kinds of statements and clauses by which a tree is more than a query. */
const CHANGING = /"(?:[A-Z]\w*(?<!Select|Explain|VariableShow)Stmt|intoClause|lockingClause)":/;
/** Names of functions that do something, by what their names begin with. */
const ACTING =
  /^(?:pg_(?:sleep|read|write|ls|stat_file|terminate|cancel|reload|advisory|try|notify|switch|create|drop|logical|replication|export|promote|wal|backup|log|rotate)|lo_|lo[a-z]+write|dblink|set|nextval|query_to|cursor_to|ts_stat|ts_rewrite|txid_current$|purge)/;

/** `unparsed`: PostgreSQL refuses the text, and nothing runs. */
export type PostgresReading =
  | { readonly kind: 'query' }
  | { readonly kind: 'more'; readonly what: string }
  | { readonly kind: 'unparsed' };

/** What a text is to PostgreSQL: one query, or more than that. */
export function postgresReading(sql: string): PostgresReading {
  const json = treeOf(sql);
  if (json === null) return { kind: 'unparsed' };
  const what = moreThanQuery(json);
  return what === null ? { kind: 'query' } : { kind: 'more', what };
}

function moreThanQuery(json: string): string | null {
  const statements = json.split('"stmt":').length - 1;
  if (statements !== 1) return `${statements} statements`;
  const changing = CHANGING.exec(json);
  const isPlan = json.includes('"ExplainStmt":') && !json.includes('"defname":"analyze"');
  if (changing !== null && !isPlan) return `holds ${changing[0]}`;
  for (const [, first = '', second] of json.matchAll(FUNCTION)) {
    const isOfPlan = isPlan && /^(next|set)val$/.test(first);
    if (
      second === undefined ? ACTING.test(first) && !isOfPlan : first !== 'pg_catalog' || ACTING.test(second)
    )
      return `calls ${first}.${second ?? ''}`;
  }
  return null;
}

const FUNCTION = /"funcname":\[\{"String":\{"sval":"(\w+)"\}\}(?:,\{"String":\{"sval":"(\w+)"\}\})?/g;

/** The tree as JSON text, or null when the text doesn't parse. */
function treeOf(sql: string): string | null {
  if (sql.trim() === '' || sql.includes('\u0000')) return null;
  try {
    return JSON.stringify(parseSync(sql));
  } catch {
    return null;
  }
}

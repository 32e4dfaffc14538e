// What a statement of MySQL, SQLite or SQL Server needs, by its tokens alone. PostgreSQL is judged by its own parser's tree instead.

import type { SqlDialect } from '../contract/tool-profile.ts';
import { ALL_FUNCTIONS } from '../profiles/sql-functions.ts';
import { MSSQL_WORDS, MYSQL_WORDS, SQLITE_WORDS, type SqlWords } from '../profiles/sql-words.ts';
import { beyondNeed, changeNeed } from './sql-change.ts';
import { READS, strongerNeed, type SqlNeed } from './sql-need.ts';
import { readsPragma } from './sql-pragma.ts';
import { queryNeed, referenceNeed, strongestOf } from './sql-query.ts';
import type { SqlToken } from './sql-tokens.ts';

export type TokenDialect = Exclude<SqlDialect, 'postgres'>;
/** `grammar` are the tokens that the dialect's grammar has to accept besides; null when there is nothing to check. */
export type StatementNeed = SqlNeed & { readonly grammar: readonly SqlToken[] | null };

const WORDS: Readonly<Record<TokenDialect, SqlWords>> = {
  mysql: MYSQL_WORDS,
  sqlite: SQLITE_WORDS,
  mssql: MSSQL_WORDS,
};
const WORDS_OF_ANY: Readonly<Record<TokenDialect, SqlWords>> = {
  mysql: { ...MYSQL_WORDS, functions: ALL_FUNCTIONS },
  sqlite: { ...SQLITE_WORDS, functions: ALL_FUNCTIONS },
  mssql: { ...MSSQL_WORDS, functions: ALL_FUNCTIONS },
};

/** The statements between semicolons, without the empty ones. */
export function statementsOf(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.key === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

/** `isSure`: the dialect is known. Else a function counts as known when it is one of any dialect. */
export type Dialect = { readonly dialect: TokenDialect; readonly isSure: boolean };

function wordsOf({ dialect, isSure }: Dialect): SqlWords {
  return isSure ? WORDS[dialect] : WORDS_OF_ANY[dialect];
}

/** What one statement needs. */
export function needOf(statement: readonly SqlToken[], of: Dialect): StatementNeed {
  const words = wordsOf(of);
  const head = statement.find((token) => token.key !== '(')?.key ?? '';
  const unchecked = (need: SqlNeed): StatementNeed => ({ ...need, grammar: null });
  if (head === 'select' || head === 'with') return { ...queryNeed(statement, words), grammar: statement };
  switch (of.dialect) {
    case 'sqlite':
      if (head === 'values') return { ...queryNeed(statement, words), grammar: statement };
      if (head === 'pragma') return unchecked(readsPragma(statement) ? READS : beyondNeed(head));
      if (head === 'explain') return explainNeed(statement, of);
      break;
    case 'mysql':
      if (head === 'values' || head === 'table') return unchecked(queryNeed(statement, words));
      if (head === 'show')
        return unchecked(strongestOf(statement, (at) => referenceNeed(statement, at, words)));
      if (/^(explain|describe|desc)$/.test(head)) return explainNeed(statement, of);
      break;
    case 'mssql':
      // A first word that it doesn't know is the name of a procedure.
      break;
  }
  const need = changeNeed(statement, words);
  return { ...need, grammar: need.access === 'write' ? statement : null };
}

const EXPLAINED = /^(select|with|insert|update|delete|replace|values|table|\()$/;

/** A plan is only read; ANALYZE runs what it explains, and INTO sets a variable. */
function explainNeed(statement: readonly SqlToken[], of: Dialect): StatementNeed {
  const unclear: StatementNeed = { ...beyondNeed('explain'), grammar: null };
  const from = statement.findIndex((token, at) => at > 0 && EXPLAINED.test(token.key));
  const options = (from === -1 ? statement : statement.slice(0, from)).slice(1);
  if (of.dialect === 'sqlite') {
    if (from === -1 || !/^(query plan)?$/.test(options.map(({ key }) => key).join(' '))) return unclear;
    const need = needOf(statement.slice(from), of);
    return { ...(need.access === 'write' ? READS : need), grammar: statement };
  }
  const { beyond, changing } = wordsOf(of);
  const isPlain = options.every(
    ({ kind, key }) =>
      (kind !== 'symbol' || key === '.' || key === '=') && !beyond.has(key) && !changing.has(key),
  );
  const isRun = options.some(({ key }) => /^analy[sz]e$/.test(key));
  if (!isPlain) return unclear;
  // MySQL describes a table with the same word.
  if (from === -1) return isRun ? unclear : { ...READS, grammar: null };
  const need = needOf(statement.slice(from), of);
  return need.access === 'write' && !isRun ? { ...need, ...READS } : need;
}

/** What several statements need together: at least writing, because they may open and close transactions between them. */
export function needOfAll(needs: readonly SqlNeed[]): SqlNeed {
  const [first = READS, ...others] = needs;
  if (others.length === 0) return first;
  return others.reduce(
    strongerNeed,
    strongerNeed(first, { access: 'write', why: 'it holds several statements' }),
  );
}

// What a changing statement of MySQL, SQLite or SQL Server needs, by its tokens: writing when it changes rows, tables, indexes or views,
// and more when it touches rights, settings, code, files or the session.

import type { SqlWords } from '../profiles/sql-words.ts';
import { words as wordSet } from '../profiles/words.ts';
import { isListed } from './sql-calls.ts';
import { READS, strongerNeed, type SqlNeed } from './sql-need.ts';
import { referenceNeed, strongestOf } from './sql-query.ts';
import { nameIn, type SqlToken } from './sql-tokens.ts';

const ROWS = wordSet('insert update delete replace merge truncate with');
const TABLES = wordSet('create alter drop');
const TRANSACTIONS = wordSet('begin start commit rollback savepoint release end');
/** What may follow in a statement about transactions. */
const OF_TRANSACTIONS = wordSet(
  'transaction tran work deferred immediate exclusive concurrent to savepoint read only write with consistent snapshot and no chain',
);
const TYPES = wordSet(
  'bigint binary bit blob bool boolean char character date datetime datetime2 dec decimal double enum fixed float int integer ' +
    'mediumint nchar numeric nvarchar real set smallint text time timestamp tinyint varbinary varchar varying year',
);

export function changeNeed(statement: readonly SqlToken[], words: SqlWords): SqlNeed {
  const head = statement[0]?.key ?? '';
  if (TRANSACTIONS.has(head)) return transactionNeed(statement, words);
  if (!ROWS.has(head) && !(TABLES.has(head) && isOfTables(statement))) return beyondNeed(head);
  const need: SqlNeed = { access: 'write', why: `it begins with ${head.toUpperCase()}` };
  return strongerNeed(
    need,
    strongestOf(statement, (at) => (at === 0 ? READS : partNeed(statement, at, { head, words }))),
  );
}

export function beyondNeed(head: string): SqlNeed {
  const named = /^[\p{L}_]+$/u.test(head) ? head.toUpperCase() : 'it';
  return { access: 'admin', why: `${named} does more than read and write tables` };
}

function transactionNeed(statement: readonly SqlToken[], words: SqlWords): SqlNeed {
  const [head, ...rest] = statement;
  const last = rest.length - 1;
  const isPlain = rest.every(({ kind, key }, at) => {
    if (OF_TRANSACTIONS.has(key) || key === ',') return true;
    // The name of a savepoint or transaction.
    return at === last && /^(word|name)$/.test(kind) && !words.beyond.has(key) && !words.changing.has(key);
  });
  return isPlain ? { access: 'write', why: 'it begins or ends a transaction' } : beyondNeed(head?.key ?? '');
}

/** `CREATE TEMPORARY TABLE`, `DROP VIEW` …: the kind of thing stands among the first words. */
function isOfTables(statement: readonly SqlToken[]): boolean {
  const kinds = statement.slice(1, 5).map((token) => token.key);
  const at = kinds.findIndex((key) => /^(table|index|view)$/.test(key));
  const before = kinds.slice(0, at);
  return (
    at !== -1 &&
    before.every((key) => /^(temp|temporary|unique|or|replace|clustered|nonclustered|fulltext)$/.test(key))
  );
}

type Change = { readonly head: string; readonly words: SqlWords };

function partNeed(tokens: readonly SqlToken[], at: number, { head, words }: Change): SqlNeed {
  const token = tokens[at];
  if (token === undefined) return READS;
  const next = tokens[at + 1]?.key;
  if (next === '(' && isDefinition(tokens, at, head)) return READS;
  const reference = referenceNeed(tokens, at, words);
  if (reference.access !== 'read') return reference;
  const name = nameIn(token);
  if (words.systems.has(name) && (next === '.' || name.startsWith('sqlite_')))
    return { access: 'admin', why: `it names what \`${name}\` holds` };
  const isWord = token.kind === 'word' && tokens[at - 1]?.key !== '.' && next !== '(';
  if (isWord && words.beyond.has(token.key) && !isPartOf(head, token.key, next))
    return { access: 'admin', why: `it holds ${token.key.toUpperCase()}` };
  return READS;
}

/** Words that begin other statements, where they are parts of this one. */
function isPartOf(head: string, key: string, next: string | undefined): boolean {
  if (key === 'if') return next === 'exists' || next === 'not';
  if (key === 'set') return head === 'update' || head === 'merge' || head === 'insert' || head === 'with';
  if (head !== 'alter') return false;
  if (key === 'add') return true;
  if (key === 'drop') return /^(column|constraint|primary|foreign|index|key|check)$/.test(next ?? '');
  if (key === 'rename') return /^(to|column|index|as)$/.test(next ?? '');
  return key === 'alter' && next === 'column';
}

/** A table, its columns or a type with its size: names with parentheses behind them that call nothing. */
function isDefinition(tokens: readonly SqlToken[], at: number, head: string): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (token.kind === 'word' && TABLES.has(head) && TYPES.has(token.key)) return true;
  let from = at;
  while (tokens[from - 1]?.key === '.') from -= 2;
  const before = tokens[from - 1]?.key ?? '';
  if (TABLES.has(head) && /^(table|exists)$/.test(before)) return true;
  const isIndex = tokens.slice(1, 4).some(({ key }) => key === 'index');
  if (before === 'on') return isIndex && isListed(tokens, at);
  const names = TABLES.has(head)
    ? /^(references|index|key|unique|constraint|view)$/
    : /^(into|replace|insert)$/;
  return names.test(before) && isListed(tokens, at);
}

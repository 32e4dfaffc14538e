// What a query of MySQL, SQLite or SQL Server needs, by its tokens: it reads when no word in it changes anything and it calls nothing but
// functions that are known only to compute.

import type { SqlWords } from '../profiles/sql-words.ts';
import { isHarmlessCall } from './sql-calls.ts';
import { READS, strongerNeed, type SqlNeed } from './sql-need.ts';
import { nameIn, type SqlToken } from './sql-tokens.ts';

const admin = (why: string): SqlNeed => ({ access: 'admin', why });
const write = (why: string): SqlNeed => ({ access: 'write', why });

/** The strongest of what the tokens show. */
export function queryNeed(tokens: readonly SqlToken[], words: SqlWords): SqlNeed {
  return strongestOf(tokens, (at) =>
    strongerNeed(referenceNeed(tokens, at, words), wordNeed(tokens, at, words)),
  );
}

export function strongestOf(tokens: readonly SqlToken[], needAt: (at: number) => SqlNeed): SqlNeed {
  return tokens.reduce((need, _token, at) => strongerNeed(need, needAt(at)), READS);
}

/** What a name or a call at a place needs, in queries and in changes alike. */
export function referenceNeed(tokens: readonly SqlToken[], at: number, words: SqlWords): SqlNeed {
  const token = tokens[at];
  if (token === undefined) return READS;
  if (token.key === ':=') return write('it sets a variable of the session');
  // Where a quote may stand around a name, a text may be one.
  if (words.outside.has(nameIn(token))) return admin(`\`${nameIn(token)}\` is no mere table`);
  const calls = tokens[at + 1]?.key === '(';
  if (token.kind === 'text' && token.text.startsWith('"') && calls) return admin('it calls a quoted name');
  if (token.kind !== 'word' && token.kind !== 'name') return READS;
  if (isFourParts(tokens, at)) return admin('it names a table of another server');
  if (calls && !isHarmlessCall(tokens, at, words))
    return admin(`it calls \`${token.key}\`, and what that does isn’t known`);
  return READS;
}

function wordNeed(tokens: readonly SqlToken[], at: number, words: SqlWords): SqlNeed {
  const token = tokens[at];
  const before = tokens[at - 1]?.key;
  const next = tokens[at + 1]?.key;
  // What follows a period is a name, whatever it looks like, and what opens a parenthesis is a call.
  if (token?.kind !== 'word' || before === '.' || next === '(') return READS;
  if (token.key === 'for' && next === 'share') return write('it locks rows');
  if (/^(next|previous)$/.test(token.key) && next === 'value') return write('it counts a sequence on');
  if (token.key === 'fetch' && !/^rows?$/.test(before ?? '')) return admin('it moves a cursor');
  if (words.beyond.has(token.key)) return admin(`it holds ${token.key.toUpperCase()}`);
  return words.changing.has(token.key) ? write(`it holds ${token.key.toUpperCase()}`) : READS;
}

/** `server.database.schema.table`, with or without names between the periods. */
function isFourParts(tokens: readonly SqlToken[], at: number): boolean {
  if (tokens[at - 1]?.key === '.') return false;
  let dots = 0;
  for (let next = at + 1; tokens[next]?.key === '.'; next += 1) {
    dots += 1;
    if (/^(word|name)$/.test(tokens[next + 1]?.kind ?? '')) next += 1;
  }
  return dots > 2;
}

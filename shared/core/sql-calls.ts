// What stands before a parenthesis in a list of tokens: a function that is known only to compute, no call at all, or something unknown.

import type { SqlWords } from '../profiles/sql-words.ts';
import type { SqlToken } from './sql-tokens.ts';

/** `at` is a word or quoted name with `(` after it. False when what it calls isn't known. */
export function isHarmlessCall(tokens: readonly SqlToken[], at: number, words: SqlWords): boolean {
  const token = tokens[at];
  const before = tokens[at - 1]?.key;
  if (token === undefined || (before === 'as' && isListed(tokens, at)) || isColumnList(tokens, at))
    return true;
  if (before === '.') return false;
  // Behind a parenthesis stands the name of what is in it, or a word of the grammar: OVER, FILTER, AGAINST.
  if (before === ')') return true;
  if (token.kind === 'word') return words.opening.has(token.key) || words.functions.has(token.key);
  return words.callsQuoted && words.functions.has(token.key);
}

/** Whether the parentheses behind `at` hold only names and numbers: the columns of a table, the size of a type. */
export function isListed(tokens: readonly SqlToken[], at: number): boolean {
  const end = closing(tokens, at + 1);
  return end !== -1 && tokens.slice(at + 2, end).every(isNameOrNumber);
}

function isNameOrNumber({ kind, key }: SqlToken): boolean {
  return kind === 'number' || kind === 'name' || kind === 'word' || key === ',';
}

/** `WITH t(n) AS (`: the names of a common table's columns. No call can stand there. */
function isColumnList(tokens: readonly SqlToken[], at: number): boolean {
  if (!isListed(tokens, at)) return false;
  const end = closing(tokens, at + 1);
  const next = tokens.slice(end + 1, end + 5).map((token) => token.key);
  return /^as ((not )?materialized )?\(/.test(next.join(' '));
}

/** The place of the parenthesis that closes the one at `open`, or -1. */
function closing(tokens: readonly SqlToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const key = tokens[at]?.key;
    if (key === '(') depth += 1;
    else if (key === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

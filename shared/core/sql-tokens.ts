// Splits SQL into its tokens as one dialect does. Whatever isn't plainly a token, or is one that databases cut differently, stops it.

import type { SqlLexis } from './sql-lexis.ts';

export type SqlTokenKind = 'word' | 'name' | 'text' | 'number' | 'parameter' | 'symbol';
export type SqlToken = {
  readonly kind: SqlTokenKind;
  /** As written, quotes and all. */
  readonly text: string;
  /** A word or the inside of a quoted name in small letters, a symbol as it is, else empty. */
  readonly key: string;
  /** Whether a space or comment stands before it. */
  readonly spaced: boolean;
};
export type SqlTokens =
  | { readonly kind: 'tokens'; readonly tokens: readonly SqlToken[] }
  /** `tokens` are those before the place that can't be read. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly tokens: readonly SqlToken[] };

const SPACE = /[ \t\n\r\f\v]+/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_$])/uy;
/** A lone carriage return, and others that only some readers take for a line's end: what follows may be comment or not. */
const ODD_LINE_END = /\r(?!\n)|[\u000b\u000c\u0085\u2028\u2029]/;

/** `sql` holds no NUL and no half of a surrogate pair. Never throws. */
export function sqlTokens(sql: string, lexis: SqlLexis): SqlTokens {
  const tokens: SqlToken[] = [];
  let at = 0;
  let spaced = false;
  while (at < sql.length) {
    const gap = gapAt(sql, at, lexis);
    if (typeof gap !== 'number') return { kind: 'unreadable', why: gap.why, tokens };
    if (gap > at) {
      at = gap;
      spaced = true;
      continue;
    }
    const token = tokenAt(sql, at, { lexis, before: tokens.at(-1), spaced });
    if (token === null) return { kind: 'unreadable', why: unreadableAt(sql, at), tokens };
    tokens.push(token);
    at += token.text.length;
    spaced = false;
  }
  return { kind: 'tokens', tokens };
}

function unreadableAt(sql: string, at: number): string {
  return /["'`[$]/.test(sql.charAt(at)) ? 'a quote in it stays open' : 'it holds a character that is not SQL';
}

/** Where the spaces and the comment at `at` end. */
function gapAt(sql: string, at: number, lexis: SqlLexis): number | { readonly why: string } {
  const first = sql.charCodeAt(at);
  // Letters and signs that begin neither a space nor a comment, for speed.
  if (first > 47 || (first > 35 && first < 45)) return at;
  const space = matchAt(SPACE, sql, at);
  if (space !== null) return at + space.length;
  const line = matchAt(lexis.lineComment, sql, at);
  if (line !== null)
    return ODD_LINE_END.test(line.replace(/\r$/, '')) || sql.charAt(at + line.length) === '\r'
      ? oddEnd(sql, at + line.length, line)
      : at + line.length;
  if (sql.startsWith('/*', at)) return blockEnd(sql, at, lexis);
  if (sql.startsWith('--', at)) return { why: 'databases differ about a comment in it' };
  return at;
}

/** A comment that PostgreSQL ends at a carriage return is fine when a line feed follows. */
function oddEnd(sql: string, end: number, line: string): number | { readonly why: string } {
  const isUsual = !ODD_LINE_END.test(line.replace(/\r$/, '')) && sql.startsWith('\r\n', end);
  return isUsual ? end : { why: 'readers differ about where a comment in it ends' };
}

function blockEnd(sql: string, at: number, lexis: SqlLexis): number | { readonly why: string } {
  if (lexis.runs?.test(sql.slice(at + 2, at + 4)) === true)
    return { why: 'it holds a comment that the database runs' };
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at + 2;
  let depth = 1;
  for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
    if (found[0] === '*/') depth -= 1;
    else if (lexis.nests) depth += 1;
    if (depth === 0) return mark.lastIndex;
  }
  return { why: 'a comment in it stays open' };
}

type Where = { readonly lexis: SqlLexis; readonly before: SqlToken | undefined; readonly spaced: boolean };

function tokenAt(sql: string, at: number, { lexis, before, spaced }: Where): SqlToken | null {
  const token = (kind: SqlTokenKind, text: string, key = ''): SqlToken => ({ kind, text, key, spaced });
  const first = sql.charCodeAt(at);
  // A letter begins a word, unless it stands before a quote; for speed.
  if (isLetter(first) && sql.charCodeAt(at + 1) !== QUOTE) {
    const plain = matchAt(lexis.word, sql, at) ?? '';
    return plain === '' ? null : token('word', plain, plain.toLowerCase());
  }
  const text = matchAt(lexis.text, sql, at);
  if (text !== null) return token('text', text);
  const name = matchAt(lexis.name, sql, at);
  // After a value `[` is a subscript.
  if (name !== null) return token('name', name, name.slice(1, -1).toLowerCase());
  const number = matchAt(NUMBER, sql, at);
  if (number !== null) return token('number', number);
  const parameter = matchAt(lexis.parameter, sql, at);
  if (parameter !== null && isParameter(parameter, before)) return token('parameter', parameter);
  const word = matchAt(lexis.word, sql, at);
  if (word !== null) return token('word', word, word.toLowerCase());
  const symbol = matchAt(lexis.symbol, sql, at);
  return symbol === null ? null : token('symbol', symbol, symbol);
}

const QUOTE = 39;
function isLetter(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91);
}

/** `%s` divides after a value; `:name` after a value is a slice's end or a path into JSON. */
function isParameter(text: string, before: SqlToken | undefined): boolean {
  if (!/^[%:]/.test(text)) return true;
  if (before === undefined) return false;
  return before.kind === 'word' || (before.kind === 'symbol' && before.key !== ')' && before.key !== ']');
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null || match[0] === '' ? null : match[0];
}

/** What a word, a quoted name or a text would name, in small letters. */
export function nameIn(token: SqlToken): string {
  return token.kind === 'text' ? token.text.slice(1, -1).toLowerCase() : token.key;
}

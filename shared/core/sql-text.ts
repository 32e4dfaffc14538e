// Writes tokens as text again, for parsers that would read the original text differently.

import type { SqlToken } from './sql-tokens.ts';

function rendered(tokens: readonly SqlToken[], write: (token: SqlToken) => string): string {
  return tokens.map((token) => (token.spaced ? ` ${write(token)}` : write(token))).join('');
}

/** Without comments, else unchanged. */
export function asWritten(tokens: readonly SqlToken[]): string {
  return rendered(tokens, ({ text }) => text);
}

/** For grammars that cut texts differently: nothing in a text or a quoted name can be taken for something else. */
export function plainly(tokens: readonly SqlToken[]): string {
  let before = '';
  return rendered(tokens, ({ kind, text, key }) => {
    const isSize = key === 'max' && before === '(';
    before = key;
    // The size of `varchar(max)`, which the grammar lacks.
    if (isSize) return '1';
    if (kind === 'text') return "'s'";
    if (kind === 'parameter') return text.startsWith('@') ? text : '1';
    if (kind !== 'name') return text;
    const name = /^[a-z_]\w*$/.test(key) ? key : 'q';
    return text.startsWith('`') ? `\`${name}\`` : `[${name}]`;
  });
}

/** Drivers replace `?`, `:name` and `%s` by the `$1` that PostgreSQL knows. */
export function withMarks(tokens: readonly SqlToken[]): string {
  return rendered(tokens, (token) => (isMark(token) ? '$1' : token.text));
}

export function hasMarks(tokens: readonly SqlToken[]): boolean {
  return tokens.some(isMark);
}

function isMark({ kind, text }: SqlToken): boolean {
  return kind === 'parameter' && !text.startsWith('$');
}

/** As PostgreSQL reads a text when backslashes escape in all of it (`standard_conforming_strings = off`). */
export function withEscapes(tokens: readonly SqlToken[]): string {
  let isPrefixed = false;
  return rendered(tokens, ({ kind, text, spaced }) => {
    const escapes = kind === 'text' && text.startsWith("'") && (spaced || !isPrefixed);
    isPrefixed = kind === 'word' || text === '&';
    return escapes ? `E${text}` : text;
  });
}

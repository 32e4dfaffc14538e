// How each dialect of SQL writes comments, texts, names and parameters. Getting these right is most of reading SQL safely: what one
// reader takes for text, another runs.

import type { SqlDialect } from '../contract/tool-profile.ts';

export type SqlLexis = {
  /** Up to the line's end. */
  readonly lineComment: RegExp;
  /** Whether a block comment holds others. */
  readonly nests: boolean;
  /** What a block comment begins with when the database runs it, or takes settings from it. */
  readonly runs: RegExp | null;
  /** Texts and quoted names, whole. An escaped quote is a doubled one; with `\\.` also one after a backslash. */
  readonly text: RegExp;
  readonly name: RegExp;
  readonly word: RegExp;
  readonly parameter: RegExp;
  readonly symbol: RegExp;
};

const DASHES = /--[^\n]*/y;
const DOUBLED = /'(?:[^']|'')*'/y;
const LETTERS = /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy;

/** PostgreSQL, 4.1. `escapes`: `standard_conforming_strings` is off. */
const postgres = (escapes: boolean): SqlLexis => ({
  lineComment: /--[^\n\r]*/y,
  nests: true,
  runs: null,
  text: escapes
    ? /[eE]?'(?:[^'\\]|''|\\[^])*'|\$([\p{L}_][\p{L}\p{M}\p{N}_]*)?\$[^]*?\$\1\$/uy
    : /[eE]'(?:[^'\\]|''|\\[^])*'|'(?:[^']|'')*'|\$([\p{L}_][\p{L}\p{M}\p{N}_]*)?\$[^]*?\$\1\$/uy,
  name: /"(?:[^"]|"")*"/y,
  word: LETTERS,
  parameter: /\$\d+|\?|:[\p{L}_][\p{L}\p{N}_]*|%s\b|%\([\p{L}_][\p{L}\p{N}_]*\)s\b/uy,
  symbol: /::|:=|[-+*/%=<>!&|^~(),.;:@#?`[\]]/y,
});

/**
 * MySQL 8.4 and MariaDB 11, "Language Structure". A server in the mode NO_BACKSLASH_ESCAPES knows no escapes, one in the mode ANSI_QUOTES
 * takes double quotes for those of names, where nothing escapes.
 */
const mysql = (mode: 'usual' | 'ansi quotes' | 'no escapes'): SqlLexis => ({
  // Without a space after it, `--` is two minus signs.
  lineComment: /#[^\n]*|--(?=[\u0000- ]|$)[^\n]*/y,
  nests: false,
  runs: /^(?:M?!|\+)/,
  text: {
    usual: /'(?:[^'\\]|''|\\[^])*'|"(?:[^"\\]|""|\\[^])*"/y,
    'ansi quotes': /'(?:[^'\\]|''|\\[^])*'|"(?:[^"]|"")*"/y,
    'no escapes': /'(?:[^']|'')*'|"(?:[^"]|"")*"/y,
  }[mode],
  name: /`(?:[^`]|``)+`/y,
  word: /@{0,2}[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy,
  parameter: /\?|:[\p{L}_][\p{L}\p{N}_]*|%s\b|%\([\p{L}_][\p{L}\p{N}_]*\)s\b/uy,
  symbol: /:=|[-+*/%=<>!&|^~(),.;:@{}[\]]/y,
});

/** SQLite, sqlite.org/lang.html: "Comments", "Literal values", "Keywords", "Parameters". */
const sqlite: SqlLexis = {
  lineComment: DASHES,
  nests: false,
  runs: null,
  text: DOUBLED,
  name: /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y,
  word: LETTERS,
  // With `(` after it, a parameter runs up to the next `)`, whatever is in between.
  parameter: /\?\d*|[:@$][\p{L}\p{N}_]+(?![\p{L}\p{N}_$(:])|%s\b|%\([\p{L}_][\p{L}\p{N}_]*\)s\b/uy,
  symbol: /[-+*/%=<>!&|^~(),.;]/y,
};

/** Transact-SQL, SQL Server 2022. */
const mssql: SqlLexis = {
  lineComment: DASHES,
  nests: true,
  runs: null,
  text: DOUBLED,
  name: /"(?:[^"]|"")*"|\[(?:[^\]]|\]\])*\]/y,
  word: /[\p{L}_#][\p{L}\p{M}\p{N}_@#$]*|@@[\p{L}_]+|\$[\p{L}]+/uy,
  parameter: /\?|\$\d+|@[\p{L}_][\p{L}\p{N}_]*|:[\p{L}_][\p{L}\p{N}_]*|%s\b|%\([\p{L}_][\p{L}\p{N}_]*\)s\b/uy,
  symbol: /[-+*/%=<>!&|^~(),.;:@`{}\]]/y,
};

/** The ways a server of the dialect may be set to read texts, the usual one first. They differ only where there is a backslash. */
export function lexesOf(dialect: SqlDialect): readonly [SqlLexis, ...SqlLexis[]] {
  switch (dialect) {
    case 'postgres':
      return POSTGRES;
    case 'mysql':
      return MYSQL;
    case 'sqlite':
      return [sqlite];
    case 'mssql':
      return [mssql];
  }
}
const POSTGRES = [postgres(false), postgres(true)] as const;
const MYSQL = [mysql('usual'), mysql('ansi quotes'), mysql('no escapes')] as const;

// Reads statements to a database and says what they need. A text is read in every way that a server of its dialect may be set to, and the
// strongest need counts; what no parser accepts can't be worked out.

import type { DatabaseAccess } from '../../shared/contract/database.ts';
import type { SqlDialect } from '../../shared/contract/tool-profile.ts';
import { needOf, needOfAll, statementsOf, type TokenDialect } from '../../shared/core/sql-access.ts';
import { isTooDeep } from '../../shared/core/sql-depth.ts';
import { lexesOf, type SqlLexis } from '../../shared/core/sql-lexis.ts';
import { strongerNeed, type SqlNeed } from '../../shared/core/sql-need.ts';
import { asWritten, hasMarks, plainly, withEscapes, withMarks } from '../../shared/core/sql-text.ts';
import { sqlTokens, type SqlToken } from '../../shared/core/sql-tokens.ts';
import { ALL_FUNCTIONS, POSTGRES_FUNCTIONS } from '../../shared/profiles/sql-functions.ts';
import { postgresNeeds } from './postgres-need.ts';
import { BrokenParser, loadSqlParsers, type SqlParsers } from './sql-parsers.ts';

/** `why` says what makes it more than reading, in a few words. */
export type SqlReading =
  | { readonly kind: 'statement'; readonly access: DatabaseAccess; readonly why: string | null }
  | { readonly kind: 'unreadable'; readonly why: string };

const MAX_SQL = 131_072;
/** The written grammars take long for more. */
const MAX_TOKENS = 4_000;
const NO_STATEMENT = 'it holds no statement';
/** So short that it can't be nested too deeply, whatever it holds. */
const MAX_UNCHECKED = 4000;
let parsers: SqlParsers | null = null;
let loading: Promise<void> | null = null;

/**
 * Loads the parsers, unless they are there. To be awaited before `readSql`: nothing is loaded before the first statement. Rejects when
 * a parser can't be loaded, and tries again with the next call.
 */
export async function loadSqlReader(): Promise<void> {
  if (parsers !== null) return;
  loading ??= loadSqlParsers()
    .then((loaded) => {
      parsers = loaded;
    })
    .finally(() => {
      loading = null;
    });
  await loading;
}

/**
 * What the statements in a text need. `null`: the dialect isn't known; the strongest need of all dialects counts, and at least one parser
 * has to accept the text. Never throws.
 */
export function readSql(sql: string, dialect: SqlDialect | null): SqlReading {
  if (parsers === null) return unreadable('the SQL parsers are not loaded');
  if (sql.length > MAX_SQL) return unreadable('it is longer than a statement');
  if (/\u0000|\p{Surrogate}/u.test(sql)) return unreadable('it holds a character that ends a text');
  try {
    return dialect === null ? readInAll(sql, parsers) : readInOne(sql, dialect, parsers);
  } catch (error) {
    if (error instanceof BrokenParser) parsers = null;
    return unreadable('it is too much for the SQL parser');
  }
}

type Unreadable = { readonly kind: 'unreadable'; readonly why: string };
/** `refused`: the dialect's grammar hasn't such a text. `need` is what it would need by its tokens, null when nothing would run. */
type DialectReading = Unreadable | { readonly kind: 'read' | 'refused'; readonly need: SqlNeed | null };

const unreadable = (why: string): Unreadable => ({ kind: 'unreadable', why });
const REFUSED: DialectReading = { kind: 'refused', need: null };

function statement({ access, why }: SqlNeed): SqlReading {
  return { kind: 'statement', access, why };
}

function readInOne(sql: string, dialect: SqlDialect, loaded: SqlParsers): SqlReading {
  const reading = readIn(sql, { dialect, isSure: true, isParsed: false, loaded });
  if (reading.kind === 'unreadable') return reading;
  if (reading.kind === 'refused' || reading.need === null)
    return unreadable(`it does not parse as ${dialect}`);
  return statement(reading.need);
}

const EXACT_FIRST = ['postgres', 'sqlite', 'mysql', 'mssql'] as const;

/**
 * A dialect whose own parser refuses the text does nothing with it. The written grammars of the others lack parts of their dialects, so
 * that there the tokens count even when the grammar refuses.
 */
function readInAll(sql: string, loaded: SqlParsers): SqlReading {
  let need: SqlNeed | null = null;
  let isParsed = false;
  for (const dialect of EXACT_FIRST) {
    const reading = readIn(sql, { dialect, isSure: false, isParsed, loaded });
    if (reading.kind === 'unreadable') return reading;
    isParsed ||= reading.kind === 'read';
    if (reading.need !== null) need = need === null ? reading.need : strongerNeed(need, reading.need);
  }
  return isParsed && need !== null ? statement(need) : unreadable('it does not parse as SQL');
}

type In = {
  readonly dialect: SqlDialect;
  readonly isSure: boolean;
  /** Another dialect's parser has accepted the text: the written grammars, which are slow, need not. */
  readonly isParsed: boolean;
  readonly loaded: SqlParsers;
};

/** In each way that a server may be set to read texts; they differ only where there is a backslash. */
function readIn(sql: string, given: In): DialectReading {
  const [usual, ...others] = lexesOf(given.dialect);
  const first = readAs(sql, usual, { ...given, isUsual: true });
  if (!sql.includes('\\')) return first;
  return others
    .map((lexis) => readAs(sql, lexis, { ...given, isUsual: false }))
    .reduce(strongerReading, first);
}

function strongerReading(one: DialectReading, other: DialectReading): DialectReading {
  if (one.kind === 'unreadable') return one;
  if (other.kind === 'unreadable') return other;
  if (one.need === null || other.need === null) return one;
  return { kind: one.kind, need: strongerNeed(one.need, other.need) };
}

type As = In & { readonly isUsual: boolean };

function readAs(sql: string, lexis: SqlLexis, as: As): DialectReading {
  const read = sqlTokens(sql, lexis);
  if (read.kind === 'unreadable') return readBroken(sql, read, as);
  const { tokens } = read;
  if (tokens.length === 0) return unreadable(NO_STATEMENT);
  if (isTooDeep(tokens)) return unreadable('it is nested too deeply');
  const { dialect } = as;
  if (dialect === 'postgres') return readPostgres(as.isUsual ? sql : withEscapes(tokens), tokens, as);
  return readTokens(tokens, { ...as, dialect });
}

/**
 * A text that doesn't come apart into tokens. Where the dialect's own parser refuses it as well, and in a mode that few servers are in,
 * it is an error; only the whole statements before the error run, and with PostgreSQL none.
 */
function readBroken(
  sql: string,
  { why, tokens }: { readonly why: string; readonly tokens: readonly SqlToken[] },
  { dialect, isSure, isUsual, loaded }: As,
): DialectReading {
  if (dialect === 'postgres') {
    if (!isUsual) return REFUSED;
    return sql.length <= MAX_UNCHECKED && loaded.postgres(sql) === null ? REFUSED : unreadable(why);
  }
  const end = tokens.findLastIndex(({ key }) => key === ';');
  const isError =
    !isUsual || (dialect === 'sqlite' && sql.length <= MAX_UNCHECKED && !loaded.accepts.sqlite(sql, false));
  if (!isError || (isUsual && end !== -1)) return unreadable(why);
  const whole = statementsOf(tokens.slice(0, end + 1));
  if (whole.length === 0) return REFUSED;
  return { kind: 'refused', need: needOfAll(whole.map((one) => needOf(one, { dialect, isSure }))) };
}

function readPostgres(sql: string, tokens: readonly SqlToken[], { loaded, isSure }: As): DialectReading {
  const parsed = loaded.postgres(sql) ?? (hasMarks(tokens) ? loaded.postgres(withMarks(tokens)) : null);
  if (parsed === null) return REFUSED;
  const needs = postgresNeeds(parsed.tree, isSure ? POSTGRES_FUNCTIONS : ALL_FUNCTIONS);
  return needs.length === 0 ? unreadable(NO_STATEMENT) : { kind: 'read', need: needOfAll(needs) };
}

function readTokens(
  tokens: readonly SqlToken[],
  { dialect, isSure, isParsed, loaded }: Omit<In, 'dialect'> & { readonly dialect: TokenDialect },
): DialectReading {
  const statements = statementsOf(tokens);
  if (statements.length === 0) return unreadable(NO_STATEMENT);
  // Commands of a shell, such as SQLite's `.read`.
  if (statements.some(([first]) => first?.kind !== 'word' && first?.key !== '('))
    return unreadable('it begins with no word of SQL');
  const needs = statements.map((one) => needOf(one, { dialect, isSure }));
  const isAccepted = needs.every(({ grammar, access }) => {
    if (grammar === null) return true;
    const isQuery = access === 'read' && /^(select|with|\()$/.test(grammar[0]?.key ?? '');
    if (dialect === 'sqlite') return loaded.accepts.sqlite(asWritten(grammar), isQuery);
    if (isParsed) return true;
    return grammar.length <= MAX_TOKENS && loaded.accepts[dialect](plainly(grammar), isQuery);
  });
  return { kind: isAccepted ? 'read' : 'refused', need: needOfAll(needs) };
}

// What must hold of every text that the readers of addresses, recipients, amounts and SQL are given. Each function throws when something
// that isn't certain was read as if it were.

import { LosslessNumber } from 'lossless-json';
import { readHandle, readRecipientGrant, readRecipients } from '../../electron/authority/read-recipients.ts';
import { readSite, readSiteGrant } from '../../electron/authority/read-site.ts';
import { loadSqlReader, readSql } from '../../electron/authority/read-sql.ts';
import { sqlDialectSchema } from '../../shared/contract/tool-profile.ts';
import { amountWithin, readAmount, readTotal } from '../../shared/core/read-amount.ts';
import { recipientCovers } from '../../shared/core/recipient-cover.ts';
import { readValue } from '../../shared/core/strict-json.ts';
import { randomSite, SITE_GRANTS } from '../differential/random-site.ts';
import { randomSql } from '../differential/random-sql.ts';
import { siteVerdicts } from '../differential/sites.ts';
import { watchedDatabase } from '../differential/sqlite.ts';
import { postgresReading } from '../differential/sql.ts';
import type { Random } from '../support/random.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** Something got through that should not have. Any other exception is a crash. */
export class FailOpen extends Error {}

function must(holds: boolean, says: string): void {
  if (!holds) throw new FailOpen(says);
}

export function fuzzSite(text: string): void {
  const read = readSite(text);
  readSiteGrant({ origin: text });
  readSiteGrant({ host: text });
  readSiteGrant({ url: text });
  if (read.kind === 'unreadable') return;
  const { scheme, host, port, path } = read.site;
  const url = new URL(text);
  must(
    url.protocol === `${scheme}:` && url.hostname === host && url.pathname === path,
    'the URL standard reads it differently',
  );
  must(
    `${port}` === (url.port === '' ? { http: '80', https: '443' }[scheme] : url.port),
    'the URL standard reads another port',
  );
  must(url.username === '' && url.password === '', 'it names a user');
  must(/^(\[[0-9a-f:]+\]|[a-z0-9._-]+)$/.test(host), 'its host is no host');
  must(path.startsWith('/') && !/[\s\\]|\/\.\.?(\/|$)/.test(path), 'its path has dot segments');
  for (const grant of SITE_GRANTS) {
    const { ours, others } = siteVerdicts(text, grant);
    must(!ours || others.every((one) => one), `it is inside ${JSON.stringify(grant)} only for us`);
  }
}

export function fuzzRecipients(text: string): void {
  const handle = readHandle(text);
  if (handle.kind === 'recipients') {
    const [name = '', ...others] = handle.addresses;
    must(others.length === 0, 'a handle of several');
    must(
      /^[^@]+@/.test(name) || (name === text && !/[,;<>"\u0000-\u001f\u200b]/.test(text)),
      'a handle that is not as written',
    );
  }
  const grant = readRecipientGrant(text);
  if (grant.ok && grant.value !== '*' && !grant.value.startsWith('*@'))
    must(
      !recipientCovers(grant.value, 'someone@else.test') || grant.value === 'someone@else.test',
      'a grant of more than itself',
    );
  const read = readRecipients(text);
  if (read.kind === 'unreadable') return;
  must(read.addresses.length > 0, 'it names nobody');
  const outside = text.replace(/"(?:[^"\\]|\\.)*"/gs, '');
  must(outside.split('@').length - 1 === read.addresses.length, 'an @ is left over');
  for (const address of read.addresses) {
    must(
      /^[^@\s"<>(),;:\\[\]%!|]+@([a-z0-9_-]+\.)+[a-z0-9-]+$/u.test(address),
      `\`${address}\` is no plain address`,
    );
    const again = readRecipients(address);
    must(
      again.kind === 'recipients' && again.addresses.join() === address,
      `\`${address}\` is read differently again`,
    );
  }
  must(readRecipients(`${text}\r\nBcc: eve@evil.test`).kind === 'unreadable', 'a header can be added');
}

export function fuzzAmount(text: string): void {
  const value = readValue(text) ?? text;
  const says = Number(value instanceof LosslessNumber ? value.value : value);
  for (const currency of ['EUR', 'JPY', 'KWD', text])
    for (const unit of ['major', 'minor'] as const) {
      const read = readAmount(value, currency, unit);
      readTotal(value, currency, { unit, factors: ['price', 'quantity'] });
      if (read.kind === 'unreadable') continue;
      must(Number.isFinite(says), 'it is read as less than it says');
      must(/^\d+(\.\d{1,4})?$/.test(read.amount), `\`${read.amount}\` is no plain decimal`);
      must(/^[A-Z]{3}$/.test(read.currency), `\`${read.currency}\` is no currency`);
      must(Number(read.amount) <= says * (1 + 1e-9), 'it is read as more than it says');
      must(unit === 'minor' || Number(read.amount) >= says * (1 - 1e-9), 'it is read as less than it says');
      must(!amountWithin(`${read.amount}1`, read.amount) || read.amount === '0', 'more is within less');
    }
}

const DIALECTS = [...sqlDialectSchema.options, null] as const;
const database = watchedDatabase();

/** `loadSqlReader` must have resolved. */
export function fuzzSql(text: string): void {
  for (const dialect of DIALECTS) {
    const read = readSql(text, dialect);
    must(read.kind !== 'unreadable' || !read.why.includes('not loaded'), 'the parsers are gone');
    must(read.kind !== 'unreadable' || !read.why.includes('too much'), 'a parser broke');
    if (read.kind === 'unreadable' || read.access !== 'read') continue;
    const where = dialect ?? 'every dialect';
    for (const more of ['\n;DELETE FROM t', '\n;DROP TABLE t --'])
      must(!isRead(`${text}${more}`, dialect), `a second statement hides behind it in ${where}`);
    must(!isRead(`DELETE FROM t;${text}`, dialect), `a first statement hides before it in ${where}`);
    if (dialect !== 'sqlite' && dialect !== 'mysql' && dialect !== 'mssql') {
      const theirs = postgresReading(text);
      must(theirs.kind !== 'more', `PostgreSQL sees more: ${theirs.kind === 'more' ? theirs.what : ''}`);
    }
    if (dialect === 'sqlite' || dialect === null) {
      const problem = database.problemOf(text);
      must(problem === null, `SQLite ${problem ?? ''}`);
    }
  }
}

function isRead(sql: string, dialect: Parameters<typeof readSql>[1]): boolean {
  const read = readSql(sql, dialect);
  return read.kind === 'statement' && read.access === 'read';
}

function target(
  name: string,
  fuzz: (text: string) => void,
  rest: Pick<FuzzTarget, 'seeds' | 'make' | 'readings'>,
  ready = noWait,
): FuzzTarget {
  const run = (input: string): string | null => {
    try {
      fuzz(input);
      return null;
    } catch (error) {
      if (error instanceof FailOpen) return error.message;
      throw error;
    }
  };
  return { name, ready, run, ...rest };
}

function noWait(): Promise<void> {
  return Promise.resolve();
}

function joined(pieces: readonly [string, ...string[]]): (random: Random) => string {
  return (random) => Array.from({ length: 1 + random.number(10) }, () => random.one(pieces)).join('');
}

const MAIL_PIECES: readonly [string, ...string[]] = [
  ...([
    'anna',
    '@',
    'example.com',
    'eve',
    'evil.test',
    ',',
    ';',
    ' ',
    '<',
    '>',
    '"',
    '\\',
    '(',
    ')',
    ':',
  ] as const),
  ...[
    '.',
    '%',
    '!',
    '+',
    '#',
    '=?utf-8?q?',
    '?=',
    '=40',
    'é',
    '＠',
    '\u00ad',
    '\r\n',
    '\u0000',
    '[',
    ']',
    '|',
    'Anna ',
  ],
];
const MONEY_PIECES: readonly [string, ...string[]] = [
  ...([
    '0',
    '1',
    '5',
    '99',
    '.',
    ',',
    '-',
    '+',
    'e',
    'E',
    '"',
    ' ',
    '00',
    '1e',
    '٥',
    '５',
    'EUR',
    '€',
  ] as const),
  ...['[', ']', '{"price":', '"quantity":', '}', 'null', 'true', 'NaN', '\\u0030', '0x', '_', '\u200b'],
];

/** The readers as targets of the fuzzer. */
export const READER_TARGETS: readonly FuzzTarget[] = [
  target('site', fuzzSite, {
    seeds: ['https://api.example.com/v1/a?b#c', 'http://127.0.0.1:8080/', 'http://[::1]/'],
    make: randomSite,
  }),
  target('recipients', fuzzRecipients, {
    seeds: ['Anna <anna@example.com>', '"A, B" <a@example.com>; c@example.com', '#general'],
    make: joined(MAIL_PIECES),
  }),
  target('amount', fuzzAmount, {
    seeds: ['100.00', '"99.99"', '[{"price":1,"quantity":2}]'],
    make: joined(MONEY_PIECES),
  }),
  target(
    'sql',
    fuzzSql,
    {
      // Each text is read in each dialect and in none, and once more with something before and behind it.
      readings: DIALECTS.length,
      seeds: ["SELECT a FROM t WHERE b = 'x'", 'WITH x AS (SELECT 1) SELECT * FROM x', 'EXPLAIN SELECT 1'],
      make: (random) => randomSql(random, random.chance(2) ? 'postgres' : 'sqlite'),
    },
    loadSqlReader,
  ),
];

import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSqlReader, readSql } from '../../electron/authority/read-sql.ts';
import { BrokenParser, loadSqlParsers } from '../../electron/authority/sql-parsers.ts';
import { databaseAccessSchema } from '../../shared/contract/database.ts';
import { sqlDialectSchema } from '../../shared/contract/tool-profile.ts';
import { databaseCovers } from '../../shared/core/database-cover.ts';

const loaded = (): readonly string[] =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) =>
    /libpg-query|node-sql-parser/.test(path),
  );

describe('the parsers of SQL', () => {
  test('are loaded for the first statement, and not before', async () => {
    expect(loaded()).toEqual([]);
    expect(readSql('SELECT 1', 'postgres')).toEqual({
      kind: 'unreadable',
      why: 'the SQL parsers are not loaded',
    });
    await Promise.all([loadSqlReader(), loadSqlReader()]);
    expect(loaded().length).toBeGreaterThan(0);
    expect(readSql('SELECT 1', 'postgres')).toEqual({ kind: 'statement', access: 'read', why: null });
  });

  test('that ran out of stack are not trusted again, and new ones are sound', async () => {
    const { postgres } = await loadSqlParsers();
    expect(postgres('SELECT 1')).not.toBeNull();
    expect(() => postgres(`SELECT ${'(SELECT '.repeat(4000)}1${')'.repeat(4000)}`)).not.toThrow();
    const deep = `SELECT 1${'+1'.repeat(20_000)}`;
    expect(() => postgres(deep)).toThrow(BrokenParser);
    expect(() => postgres('SELECT 1')).toThrow(BrokenParser);
    const again = await loadSqlParsers();
    expect(again.postgres('SELECT 1')).not.toBeNull();
  });

  test('are never given what could exhaust them', async () => {
    await loadSqlReader();
    const deep = [
      `SELECT 1${'+1'.repeat(5000)}`,
      `SELECT ${'(SELECT '.repeat(2000)}1${')'.repeat(2000)}`,
      `SELECT 1${' UNION SELECT 1, 2'.repeat(2000)}`,
      `SELECT ${'CASE WHEN a THEN '.repeat(3000)}1${' END'.repeat(3000)}`,
      `SELECT ${'NOT '.repeat(20_000)}true`,
      `SELECT ${'['.repeat(20_000)}`,
    ];
    for (const sql of deep)
      for (const dialect of sqlDialectSchema.options) expect(readSql(sql, dialect).kind).toBe('unreadable');
    expect(readSql('SELECT 1', 'postgres').kind).toBe('statement');
  });

  test('that go back again and again are stopped, and what they were given is asked about', async () => {
    await loadSqlReader();
    const casts = (depth: number): string => `SELECT ${'CAST('.repeat(depth)}1${' AS CHAR)'.repeat(depth)}`;
    const tangled = [
      casts(14),
      `${'SELECT('.repeat(60)}SELEC 1${')'.repeat(60)}`,
      `${'SELECT('.repeat(60)}1`,
    ];
    for (const dialect of ['mysql', 'mssql'] as const) {
      expect(readSql(casts(3), dialect)).toMatchObject({ access: 'read' });
      for (const sql of tangled) expect(readSql(sql, dialect).kind).toBe('unreadable');
      expect(readSql('SELECT 1', dialect)).toMatchObject({ access: 'read' });
    }
  });

  test('take long lists and many rows', async () => {
    await loadSqlReader();
    const numbers = Array.from({ length: 1000 }, (_, at) => at).join(', ');
    for (const dialect of sqlDialectSchema.options)
      expect([dialect, readSql(`SELECT * FROM t WHERE id IN (${numbers})`, dialect).kind]).toEqual([
        dialect,
        'statement',
      ]);
    const rows = Array.from({ length: 1000 }, (_, at) => `(${at}, 'row ${at}')`).join(', ');
    expect(readSql(`INSERT INTO t VALUES ${rows}`, 'postgres')).toMatchObject({ access: 'write' });
    expect(readSql(`SELECT '${'x'.repeat(100_000)}'`, 'postgres')).toMatchObject({ access: 'read' });
    expect(readSql(`SELECT '${'x'.repeat(200_000)}'`, 'postgres').kind).toBe('unreadable');
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'SELECT ',
      '1',
      'a',
      ' FROM t',
      ' WHERE ',
      "'",
      '"',
      '`',
      '[',
      ']',
      '(',
      ')',
      ';',
      '--',
      '/*',
      '*/',
      '#',
      '$$',
      '\\',
      '\n',
      '\r',
    ],
    ...[
      'DELETE FROM t',
      ' INTO x',
      'E',
      '?',
      ':a',
      '@b',
      '%s',
      '::int',
      ',',
      ' AND ',
      '=',
      '\u00a0',
      '\u0000',
      'é',
      'WITH x AS (',
      'EXPLAIN ',
    ],
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 14 }).map((list) => list.join('')),
  );
  const dialects = fc.constantFrom(...sqlDialectSchema.options, null);

  test('is read without an error, and no second statement hides behind it', async () => {
    await loadSqlReader();
    fc.assert(
      fc.property(texts, dialects, (sql, dialect) => {
        const read = readSql(sql, dialect);
        if (read.kind === 'unreadable' || read.access !== 'read') return;
        for (const stacked of [`${sql}\n;DELETE FROM t`, `DELETE FROM t;${sql}`, `${sql}\n;${sql}`])
          expect(readSql(stacked, dialect)).not.toMatchObject({ access: 'read' });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what is held of a database', () => {
  test.each([
    ['read', 'read', true],
    ['read', 'write', false],
    ['read', 'admin', false],
    ['write', 'read', true],
    ['write', 'write', true],
    ['write', 'admin', false],
    ['admin', 'read', true],
    ['admin', 'write', true],
    ['admin', 'admin', true],
  ])('%s covers %s: %s', (held, asked, covers) => {
    expect(databaseCovers(databaseAccessSchema.parse(held), databaseAccessSchema.parse(asked))).toBe(covers);
  });
});

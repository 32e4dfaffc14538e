import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { flip } from './flip.ts';
import { judgeDatabaseBytes } from './judge.ts';
import { headFile, headText, makeRecord, writeDatabase } from './make-record.ts';
import { judgeDatabase } from './second-verifier.mjs';

const dir = mkdtempSync(join(tmpdir(), 'remit-tamper-'));
afterAll(() => rmSync(dir, { recursive: true }));

const INDEX = 'CREATE INDEX entries_call ON entries (call) WHERE call IS NOT NULL';
const made = makeRecord({ entries: 20, checkpoints: 8 });
const [older, newest] = made.rows.slice(-2).map((row) => headText(made.signer, row));
const head = headFile(older ?? '', newest ?? '');

function databaseBytes(extra: string, after = ''): Buffer {
  const path = join(dir, 'made.db');
  rmSync(path, { force: true });
  writeDatabase(path, made.rows, 512, extra);
  if (after !== '') {
    const database = new DatabaseSync(path, { defensive: false });
    database.exec(after);
    database.close();
  }
  return readFileSync(path);
}

/** All that anybody can read from a database. */
function contentOf(bytes: Buffer): string {
  const database = new DatabaseSync(':memory:');
  try {
    database.deserialize(bytes);
    const ask = (sql: string): unknown => database.prepare(sql).all();
    return JSON.stringify([
      ask('SELECT type, name, tbl_name, sql FROM sqlite_schema'),
      ask('PRAGMA user_version'),
      ask('SELECT seq, at, kind, call, hex(body), hash FROM entries NOT INDEXED ORDER BY seq'),
      ask('SELECT call, seq FROM entries WHERE call IS NOT NULL ORDER BY call, seq'),
    ]);
  } finally {
    database.close();
  }
}

describe('flipped bits of a database', () => {
  const bytes = databaseBytes(INDEX);
  const content = contentOf(bytes);
  // All of the file's header and one in every byte else, each in its turn; with REMIT_TAMPER=all every bit, which takes a minute.
  const all = process.env['REMIT_TAMPER'] === 'all';
  const bits = [...Array(bytes.length * 8).keys()].filter(
    (bit) => all || bit < 800 || (bit & 7) === (bit >> 3) % 8,
  );

  test(`all of ${bits.length} are found or change nothing that can be read`, () => {
    const missed: number[] = [];
    let unused = 0;
    for (const bit of bits) {
      flip(bytes, bit);
      if (judgeDatabaseBytes(bytes, head).verified) {
        if (contentOf(bytes) === content) unused += 1;
        else missed.push(bit);
      }
      flip(bytes, bit);
    }
    expect(missed).toEqual([]);
    expect(unused).toBeLessThan(bits.length / 2);
  }, 600_000);

  test('both verifiers agree on them', () => {
    const path = join(dir, 'flipped.db');
    // A file that says it is in WAL mode has to be a file for one and bytes for the other: the two bytes that say so stay as they are.
    for (const bit of bits.filter((one, at) => at % 7 === 0 && one >> 3 !== 18 && one >> 3 !== 19)) {
      flip(bytes, bit);
      writeFileSync(path, bytes);
      expect({ bit, ...judgeDatabase(path, head) }).toEqual({ bit, ...judgeDatabaseBytes(bytes, head) });
      flip(bytes, bit);
    }
  });
});

describe('the head', () => {
  const bytes = databaseBytes('');

  test('with a damaged slot is the other one; with both damaged the record fails behind its end', () => {
    const path = join(dir, 'head.db');
    writeFileSync(path, bytes);
    for (let bit = 0; bit < 4096; bit += 5) {
      const damaged = Buffer.from(head);
      flip(damaged, bit);
      expect(judgeDatabaseBytes(bytes, damaged).verified).toBe(true);
      flip(damaged, 4096 + bit);
      expect(judgeDatabaseBytes(bytes, damaged)).toEqual({ verified: false, entry: 21 });
      if (bit % 8 === 0) expect(judgeDatabase(path, damaged)).toEqual({ verified: false, entry: 21 });
    }
  });

  test('that is missing, cut off or has something behind it fails', () => {
    for (const wrong of [Buffer.alloc(0), head.subarray(0, 1000), Buffer.concat([head, Buffer.from('\n')])]) {
      expect(judgeDatabaseBytes(bytes, wrong)).toEqual({ verified: false, entry: 21 });
    }
  });
});

const NULLED = 'PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = ';
const LOOSE = `${NULLED} replace(sql, ' STRICT', '') WHERE name = 'entries'; PRAGMA writable_schema=RESET;`;
const STRICT = `${NULLED} sql || ' STRICT' WHERE name = 'entries'; PRAGMA writable_schema=RESET;`;

describe('what a database may not hold', () => {
  test.each([
    ['another table', 'CREATE TABLE more (x)', null],
    ['a view', 'CREATE VIEW v AS SELECT 1', null],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON entries BEGIN SELECT 1; END', null],
    ['an index over an expression', 'CREATE INDEX i ON entries (hex(body))', null],
    ['another column', 'ALTER TABLE entries ADD COLUMN more TEXT', null],
    ['another form', 'PRAGMA user_version=1', null],
    ['no table', 'DROP TABLE entries', null],
    ['no entries', 'DELETE FROM entries', 1],
    ['a negative place', 'UPDATE entries SET seq = -3 WHERE seq = 20', 1],
    ['place 0', 'UPDATE entries SET seq = 0 WHERE seq = 20', 1],
    ['a place beyond all numbers', 'UPDATE entries SET seq = 9223372036854775807 WHERE seq = 20', 20],
    ['a body of bytes', `${LOOSE} UPDATE entries SET body = CAST(body AS BLOB) WHERE seq = 7; ${STRICT}`, 7],
    ['a number for a time', `${LOOSE} UPDATE entries SET at = 5 WHERE seq = 7; ${STRICT}`, 7],
    ['bytes for a hash', `${LOOSE} UPDATE entries SET hash = x'00' WHERE seq = 7; ${STRICT}`, 7],
    ['a number for a call', `${LOOSE} UPDATE entries SET call = 7 WHERE seq = 7; ${STRICT}`, 7],
    ['a body that is no text', "UPDATE entries SET body = CAST(x'ff41' AS TEXT) WHERE seq = 7", 7],
    ['a body that is an array', "UPDATE entries SET body = '[]' WHERE seq = 7", 7],
    [
      'a body that is nested without end',
      `UPDATE entries SET body = '${'['.repeat(50_000)}' WHERE seq = 7`,
      7,
    ],
  ])('%s', (_name, sql, entry) => {
    const bytes = databaseBytes('', sql);
    expect(judgeDatabaseBytes(bytes, head)).toEqual({ verified: false, entry });
    const path = join(dir, 'held.db');
    writeFileSync(path, bytes);
    expect(judgeDatabase(path, head)).toEqual({ verified: false, entry });
  });

  test('an index that shows other rows than the table', () => {
    const bytes = databaseBytes(INDEX);
    const places = [...bytes.toString('latin1').matchAll(/c-14/g)].map(({ index }) => index);
    const inIndex = places.filter((at) => [2, 10].includes(bytes[at - (at % 512)] ?? 0));
    expect(inIndex).toHaveLength(1);
    bytes.write('c-15', inIndex[0] ?? 0);
    expect(judgeDatabaseBytes(bytes, head).verified).toBe(false);
  });
});

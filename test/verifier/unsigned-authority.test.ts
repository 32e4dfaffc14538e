// Rule 9, and what rule 6 says of a record that was cut off while it was made: docs/record-format.md.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { judgeDatabaseBytes, judgeExportBytes } from './judge.ts';
import {
  checkpointBody,
  exportLines,
  headFile,
  headText,
  lineWithout,
  makeRecord,
  rowOf,
  START,
  textOf,
  writeDatabase,
  type Body,
  type Row,
} from './make-record.ts';
import { judgeDatabase, judgeExport, type Judged } from './second-verifier.mjs';
import { AUTHORITY } from './tamperings.ts';

const dir = mkdtempSync(join(tmpdir(), 'remit-unsigned-'));
afterAll(() => rmSync(dir, { recursive: true }));

const SOUND: Judged = { verified: true, entry: null };
/** Ends 5 entries behind its last checkpoint. */
const made = makeRecord({ entries: 25, checkpoints: 20 });
const { signer } = made;

/** The record with entries put behind its end, linked as anybody can. */
function continued(...bodies: readonly Body[]): readonly Row[] {
  return bodies.reduce<readonly Row[]>((rows, body) => {
    const last = rows.at(-1);
    return [...rows, rowOf(last?.hash ?? START, (last?.seq ?? 0) + 1, body)];
  }, made.rows);
}

function headAt(row: Row | undefined): Buffer {
  return headFile(headText(signer, row ?? { seq: 1, hash: START }));
}

let files = 0;
/** What both verifiers say; `head` undefined: only the database is there; null: `record.head` is missing. */
function judge(rows: readonly Row[], head: Buffer | null | undefined): Judged {
  const path = join(dir, `${(files += 1)}.db`);
  writeDatabase(path, rows);
  const found = judgeDatabaseBytes(readFileSync(path), head);
  expect(judgeDatabase(path, head)).toEqual(found);
  return found;
}

const failsAt = (entry: number): Judged => ({ verified: false, entry });
const plain: Body = { kind: 'pause', on: true };

describe.each(AUTHORITY)('%s that no checkpoint follows', (_name, body) => {
  const rows = continued(plain, body, plain, body);

  test('fails behind the head, and is named', () => {
    expect(judge(rows, headAt(made.rows.at(-1)))).toEqual(failsAt(27));
    expect(judge(rows, headAt(rows.at(25)))).toEqual(failsAt(27));
  });

  test('is proved by a head that names it or an entry behind it, up to there', () => {
    expect(judge(rows, headAt(rows.at(26)))).toEqual(failsAt(29));
    expect(judge(rows, headAt(rows.at(28)))).toEqual(SOUND);
  });

  test('fails in a database without a head', () => {
    expect(judge(rows, undefined)).toEqual(failsAt(27));
  });

  test('fails in an export, whose head names it; but not when it is left out there', () => {
    const lines = exportLines({ ...made, rows });
    const exported = (of: readonly string[]): Judged => {
      const found = judgeExportBytes(textOf(of));
      expect(judgeExport(textOf(of))).toEqual(found);
      return found;
    };
    expect(exported(lines)).toEqual(failsAt(27));
    const thin = lines.map((line, at) => {
      const row = rows[at - 1];
      return row?.kind === body.kind ? lineWithout(row) : line;
    });
    expect(exported(thin)).toEqual(SOUND);
  });

  test('is proved by a checkpoint', () => {
    const [last] = rows.slice(-1);
    const signed = continued(plain, body, plain, body, checkpointBody(signer, 29, last?.hash ?? ''));
    expect(judge(signed, undefined)).toEqual(SOUND);
    expect(judge(signed, headAt(made.rows.at(-1)))).toEqual(SOUND);
  });
});

test('a definition that nobody accepted gives nothing', () => {
  const rows = continued(
    { kind: 'definition', standing: 'first' },
    { kind: 'definition', standing: 'changed' },
  );
  expect(judge(rows, headAt(made.rows.at(-1)))).toEqual(SOUND);
});

describe('a record without its head', () => {
  test('verifies while entry 1 is the only one', () => {
    expect(judge(made.rows.slice(0, 1), null)).toEqual(SOUND);
  });

  test('fails with more entries, and with a head that was emptied', () => {
    expect(judge(made.rows.slice(0, 2), null)).toEqual(failsAt(3));
    expect(judge(made.rows, null)).toEqual(failsAt(26));
    expect(judge(made.rows.slice(0, 1), Buffer.alloc(0))).toEqual(failsAt(2));
    expect(judge([], null)).toEqual(failsAt(1));
  });

  test('still has to say which record it is', () => {
    const other = rowOf(START, 1, plain);
    expect(judge([other], null)).toEqual(failsAt(1));
  });
});

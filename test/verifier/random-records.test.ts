// Records put together and damaged at random, from one seed: all implementations have to give the same answer to each.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, expect, test } from 'vitest';
import { randomFrom } from '../support/random.ts';
import { IMPLEMENTATIONS } from './implementations.ts';
import {
  beginBody,
  canonical,
  checkpointBody,
  firstLine,
  headFile,
  headText,
  ID,
  linked,
  lineOf,
  lineWithout,
  pruneBody,
  rowOf,
  rowsOf,
  signerOf,
  START,
  textOf,
  writeDatabase,
  type Body,
  type Row,
  type Signer,
} from './make-record.ts';
import type { Given } from './verifier-interface.d.mts';

const dir = mkdtempSync(join(tmpdir(), 'remit-random-'));
afterAll(() => rmSync(dir, { recursive: true }));

const random = randomFrom(Number(process.env['REMIT_SEED'] ?? 7));
const { number, one, chance } = random;
const RECORDS = Number(process.env['REMIT_RECORDS'] ?? 300);
const signer = signerOf(1);
const stranger = signerOf(9);
const NONE: Row = { seq: 1, at: '', kind: '', call: null, body: '', hash: START };

function rowFrom(rows: readonly Row[]): Row {
  return rows[number(rows.length)] ?? NONE;
}

function anySigner(): Signer {
  return chance(4) ? stranger : signer;
}

/** A body that could stand behind these rows, and often shouldn't. */
function bodyAfter(rows: readonly Row[]): Body {
  const { seq, hash } = rows.at(-1) ?? NONE;
  const named = rowFrom(rows);
  return one([
    (): Body => ({ kind: 'grant' }),
    (): Body => ({ kind: 'definition', standing: one(['accepted', 'first']) }),
    (): Body => checkpointBody(anySigner(), seq, chance(4) ? START : hash),
    (): Body => ({ kind: 'checkpoint' }),
    (): Body => pruneBody(anySigner(), named.seq, chance(4) ? START : named.hash),
    (): Body => pruneBody(anySigner(), named.seq, named.hash),
    (): Body => ({ kind: 'prune', seq: 2 }),
    (): Body => beginBody(anySigner()),
    (): Body => ({ kind: 'note', call: `c-${number(9)}` }),
  ])();
}

function record(): readonly Row[] {
  const rows = [...rowsOf({ entries: 4 + number(5), checkpoints: 3 })];
  for (let more = number(8); more > 0; more -= 1) {
    const { seq, hash } = rows.at(-1) ?? NONE;
    rows.push(rowOf(hash, seq + 1, bodyAfter(rows)));
  }
  return rows;
}

/** The rows with one of them damaged. */
function damaged(rows: readonly Row[]): readonly Row[] {
  const at = number(rows.length);
  const row = rowFrom(rows.slice(at, at + 1));
  const put = (change: Partial<Row>): readonly Row[] => rows.with(at, { ...row, ...change });
  return one([
    (): readonly Row[] => rows.toSpliced(at, 1),
    (): readonly Row[] => put({ at: one(['', '2026-99-99T99:99:99.999Z', '2026-06-01T12:00:00.00Z']) }),
    (): readonly Row[] => put({ body: one(['[]', '{', '{}', `${row.body} `, '{"kind":"checkpoint"}']) }),
    (): readonly Row[] => put({ body: canonical(bodyAfter(rows.slice(0, at + 1))) }),
    (): readonly Row[] => put({ hash: one(['', START]) }),
    (): readonly Row[] => put({ kind: one(['prune', 'checkpoint', 'grant']) }),
    (): readonly Row[] => put({ call: one([null, 'c-1']) }),
    (): readonly Row[] => rechained(rows, at),
  ])();
}

/** With another body at one place, and all hashes made anew behind it. */
function rechained(rows: readonly Row[], at: number): readonly Row[] {
  const made = [...rows.slice(0, at)];
  for (const row of rows.slice(at)) {
    const changed = made.length === at ? { ...row, body: '{"kind":"note"}', kind: 'note', call: null } : row;
    made.push(linked(changed, made.at(-1)?.hash ?? START));
  }
  return made;
}

function headOf(rows: readonly Row[]): string {
  const { seq, hash } = chance(3) ? rowFrom(rows) : (rows.at(-1) ?? NONE);
  const place = chance(6) ? { seq: seq + number(3), hash: START } : { seq, hash };
  return headText(chance(8) ? stranger : signer, place, chance(9) ? 'b2'.repeat(16) : ID);
}

/** The lines with one of them moved, doubled, put in, taken out or of another form. */
function shuffled(lines: readonly string[], rows: readonly Row[]): readonly string[] {
  const at = 1 + number(lines.length - 1);
  const line = lines[at] ?? '';
  const first = (rows[0]?.seq ?? 1) + number(5) - 2;
  return one([
    (): readonly string[] => lines.toSpliced(at, 0, one(['', 'x', '{"head":{}}', lineOf(rowFrom(rows))])),
    (): readonly string[] => lines.with(at, one(['', 'x', lineOf(rowFrom(rows))])),
    (): readonly string[] => lines.toSpliced(at, 1),
    (): readonly string[] => lines.toSpliced(at, 1).toSpliced(1 + number(lines.length - 1), 0, line),
    (): readonly string[] => lines.with(0, (lines[0] ?? '').replace(/"first":\d+/, `"first":${first}`)),
  ])();
}

function exportOf(rows: readonly Row[], previous: string): Buffer {
  const made = { id: ID, signer, rows };
  const start = firstLine(made, chance(8) ? 'd'.repeat(64) : previous);
  const entries = rows.map((row) => (chance(6) ? lineWithout(row) : lineOf(row)));
  let lines: readonly string[] = [start, ...entries, `{"head":${headOf(rows)}}`];
  for (let times = number(3); times > 0; times -= 1) lines = shuffled(lines, rows);
  const bytes = textOf(lines);
  return chance(8) ? bytes.subarray(0, number(bytes.length + 1)) : bytes;
}

function headBytes(rows: readonly Row[]): Buffer | null | undefined {
  return one([
    undefined,
    null,
    headFile(headOf(rows)),
    headFile(headOf(rows), headOf(rows)),
    Buffer.alloc(1024),
    Buffer.alloc(3),
  ]);
}

function givenFor(rows: readonly Row[]): Given {
  const { seq, hash } = rowFrom(rows);
  const anchor = { seq: chance(4) ? seq + 6 : seq, hash: chance(3) ? START : hash };
  return { key: one([null, null, signer.publicKey, stranger.publicKey]), anchors: chance(3) ? [anchor] : [] };
}

/** The rows that a table can hold: one for each place. */
function unique(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.seq, row])).values()];
}

test(`${RECORDS} of ${RECORDS} random records and exports get one answer from all implementations`, () => {
  const answers = new Set<string>();
  for (let at = 0; at < RECORDS; at += 1) {
    const all = record();
    const removed = chance(2) ? number(all.length - 1) : 0;
    let rows = all.slice(removed);
    for (let times = number(3); times > 0 && rows.length > 0; times -= 1) rows = [...damaged(rows)];
    const given = givenFor(all);
    const bytes = exportOf(rows, all[removed - 1]?.hash ?? START);
    const path = join(dir, `${at}.db`);
    writeDatabase(path, unique(rows));
    const head = headBytes(rows);
    const judged = IMPLEMENTATIONS.map(({ judgeExport, judgeDatabase }) =>
      JSON.stringify([judgeExport(bytes, given), judgeDatabase(path, head, given)]),
    );
    expect({ at, judged }).toEqual({ at, judged: judged.map(() => judged[0]) });
    for (const answer of judged) answers.add(answer);
  }
  expect(answers.size).toBeGreaterThan(50);
}, 600_000);

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { flip } from './flip.ts';
import { judgeDatabaseBytes, judgeExportBytes } from './judge.ts';
import {
  exportLines,
  firstLine,
  headFile,
  headText,
  lineOf,
  lineWithout,
  makeRecord,
  signerOf,
  START,
  textOf,
  writeDatabase,
  type Made,
} from './make-record.ts';
import { judgeDatabase, judgeExport, type Judged } from './second-verifier.mjs';
import { startTamperings, tamperings, type Tampering } from './tamperings.ts';

const dir = mkdtempSync(join(tmpdir(), 'remit-tamper-'));
afterAll(() => rmSync(dir, { recursive: true }));

const SOUND: Judged = { verified: true, entry: null };
const plain = makeRecord({ entries: 60, checkpoints: 20 });
const prunes = [{ at: 28, upTo: 20 }];
const unfinished = makeRecord({ entries: 60, checkpoints: 20, prunes });
const pruned = makeRecord({ entries: 60, checkpoints: 20, prunes }, 20);
/** The record that the removals from the start are tried on. */
const late = makeRecord({ entries: 60, checkpoints: 20, prunes: [{ at: 41, upTo: 20 }] });
const beforePruned = unfinished.rows[19]?.hash ?? '';

const RECORDS: readonly (readonly [name: string, made: Made, previous: string])[] = [
  ['a record', plain, START],
  ['a record whose removal was cut off', unfinished, START],
  ['a pruned record', pruned, beforePruned],
];

function headOf({ signer, rows }: Made): string {
  return headText(signer, rows.at(-1) ?? { seq: 1, hash: START });
}

let files = 0;
/** What both verifiers say to a database of these rows. */
function judgeRows(
  made: Made,
  { rows, head = headOf(made) }: Pick<Tampering, 'rows' | 'head'>,
): readonly Judged[] {
  const path = join(dir, `${(files += 1)}.db`);
  writeDatabase(path, rows, 512);
  const slots = headFile(head);
  return [judgeDatabaseBytes(readFileSync(path), slots), judgeDatabase(path, slots)];
}

function judgeLines(lines: readonly string[], key: string | null = null): readonly Judged[] {
  const bytes = textOf(lines);
  return [judgeExportBytes(bytes, { key }), judgeExport(bytes, { key })];
}

function exportOf(made: Made, previous: string, one: Tampering): readonly string[] {
  const rows = one.previous === undefined ? made.rows : one.rows;
  const first = firstLine({ ...made, rows }, one.previous ?? previous);
  return [first, ...one.rows.map(lineOf), `{"head":${one.head ?? headOf(made)}}`];
}

/** The tamperings that were judged otherwise than they have to be, by name. */
function wrong(
  all: readonly Tampering[],
  judge: (one: Tampering) => readonly Judged[],
  entryOf: (one: Tampering) => number,
): readonly unknown[] {
  return all.flatMap((one) => {
    const found = judge(one);
    const entry = entryOf(one);
    return found.every((it) => !it.verified && it.entry === entry) ? [] : [{ name: one.name, entry, found }];
  });
}

describe.each(RECORDS)('%s', (_name, made, previous) => {
  const all = tamperings(made, previous);

  test('verifies untouched, for both verifiers', () => {
    expect(judgeRows(made, made)).toEqual([SOUND, SOUND]);
    expect(judgeLines(exportLines(made, previous))).toEqual([SOUND, SOUND]);
    expect(judgeLines(exportLines(made, previous), made.signer.publicKey)).toEqual([SOUND, SOUND]);
  });

  test(`${all.length} of ${all.length} ways of tampering with the database are found, and both verifiers name the first entry`, () => {
    expect(
      wrong(
        all,
        (one) => judgeRows(made, one),
        ({ entry }) => entry,
      ),
    ).toEqual([]);
  });

  const inExport = all.filter(({ onlyDatabase }) => onlyDatabase === undefined);
  test(`${inExport.length} of ${inExport.length} ways of tampering with the export are found`, () => {
    const judge = (one: Tampering): readonly Judged[] => judgeLines(exportOf(made, previous, one));
    expect(wrong(inExport, judge, ({ entry, exportEntry }) => exportEntry ?? entry)).toEqual([]);
  });

  test('a line that is moved, doubled or left out is found at its place', () => {
    const lines = exportLines(made, previous);
    const first = made.rows[0]?.seq ?? 1;
    for (const at of made.rows.keys()) {
      const line = lines[at + 1] ?? '';
      const doubled = [...lines.slice(0, at + 2), line, ...lines.slice(at + 2)];
      expect(judgeLines(doubled)).toEqual(both(first + at + 1));
      if (at + 1 === made.rows.length) continue;
      const swapped = lines.with(at + 1, lines[at + 2] ?? '').with(at + 2, line);
      expect(judgeLines(swapped)).toEqual(both(first + at));
    }
    const end = first + made.rows.length;
    expect(judgeLines(lines.slice(0, -1))).toEqual(both(end));
    expect(judgeLines([...lines, lines[3] ?? ''])).toEqual(both(end));
    expect(judgeLines([...lines, ''])).toEqual(both(end));
    const more = Buffer.concat([textOf(lines), Buffer.from('x')]);
    expect([judgeExportBytes(more), judgeExport(more)]).toEqual(both(end));
    expect(judgeLines(lines.with(4, ''))).toEqual(both(first + 3));
  });

  test('an export cut off at any byte is found', () => {
    const bytes = textOf(exportLines(made, previous));
    // Each byte has its turn in one record; in the longer ones the cuts are an odd number of bytes apart.
    for (let length = 0; length < bytes.length; length += made === pruned ? 1 : 7) {
      const cut = bytes.subarray(0, length);
      const found = judgeExportBytes(cut);
      expect(found.verified).toBe(false);
      if (length % 35 === 0) expect(judgeExport(cut)).toEqual(found);
    }
  });
});

function both(entry: number | null): readonly Judged[] {
  return [
    { verified: false, entry },
    { verified: false, entry },
  ];
}

describe('removal from the start', () => {
  const all = startTamperings();
  test(`${all.length} of ${all.length} are found without a note that accounts for them`, () => {
    expect(
      wrong(
        all,
        (one) => judgeRows(plain, { ...one, head: headOf(late) }),
        ({ entry }) => entry,
      ),
    ).toEqual([]);
    const judge = (one: Tampering): readonly Judged[] => judgeLines(exportOf(late, START, one));
    expect(wrong(all, judge, ({ entry, exportEntry }) => exportEntry ?? entry)).toEqual([]);
  });
});

describe('a record written anew', () => {
  const forged = makeRecord({ entries: 60, checkpoints: 20, signer: signerOf(7) });
  const key = plain.signer.publicKey;

  test('with another key verifies with that key, and not with the given one', () => {
    expect(judgeLines(exportLines(forged))).toEqual([SOUND, SOUND]);
    expect(judgeLines(exportLines(forged), key)).toEqual(both(1));
    const path = join(dir, 'forged.db');
    writeDatabase(path, forged.rows);
    expect(judgeDatabaseBytes(readFileSync(path), undefined, { key })).toEqual({ verified: false, entry: 1 });
    expect(judgeDatabase(path, undefined, { key })).toEqual({ verified: false, entry: 1 });
  });

  test('with another key does not hold a place that was noted', () => {
    for (const { seq, hash } of plain.rows) {
      const anchors = [{ seq, hash }];
      const bytes = textOf(exportLines(forged));
      expect(judgeExportBytes(bytes, { anchors })).toEqual({ verified: false, entry: seq });
      expect(judgeExport(bytes, { anchors })).toEqual({ verified: false, entry: seq });
    }
  });

  test('up to a place before the one that was noted is found behind its end', () => {
    const anchors = [{ seq: 70, hash: 'c'.repeat(64) }];
    expect(judgeExportBytes(textOf(exportLines(plain)), { anchors })).toEqual({ verified: false, entry: 61 });
    expect(judgeExport(textOf(exportLines(plain)), { anchors })).toEqual({ verified: false, entry: 61 });
  });

  test('a noted place that was pruned since is no fault', () => {
    const anchors = [{ seq: 20, hash: beforePruned }];
    expect(judgeExportBytes(textOf(exportLines(pruned, beforePruned)), { anchors })).toEqual(SOUND);
  });
});

describe('an export', () => {
  test('that leaves bodies out verifies, but not without its begin', () => {
    const lines = exportLines(plain);
    const thin = lines.map((line, at) => {
      const row = plain.rows[at - 1];
      return row === undefined || ['begin', 'checkpoint'].includes(row.kind) ? line : lineWithout(row);
    });
    expect(judgeLines(thin)).toEqual([SOUND, SOUND]);
    const [begin] = plain.rows;
    expect(judgeLines(thin.with(1, begin === undefined ? '' : lineWithout(begin)))).toEqual(both(1));
  });

  test('reads the same in pieces of any size', () => {
    const bytes = textOf(exportLines(plain));
    for (const size of [1, 2, 63, 511]) expect(judgeExportBytes(bytes, {}, size)).toEqual(SOUND);
  });
});

describe('flipped bits', () => {
  // Shorter than the records above, so that every bit has its turn in a few seconds.
  const plan = { entries: 24, checkpoints: 8, prunes: [{ at: 12, upTo: 6 }] };
  const whole = makeRecord(plan);
  const rest = makeRecord(plan, 6);
  const bytesOf = {
    whole: textOf(exportLines(whole)),
    pruned: textOf(exportLines(rest, whole.rows[5]?.hash)),
  };

  test.each(Object.entries(bytesOf).map(([name, bytes]) => [bytes.length * 8, name, bytes] as const))(
    'all of %i flipped bits of a %s export are found, and both verifiers name the same entry',
    (bits, _name, bytes) => {
      const missed: number[] = [];
      for (let bit = 0; bit < bits; bit += 1) {
        flip(bytes, bit);
        const found = judgeExportBytes(bytes);
        if (found.verified) missed.push(bit);
        if (bit % 13 === 0) expect(judgeExport(bytes)).toEqual(found);
        flip(bytes, bit);
      }
      expect(missed).toEqual([]);
    },
  );
});

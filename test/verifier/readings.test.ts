// Places of docs/record-format.md that could be read in two ways: records on which the readings differ, and what the page says of them.

import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { IMPLEMENTATIONS } from './implementations.ts';
import { judgeExportBytes } from './judge.ts';
import {
  checkpointBody,
  exportLines,
  headFile,
  headText,
  lineOf,
  linked,
  makeRecord,
  pruneBody,
  rowOf,
  signerOf,
  START,
  textOf,
  writeDatabase,
  type Body,
  type Made,
  type Row,
} from './make-record.ts';
import type { Given, Judged } from './verifier-interface.d.mts';

const dir = mkdtempSync(join(tmpdir(), 'remit-readings-'));
afterAll(() => rmSync(dir, { recursive: true }));

const SOUND: Judged = { verified: true, entry: null };
const FILE: Judged = { verified: false, entry: null };
const at = (entry: number): Judged => ({ verified: false, entry });

const signer = signerOf(1);
const stranger = signerOf(9);
const GRANT: Body = { kind: 'grant', grant: { id: 'g-x', words: 'everything' }, request: null };
const PAUSE: Body = { kind: 'pause', on: true };
/** The last entry, 12, is a checkpoint. */
const made = makeRecord({ entries: 12, checkpoints: 4 });
const whole = makeRecord({ entries: 16, checkpoints: 4, prunes: [{ at: 10, upTo: 6 }] });
/** Entries 7 to 16; the prune is entry 10. */
const pruned: Made = { ...whole, rows: whole.rows.slice(6) };
const beforePruned = hashOf(whole.rows, 6);

function hashOf(rows: readonly Row[], seq: number): string {
  return rows.find((row) => row.seq === seq)?.hash ?? START;
}

/** The rows with more behind them, linked as anybody can. */
function continued(rows: readonly Row[], ...bodies: readonly Body[]): readonly Row[] {
  return bodies.reduce((all, body) => {
    const last = all.at(-1);
    return [...all, rowOf(last?.hash ?? START, (last?.seq ?? 0) + 1, body)];
  }, rows);
}

function grantThen(...bodies: readonly Body[]): readonly Row[] {
  return continued(made.rows, GRANT, ...bodies);
}

/** A checkpoint of the entry before it, where that is entry `seq` of `rows`. */
function checkpointOf(rows: readonly Row[], by = signer): Body {
  const last = rows.at(-1);
  return checkpointBody(by, last?.seq ?? 0, last?.hash ?? START);
}

/** The same from every implementation, or the differences. */
function agreed(all: readonly Judged[]): Judged {
  const [first = FILE] = all;
  expect(all).toEqual(all.map(() => first));
  return first;
}

function judgeBytes(bytes: Buffer, given: Given = {}): Judged {
  return agreed(IMPLEMENTATIONS.map(({ judgeExport }) => judgeExport(bytes, given)));
}

function judgeLines(lines: readonly string[], given: Given = {}): Judged {
  return judgeBytes(textOf(lines), given);
}

let files = 0;
const newPath = (): string => join(dir, `${(files += 1)}.db`);

function judgePath(path: string, head: Buffer | null | undefined, given: Given = {}): Judged {
  return agreed(IMPLEMENTATIONS.map(({ judgeDatabase }) => judgeDatabase(path, head, given)));
}

function judgeRows(rows: readonly Row[], head?: Buffer | null, given: Given = {}): Judged {
  const path = newPath();
  writeDatabase(path, rows);
  return judgePath(path, head, given);
}

/** An export of the rows, whose head names the last one. */
function linesOf(rows: readonly Row[], previous = START): readonly string[] {
  return exportLines({ ...made, rows }, previous);
}

/** A line put in before that of entry `seq`. */
function putIn(lines: readonly string[], seq: number, line: string): readonly string[] {
  const index = lines.findIndex((one) => one.startsWith(`{"seq":${seq},`));
  return [...lines.slice(0, index), line, ...lines.slice(index)];
}

function lineAt(rows: readonly Row[], seq: number): string {
  const row = rows.find((one) => one.seq === seq);
  return row === undefined ? '' : lineOf(row);
}

function withFirst(lines: readonly string[], change: (line: string) => string): readonly string[] {
  return lines.with(0, change(lines[0] ?? ''));
}

describe('an entry that stands where it does not belong', () => {
  const behind = (rows: readonly Row[], line: string): readonly string[] => {
    const lines = linesOf(rows);
    return [...lines.slice(0, -1), line, ...lines.slice(-1)];
  };

  test('is not the last checkpoint', () => {
    const rows = grantThen();
    expect(judgeLines(behind(rows, lineAt(rows, 12)))).toEqual(at(13));
  });

  test('does not give authority', () => {
    const rows = continued(made.rows, GRANT);
    const signed = continued(rows, checkpointOf(rows));
    expect(judgeLines(behind(signed, lineAt(signed, 13)))).toEqual(at(15));
  });

  test('still accounts for what was removed', () => {
    const lines = exportLines(pruned, beforePruned).filter((line) => !line.startsWith('{"seq":10,'));
    const moved = [...lines.slice(0, -1), lineAt(whole.rows, 10), ...lines.slice(-1)];
    expect(judgeLines(moved)).toEqual(at(10));
    expect(judgeLines(lines)).toEqual(at(1));
  });

  test('is named by the place where it stands', () => {
    const lines = linesOf(made.rows);
    expect(judgeLines(putIn(lines, 7, lineAt(made.rows, 3)))).toEqual(at(7));
  });
});

describe('a line that is none', () => {
  const lines = linesOf(made.rows);
  test.each([1, 5, 8, 12])('names place %i, in place of its entry as well as put in before it', (seq) => {
    const index = lines.findIndex((line) => line.startsWith(`{"seq":${seq},`));
    for (const garbage of ['', 'x', '{"seq":0}', `${lines[index] ?? ''} `]) {
      expect(judgeLines(lines.with(index, garbage))).toEqual(at(seq));
      expect(judgeLines(putIn(lines, seq, garbage))).toEqual(at(seq));
    }
  });

  test('before the head takes the place behind the last entry', () => {
    expect(judgeLines([...lines.slice(0, -1), 'x', ...lines.slice(-1)])).toEqual(at(13));
  });

  test('in the place of a checkpoint leaves what stood before it unsigned', () => {
    const rows = grantThen();
    const signed = linesOf(continued(rows, checkpointOf(rows)));
    expect(judgeLines(signed.with(14, 'x'))).toEqual(at(13));
  });
});

describe("rule 9's last checkpoint", () => {
  test('is any, also one that is at fault itself', () => {
    const rows = grantThen();
    for (const wrong of [checkpointOf(rows, stranger), { kind: 'checkpoint' }] satisfies readonly Body[]) {
      const forged = continued(rows, wrong);
      expect(judgeRows(forged)).toEqual(at(14));
      expect(judgeLines(linesOf(forged))).toEqual(at(14));
    }
  });
});

describe('a column and a body of different kinds', () => {
  const rows = grantThen();
  test('are a checkpoint by the body', () => {
    const signed = continued(rows, checkpointOf(rows));
    expect(judgeRows(signed.with(13, { ...row(signed, 14), kind: 'note' }))).toEqual(at(14));
    const unsigned = grantThen(PAUSE);
    expect(judgeRows(unsigned.with(13, { ...row(unsigned, 14), kind: 'checkpoint' }))).toEqual(at(13));
  });

  test('are compared as they stand there, not as what is no UTF-8 is shown', () => {
    const path = newPath();
    writeDatabase(path, continued(made.rows, { kind: 'note', call: '\ufffd' }, PAUSE));
    const database = new DatabaseSync(path);
    database.exec("UPDATE entries SET call = CAST(x'ff' AS TEXT) WHERE seq = 13");
    database.close();
    expect(judgePath(path, undefined)).toEqual(at(13));
  });

  test('are authority by the body', () => {
    const plain = continued(made.rows, PAUSE, PAUSE);
    const named = plain
      .with(12, { ...row(plain, 13), call: 'c-x' })
      .with(13, { ...row(plain, 14), kind: 'grant' });
    expect(judgeRows(named)).toEqual(at(13));
    const [hidden, behind] = [grantThen(PAUSE), headAt(made.rows, 12)];
    expect(judgeRows(hidden.with(12, { ...row(hidden, 13), kind: 'pause' }), behind)).toEqual(at(13));
  });

  test('are no prune that counts unless both say so', () => {
    const column = pruned.rows.with(3, { ...row(pruned.rows, 10), kind: 'note' });
    expect(judgeRows(column, headAt(pruned.rows, 16))).toEqual(at(1));
    const earlier = makeRecord({
      entries: 16,
      checkpoints: 4,
      prunes: [
        { at: 9, upTo: 3 },
        { at: 10, upTo: 5 },
      ],
    });
    // 6 is missing without a note; the note up to 5 is one by its body alone, so that up to 3 is the largest there is.
    const left = earlier.rows.slice(6).map((one) => (one.seq === 10 ? { ...one, kind: 'note' } : one));
    expect(judgeRows(left, headAt(earlier.rows, 16))).toEqual(at(4));
  });
});

function row(rows: readonly Row[], seq: number): Row {
  const found = rows.find((one) => one.seq === seq);
  if (found === undefined) throw new Error(`there is no entry ${seq}`);
  return found;
}

function headAt(rows: readonly Row[], seq: number): Buffer {
  return headFile(headText(signer, row(rows, seq)));
}

test('`standing` is a member of the body itself', () => {
  const inner: Body = { kind: 'definition', definition: { standing: 'accepted' }, standing: 'first' };
  expect(judgeRows(continued(made.rows, inner))).toEqual(SOUND);
  expect(judgeRows(continued(made.rows, { kind: 'definition', standing: 'accepted' }))).toEqual(at(13));
  expect(judgeRows(continued(made.rows, { kind: 'other', standing: 'accepted' }))).toEqual(SOUND);
});

test('an entry of a kind that nobody knows is none of those that carry proof or authority', () => {
  const rows = continued(made.rows, { kind: 'not known yet', call: 'c-9' }, { kind: 'more' });
  expect(judgeRows(rows, headAt(rows, 14))).toEqual(SOUND);
  expect(judgeLines(linesOf(continued(rows, { kind: '' })))).toEqual(SOUND);
});

describe("an export's first line", () => {
  const lines = linesOf(made.rows);
  const late = exportLines(pruned, beforePruned);
  const first = (of: readonly string[], seq: number): readonly string[] =>
    withFirst(of, (line) => line.replace(/"first":\d+/, `"first":${seq}`));

  test('that names another first entry', () => {
    for (const seq of [2, 5, 13, 900])
      expect({ seq, ...judgeLines(first(lines, seq)) }).toEqual({ seq, ...FILE, entry: 1 });
    expect(judgeLines(first(late, 8))).toEqual(at(7));
    expect(judgeLines(first(late, 12))).toEqual(at(7));
    expect(judgeLines(first(late, 6))).toEqual(at(1));
    expect(judgeLines(first(late, 1))).toEqual(FILE);
  });

  test('of another form leaves all entries unseen', () => {
    const broken = lines.with(5, 'x');
    for (const change of ['"first":0', '"first":01', '"first":1.0', '"first":9007199254740992', ' "first":1'])
      expect(judgeLines(withFirst(broken, (line) => line.replace('"first":1', change)))).toEqual(FILE);
    expect(judgeLines(withFirst(broken, (line) => line.replace(START, `${START.slice(1)}1`)))).toEqual(FILE);
    expect(judgeLines(broken.slice(1))).toEqual(FILE);
    expect(judgeBytes(Buffer.alloc(0))).toEqual(FILE);
  });

  test('of a part behind the place that the head names lacks that place', () => {
    const lines = [
      ...late.slice(0, -1),
      `{"head":${headText(signer, { seq: 2, hash: hashOf(whole.rows, 2) })}}`,
    ];
    expect(judgeLines(lines)).toEqual(at(17));
  });

  test('with another key than the given one is no reason not to look at the entries', () => {
    const given = { key: signer.publicKey };
    const other = withFirst(lines, (line) => line.replace(signer.publicKey, stranger.publicKey));
    expect(judgeLines(other, given)).toEqual(FILE);
    expect(judgeLines(other.with(5, 'x'), given)).toEqual(at(5));
    expect(judgeLines(other)).toEqual(at(1));
  });

  test('with another `previous` than the prune that counts names', () => {
    const changed = withFirst(late, (line) => line.replace(beforePruned, 'd'.repeat(64)));
    expect(judgeLines(changed)).toEqual(at(1));
    const twice = makeRecord({
      entries: 16,
      checkpoints: 4,
      prunes: [
        { at: 9, upTo: 3 },
        { at: 10, upTo: 6 },
      ],
    });
    const rest = linesOf(twice.rows.slice(6), 'd'.repeat(64));
    expect(judgeLines(rest)).toEqual(at(4));
  });
});

describe('the end of a file', () => {
  test('without its last LF is named behind the last line that has one', () => {
    const bytes = textOf(linesOf(made.rows));
    expect(judgeBytes(bytes.subarray(0, -1))).toEqual(at(13));
    const headless = textOf(linesOf(made.rows).slice(0, -1));
    expect(judgeBytes(headless.subarray(0, -1))).toEqual(at(12));
    expect(judgeBytes(textOf(linesOf(made.rows).slice(0, 1)).subarray(0, -1))).toEqual(FILE);
  });

  test('of `record.head` is at 1,024 bytes', () => {
    const head = headAt(made.rows, 12);
    for (const wrong of [
      head.subarray(0, 1023),
      head.subarray(0, 512),
      Buffer.concat([head, head]),
      Buffer.alloc(0),
    ])
      expect(judgeRows(made.rows, wrong)).toEqual(at(13));
    expect(judgeRows(made.rows.slice(0, 1), Buffer.alloc(0))).toEqual(at(2));
  });
});

describe('a record without its begin', () => {
  test('takes the key from the last prune that counts, whoever signed the others', () => {
    const ours = pruneBody(signer, 6, beforePruned);
    const theirs = pruneBody(stranger, 6, beforePruned);
    const after = continued(pruned.rows, theirs, ours);
    expect(judgeRows(after)).toEqual(at(17));
    // The stranger's is the last: now it is everything else that isn't signed.
    expect(judgeRows(continued(pruned.rows, theirs))).toEqual(at(8));
    expect(judgeRows(continued(pruned.rows, theirs), undefined, { key: signer.publicKey })).toEqual(at(17));
  });

  test('is told from prunes that reach less far, each by its own key where none was given', () => {
    const theirs = pruneBody(stranger, 4, hashOf(whole.rows, 4));
    const rows = continued(whole.rows.slice(10), theirs);
    expect(judgeRows(rows)).toEqual(at(5));
    expect(judgeRows(rows, undefined, { key: signer.publicKey })).toEqual(at(1));
  });

  test('has no prune of place 0', () => {
    const none = { ...pruneBody(signer, 6, beforePruned), seq: 0 };
    expect(judgeRows(continued(pruned.rows, none))).toEqual(at(17));
    expect(judgeRows(continued(whole.rows, none).slice(1))).toEqual(at(1));
  });

  test('and without a prune lacks entry 1, whichever key was given', () => {
    const other = rowOf(START, 1, PAUSE);
    for (const key of [null, signer.publicKey]) {
      expect(judgeRows([other], undefined, { key })).toEqual(at(1));
      expect(judgeRows(made.rows.slice(1), headAt(made.rows, 12), { key })).toEqual(at(1));
    }
  });
});

describe('a `-wal` beside the database', () => {
  const all = continued(made.rows, PAUSE, PAUSE);

  /** A database of the first 12 entries in WAL mode, and the `-wal` with two more. */
  function walPair(): string {
    const live = newPath();
    writeDatabase(live, made.rows);
    const database = new DatabaseSync(live);
    database.exec('PRAGMA journal_mode=WAL');
    const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
    for (const one of all.slice(12)) insert.run(one.seq, one.at, one.kind, one.call, one.body, one.hash);
    const folder = join(dir, `wal-${(files += 1)}`);
    mkdirSync(folder);
    for (const name of ['', '-wal']) copyFileSync(`${live}${name}`, join(folder, `record.db${name}`));
    database.close();
    return join(folder, 'record.db');
  }

  test('belongs to it when there is something in it', () => {
    const path = walPair();
    expect(judgePath(path, headAt(all, 14))).toEqual(SOUND);
    writeFileSync(`${path}-wal`, '');
    expect(judgePath(path, headAt(all, 14))).toEqual(at(13));
    rmSync(`${path}-wal`);
    expect(judgePath(path, headAt(all, 14))).toEqual(at(13));
    expect(judgePath(path, headAt(all, 12))).toEqual(SOUND);
  });

  test('lies beside the file itself, where the path is a link to that', () => {
    const link = newPath();
    symlinkSync(walPair(), link);
    expect(judgePath(link, headAt(all, 14))).toEqual(SOUND);
  });

  test('is the only journal that counts', () => {
    const path = newPath();
    writeDatabase(path, made.rows);
    writeFileSync(`${path}-journal`, Buffer.alloc(1024, 7));
    expect(judgePath(path, headAt(made.rows, 12))).toEqual(SOUND);
  });
});

describe('a database that breaks off while it is read', () => {
  const note = (text: string): Body => ({ kind: 'note', text: `${'x'.repeat(1500)}${text}` });

  /** The rows in a database in which the long body that ends in `mark` leads nowhere. */
  function cutAt(rows: readonly Row[], mark: string): string {
    const path = newPath();
    writeDatabase(path, rows, 512);
    const bytes = readBytes(path);
    const page = Math.floor(bytes.indexOf('x'.repeat(400), bytes.indexOf(mark) - 900) / 512);
    bytes.writeUInt32BE(0x7fffffff, page * 512);
    writeFileSync(path, bytes);
    return path;
  }

  test('is at fault where it breaks off, and its end is not judged', () => {
    const rows = continued(made.rows, GRANT, note('MARK'), PAUSE);
    expect(judgeRows(rows)).toEqual(at(13));
    const path = cutAt(rows, 'MARK');
    expect(judgePath(path, undefined)).toEqual(at(14));
    expect(judgePath(path, headFile(headText(stranger, row(rows, 15))))).toEqual(at(14));
    expect(judgePath(path, undefined, { anchors: [{ seq: 3, hash: START }] })).toEqual(at(3));
    // An entry that was read is still held against the head.
    expect(judgePath(path, headFile(headText(signer, { seq: 5, hash: START })))).toEqual(at(5));
    expect(judgePath(path, headFile(headText(signer, { seq: 90, hash: START })))).toEqual(at(14));
  });

  test('knows only the prunes before it', () => {
    const rows = continued(pruned.rows, note('MARK'), PAUSE);
    expect(judgePath(cutAt(rows, 'MARK'), headAt(rows, 18))).toEqual(at(17));
    const [seven, eight] = pruned.rows;
    const start = [seven, eight].flatMap((one) => one ?? []);
    const noted = continued(start, note('MARK'), pruneBody(signer, 6, beforePruned));
    const later = continued(noted, checkpointBody(signer, 10, row(noted, 10).hash));
    expect(judgeRows(later)).toEqual(SOUND);
    expect(judgePath(cutAt(later, 'MARK'), undefined)).toEqual(at(1));
  });

  test('breaks off at a row that does not lie behind the one before it', () => {
    const rows = continued(made.rows, GRANT, PAUSE, PAUSE);
    const path = newPath();
    writeDatabase(path, rows, 65_536);
    const bytes = readBytes(path);
    moveRow(bytes, 65_536, 15, 2);
    writeFileSync(path, bytes);
    expect(judgePath(path, undefined)).toEqual(at(15));
  });

  test('is read to its end when only its structure is at fault', () => {
    const changed = continued(made.rows, GRANT, PAUSE);
    const rows = changed.with(13, { ...row(changed, 14), at: '' });
    const path = newPath();
    writeDatabase(path, rows);
    const bytes = readBytes(path);
    // One page on the list of free pages, which is empty.
    bytes.writeUInt32BE(1, 36);
    writeFileSync(path, bytes);
    expect(judgePath(path, undefined)).toEqual(at(13));
    expect(judgePath(path, headAt(rows, 14))).toEqual(at(14));
  });
});

function readBytes(path: string): Buffer {
  return Buffer.from(readFileSync(path));
}

/** Writes another place, up to 127, into the leaf cell of row `seq` (sqlite.org/fileformat2.html, 1.6). */
function moveRow(bytes: Buffer, pageSize: number, seq: number, to: number): void {
  const leaf = pageSize;
  const cells = bytes.readUInt16BE(leaf + 3);
  for (let cell = 0; cell < cells; cell += 1) {
    const start = leaf + bytes.readUInt16BE(leaf + 8 + 2 * cell);
    const size = (bytes[start] ?? 0) < 128 ? 1 : 2;
    if (bytes[start + size] === seq) bytes[start + size] = to;
  }
}

describe('numbers and texts of a body', () => {
  test('are what their JSON means, however it is written', () => {
    const before = row(made.rows, 11);
    const last = row(made.rows, 12);
    for (const [spelled, judged] of [
      ['11.0', SOUND],
      ['1.1e1', SOUND],
      ['"11"', at(12)],
      ['11.5', at(12)],
      ['1,"seq":11', SOUND],
    ] as const) {
      const body = `\t${last.body.replace('"seq":11', `"seq":${spelled}`)} `;
      const spelt = linked({ ...last, body }, before.hash);
      expect({ spelled, ...judgeRows(made.rows.with(11, spelt)) }).toEqual({ spelled, ...judged });
    }
  });
});

test('a line is one up to 64 MiB, in whatever pieces it comes: a longer one ends the file', () => {
  const most = 64 * 1024 * 1024;
  const rows = continued(made.rows, GRANT);
  const start = linesOf(rows).slice(0, -1).join('\n');
  const long = (length: number): Buffer => {
    const after = lineOf(rowOf(START, 15, { kind: 'checkpoint' }));
    return Buffer.concat([Buffer.from(`${start}\n`), Buffer.alloc(length, 'x'), Buffer.from(`\n${after}\n`)]);
  };
  for (const [length, entry] of [
    [most, 14],
    [most + 1, 13],
  ] as const) {
    const bytes = long(length);
    expect(judgeBytes(bytes)).toEqual(at(entry));
    for (const size of [1 << 20, bytes.length - 300])
      expect({ size, ...judgeExportBytes(bytes, {}, size) }).toEqual({ size, ...at(entry) });
  }
});

test('a value of a database is one up to 64 MiB: at a longer one the reading breaks off', () => {
  const most = 64 * 1024 * 1024;
  const long = (length: number): readonly Row[] => {
    const body = JSON.stringify({ kind: 'note', text: '' });
    const text = body.replace('""', `"${'x'.repeat(length - body.length)}"`);
    const plain = continued(made.rows, GRANT, PAUSE);
    const noted = linked({ ...row(plain, 14), kind: 'note', body: text }, row(plain, 13).hash);
    return [...plain.slice(0, 13), noted];
  };
  expect(judgeRows(long(most))).toEqual(at(13));
  expect(judgeRows(long(most + 1))).toEqual(at(14));
});

// The verifier as its user meets it: the program, its words and its exit code.

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, runRemit } from '../support/serve.ts';
import {
  exportLines,
  headText,
  makeRecord,
  rowOf,
  rowsOf,
  sha256,
  signerOf,
  textOf,
  writeDatabase,
  writeFolder,
} from './make-record.ts';

const dir = mkdtempSync(join(tmpdir(), 'remit-verify-'));
const folder = join(dir, 'data');
const made = makeRecord({ entries: 60, checkpoints: 25 });
const last = made.rows.at(-1);

beforeAll(() => writeFolder(folder, made));
afterAll(() => rmSync(dir, { recursive: true }));

type Done = { readonly code: number | null; readonly out: string; readonly err: string };

function verify(
  words: readonly string[],
  input: Buffer = Buffer.alloc(0),
  more: Readonly<Record<string, string>> = {},
): Done {
  const program = join(root, 'electron', 'verifier', 'main.ts');
  const env = { ...process.env, REMIT_DATA: folder, ...more };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { input, env });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

function expectSaid({ code, out, err }: Done, expected: number, words: string): void {
  expect({ code, said: out + err }).toEqual({ code: expected, said: out + err });
  expect(out + err).toContain(words);
}

function fileOf(name: string, content: string | Buffer): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

test('a data folder verifies, with all that was found, and is the default', () => {
  const done = verify([folder]);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toBe(`verified 60 entries
first: entry 1 of 2026-06-01T00:00:01.000Z
last: entry 60 of 2026-06-01T00:01:00.000Z, hash ${last?.hash ?? ''}
checkpoints: 2, the last is entry 50
head: signed, names entry 60
record: ${made.id}
key: ${made.signer.publicKey} (claimed by the record itself: compare it, or give it with --key)
`);
  expect(verify([])).toEqual(done);
  expect(verify(['--key', made.signer.publicKey, '--head', `60:${last?.hash ?? ''}`]).out).toContain(
    '(given)',
  );
});

test('a copy of the database says that its end is not covered', () => {
  const done = verify([join(folder, 'record.db')]);
  expect(done.code).toBe(0);
  expect(done.out).toContain(
    "head: no head was given: entries removed behind the last checkpoint (entry 50) can't be noticed",
  );
});

test('an export verifies from a file and from stdin', () => {
  const bytes = textOf(exportLines(made));
  const done = verify([fileOf('case.jsonl', bytes)]);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(verify(['-'], bytes)).toEqual(done);
});

test('says what is wrong and what that means, the first entry first', () => {
  const rows = made.rows.filter(({ seq }) => seq !== 12);
  const changed = rows.map((row) =>
    row.seq === 30 ? { ...row, body: row.body.replace('true', 'null') } : row,
  );
  const path = join(dir, 'changed.db');
  writeDatabase(path, changed);
  const done = verify([path]);
  expect(done).toMatchObject({ code: 1, err: '' });
  expect(done.out).toBe(`The record doesn't verify.
entry 12: it is missing (the next one is entry 13): one or more entries were removed here
entry 30: its hash is not that of its content and the entry before it: the entry, or the one before it, was changed, put in or taken out after it was written
`);
  expect(JSON.parse(verify(['--json', path]).out)).toMatchObject({ verified: false, entry: 12 });
  expect(JSON.parse(verify(['--json', folder]).out)).toMatchObject({
    verified: true,
    entries: 60,
    keyGiven: false,
  });
});

test('text from the record cannot speak to the terminal', () => {
  const bad = rowOf(last?.hash ?? '', 61, { kind: 'stop' });
  const rows = [...made.rows, { ...bad, at: '\u001b[2J\u202etrue\nverified' }];
  const path = join(dir, 'loud.db');
  writeDatabase(path, rows);
  const done = verify([path]);
  expect(done.code).toBe(1);
  expect(done.out).toContain('its time `\\u{1b}[2J\\u{202e}true\\u{a}verified` is none');
});

test.each([
  [['/nowhere/at-all'], 'there is nothing at `/nowhere/at-all`'],
  [[tmpdir(), 'more'], '`more` is one path too many'],
  [['--key', 'abc'], '`--key` needs a public key: 64 hex digits in lower case'],
  [['--head', '12'], '`--head` needs a place and a hash: `SEQ:HASH`'],
  [['--head', '0:abc'], '`--head` needs a place and a hash: `SEQ:HASH`'],
  [['--what'], "'--what'"],
])('%j is answered with exit code 2', (words, says) => {
  const done = verify(words);
  expect(done).toMatchObject({ code: 2, out: '' });
  expect(done.err).toContain(says);
});

test('an empty folder holds no record; a folder with a head alone has lost it', () => {
  const empty = join(dir, 'empty');
  mkdirSync(empty);
  expectSaid(verify([empty]), 2, 'there is no record');
  copyFileSync(join(folder, 'record.head'), join(empty, 'record.head'));
  expectSaid(verify([empty]), 1, 'entry 1: it is missing');
});

test.each([
  ['nothing', ''],
  ['an SQLite header and nothing else', 'SQLite format 3\0'],
  ['bytes', Buffer.from(Array.from({ length: 5000 }, (_none, at) => (at * 31) & 255))],
  ['an empty object', '{}\n'],
  ['one brace', '{'],
  ['half a first line', (exportLines(made)[0] ?? '').slice(0, 80)],
  ['a first line of 9 MB', `{"remit":"record"${' '.repeat(9_000_000)}`],
  ['a million empty lines', `${exportLines(made)[0] ?? ''}${'\n'.repeat(1_000_000)}`],
  [
    'a body nested a million deep',
    `${exportLines(made)[0] ?? ''}\n{"seq":1,"at":"","hash":"${'0'.repeat(64)}","body":${'['.repeat(1_000_000)}}\n`,
  ],
  ['NUL bytes', Buffer.alloc(100_000)],
])('%s is no record, and is answered in one piece', (_name, content) => {
  const done = verify([fileOf('hostile', content)]);
  expect(done).toMatchObject({ code: 1, err: '' });
  expect(done.out).toMatch(/^The record doesn't verify\.\n(entry \d+|the file): .+\n/);
  expect(done.out).not.toContain('    at ');
});

test('a structure that leads round in circles ends', () => {
  const path = join(dir, 'round.db');
  rmSync(path, { force: true });
  writeDatabase(path, rowsOf({ entries: 3000, checkpoints: 1000 }), 512);
  const bytes = readFileSync(path);
  const pages = bytes.length / 512;
  // Every child of every inner page of the table becomes the same page: walking it would take for ever.
  for (let page = 1; page < pages; page += 1) {
    if (bytes[page * 512] !== 5) continue;
    const cells = bytes.readUInt16BE(page * 512 + 3);
    const first = bytes.readUInt16BE(page * 512 + 12);
    const child = bytes.readUInt32BE(page * 512 + first);
    for (let cell = 0; cell < cells; cell += 1)
      bytes.writeUInt32BE(child, page * 512 + bytes.readUInt16BE(page * 512 + 12 + 2 * cell));
  }
  expect(verify([fileOf('round.db', bytes)])).toMatchObject({ code: 1, err: '' });
});

test('entries in a -wal are read with the database, and neither file is written to', () => {
  const live = join(dir, 'live');
  const copy = join(dir, 'copy');
  mkdirSync(live);
  mkdirSync(copy);
  writeDatabase(join(live, 'record.db'), made.rows.slice(0, 40));
  const database = new DatabaseSync(join(live, 'record.db'));
  database.exec('PRAGMA journal_mode=WAL');
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
  for (const { seq, at, kind, call, body, hash } of made.rows.slice(40))
    insert.run(seq, at, kind, call, body, hash);
  for (const name of ['record.db', 'record.db-wal']) copyFileSync(join(live, name), join(copy, name));
  copyFileSync(join(folder, 'record.head'), join(copy, 'record.head'));
  copyFileSync(join(folder, 'record.head'), join(live, 'record.head'));
  const before = ['record.db', 'record.db-wal'].map((name) => readFileSync(join(copy, name)));
  expectSaid(verify([copy]), 0, 'verified 60 entries');
  expectSaid(verify([live]), 0, 'verified 60 entries');
  database.close();
  expect(['record.db', 'record.db-wal'].map((name) => readFileSync(join(copy, name)))).toEqual(before);
  rmSync(join(copy, 'record.db-wal'));
  expectSaid(verify([copy]), 1, 'entry 41: it is missing');
});

test('an empty -wal, which a reader leaves behind, hides no fault', () => {
  const read = join(dir, 'read');
  writeFolder(read, made);
  writeFileSync(join(read, 'record.db-wal'), '');
  expectSaid(verify([read]), 0, 'verified 60 entries');
  expectSaid(verify(['--key', 'e'.repeat(64), read]), 1, "The record doesn't verify.");
});

test('nothing is made beside a copy', () => {
  const alone = join(dir, 'alone');
  mkdirSync(alone);
  copyFileSync(join(folder, 'record.db'), join(alone, 'record.db'));
  const database = new DatabaseSync(join(alone, 'record.db'));
  database.exec('PRAGMA journal_mode=WAL');
  database.close();
  expect(verify([join(alone, 'record.db')]).code).toBe(0);
  expect(readdirSync(alone)).toEqual(['record.db']);
});

test('an empty -wal beside a record that was changed is no sign of somebody who writes', () => {
  const changed = join(dir, 'empty-wal');
  const rows = made.rows.map((row) => (row.seq === 30 ? { ...row, at: '2020-01-01T00:00:00.000Z' } : row));
  writeFolder(changed, { ...made, rows });
  writeFileSync(join(changed, 'record.db-wal'), '');
  expectSaid(verify([changed]), 1, 'entry 30');
});

test('a head slot that does not count is told', () => {
  const one = join(dir, 'one');
  writeFolder(one, made);
  const head = readFileSync(join(one, 'record.head'));
  head.write('#', 600);
  writeFileSync(join(one, 'record.head'), head);
  const done = verify([one]);
  expect(done.code).toBe(0);
  expect(done.out).toContain('head: signed, names entry 59');
  expect(done.out).toContain("note: one of the head's two slots doesn't count");
  expect(headText(made.signer, { seq: 60, hash: last?.hash ?? '' }).length).toBeLessThan(511);
});

test('`remit verify` is the same program', () => {
  const { code, out } = verify([folder]);
  expect(runRemit(['verify', '--data', folder])).toMatchObject({ code, out });
  expect(runRemit(['verify', join(folder, 'record.db'), '--head', `7:${'0'.repeat(64)}`])).toMatchObject({
    code: 1,
    out: "The record doesn't verify.\nentry 7: its hash is not the one that was noted: the record was set back to an older copy, or written anew, since that place was noted\n",
  });
  expect(runRemit(['verify', 'one', 'two'])).toMatchObject({ code: 2 });
});

test('the built program runs alone, far from everything else', () => {
  const alone = join(dir, 'verify.cjs');
  copyFileSync(join(root, 'build', 'verify.cjs'), alone);
  const bytes = textOf(exportLines(made));
  const run = (words: readonly string[]): string =>
    spawnSync(process.execPath, [alone, ...words], { input: bytes, cwd: dir }).stdout.toString();
  expect(run(['-'])).toBe(verify(['-'], bytes).out);
  expect(run([folder])).toBe(verify([folder]).out);
});

test('an older copy of the data folder is found by the copy of the head in the state folder', () => {
  const place = join(dir, 'set-back');
  const state = join(dir, 'state');
  mkdirSync(state);
  writeFolder(place, { ...made, rows: made.rows.slice(0, 51) });
  const anchor = join(state, `folder-${sha256(realpathSync(place)).slice(0, 32)}.anchor`);
  const judge = (text: string): Done => {
    writeFileSync(anchor, `${text}\n`);
    return verify([place], undefined, { REMIT_STATE: state });
  };
  const row = (seq: number) => made.rows[seq - 1] ?? { seq, hash: '' };
  expectSaid(judge(headText(made.signer, row(51))), 0, 'verified 51 entries');
  expectSaid(
    judge(headText(made.signer, row(60))),
    1,
    'entry 52: it is missing, though the copy of the head',
  );
  expectSaid(
    judge(headText(made.signer, { ...row(40), hash: row(41).hash })),
    1,
    'entry 40: it is not the one',
  );
  // Left over from another record, or of nobody who has the key: it says nothing.
  expectSaid(judge(headText(made.signer, row(60), 'b2'.repeat(16))), 0, 'verified');
  expectSaid(judge(headText(signerOf(9), row(60))), 0, 'verified');
});

test('what stands behind the head is said to be unsigned', () => {
  const place = join(dir, 'behind');
  writeFolder(place, made);
  const more = rowOf(last?.hash ?? '', 61, { kind: 'pause', on: true });
  rmSync(join(place, 'record.db'));
  writeDatabase(join(place, 'record.db'), [...made.rows, more]);
  expectSaid(verify([place]), 0, 'note: 1 entry stands behind it');
});

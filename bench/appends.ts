// Appends per second: the record's writer beside plain SQLite, in one run on one disk. Both are given the same entries, and both say that an
// entry is there when it is on the disk. Plain SQLite only keeps it; the writer redacts, links, hashes and signs it as well. `--quick`: fewer.

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import type { EntryBody } from '../shared/contract/record-entry.ts';
import { openRecord } from '../electron/authority/record-file.ts';
import { recordPlaces } from '../electron/authority/record-places.ts';
import { randomFrom } from '../test/support/random.ts';
import { RecordedCalls } from '../test/support/recorded-calls.ts';
import { HOME, stateIn, VARIETY } from './many-calls.ts';

const COUNT = process.argv.includes('--quick') ? 1_000 : 10_000;
/** Entries that are asked for at the same time, or stand in one transaction. */
const TOGETHER = 64;
const ROUNDS = 5;

function entries(seed: number): readonly EntryBody[] {
  const calls = new RecordedCalls(randomFrom(seed), VARIETY, HOME);
  const made: EntryBody[] = [...calls.before()];
  while (made.length < COUNT) made.push(...calls.next());
  return made.slice(0, COUNT);
}

/** Appends all of them in groups of so many; resolves when all are on the disk. */
type Way = (all: readonly EntryBody[], together: number) => Promise<void>;

function plain(dir: string): { readonly append: Way; readonly close: () => void } {
  const database = new DatabaseSync(join(dir, 'plain.db'));
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
  database.exec('CREATE TABLE entries (seq INTEGER PRIMARY KEY, at TEXT, kind TEXT, body TEXT) STRICT');
  const insert = database.prepare('INSERT INTO entries (at, kind, body) VALUES (?, ?, ?)');
  const append: Way = async (all, together) => {
    for (let from = 0; from < all.length; from += together) {
      database.exec('BEGIN IMMEDIATE');
      for (const body of all.slice(from, from + together))
        insert.run(new Date().toISOString(), body.kind, JSON.stringify(body));
      database.exec('COMMIT');
    }
    return Promise.resolve();
  };
  return { append, close: () => database.close() };
}

async function ours(dir: string): Promise<{ readonly append: Way; readonly close: () => Promise<void> }> {
  const places = recordPlaces(dir, stateIn(dir), null);
  const record = await openRecord(dir, { places, now: () => new Date(), changed: () => undefined });
  if (!record.ok) throw new Error(record.error);
  const { writer } = record.value;
  const append: Way = async (all, together) => {
    for (let from = 0; from < all.length; from += together) {
      const asked = all.slice(from, from + together).map((body) => writer.append([body]));
      for (const done of await Promise.all(asked)) if (!done.ok) throw new Error(done.error.problem);
    }
  };
  return { append, close: () => record.value.close() };
}

async function perSecond(way: Way, seed: number, together: number): Promise<number> {
  const all = entries(seed);
  const since = performance.now();
  await way(all, together);
  return COUNT / ((performance.now() - since) / 1000);
}

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'remit-bench-')));
try {
  mkdirSync(join(dir, 'record'));
  const [sqlite, record] = [plain(dir), await ours(join(dir, 'record'))];
  process.stdout.write(`${COUNT} entries, appends per second in ${ROUNDS} turns each\n`);
  for (const together of [1, TOGETHER]) {
    const what = together === 1 ? 'one at a time' : `${together} at a time`;
    // By turns, so that what else the machine does meets both.
    for (let round = 0; round < ROUNDS; round += 1) {
      const theirs = await perSecond(sqlite.append, round, together);
      const own = await perSecond(record.append, round, together);
      const figures = `SQLite ${theirs.toFixed(0)}  record ${own.toFixed(0)}  share ${(own / theirs).toFixed(2)}`;
      process.stdout.write(`${what.padEnd(16)} ${figures}\n`);
    }
  }
  sqlite.close();
  await record.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
}

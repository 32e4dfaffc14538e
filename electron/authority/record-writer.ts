// Appends to the record, and says that an entry is there only when it is on the disk. Entries asked for in one turn of the event loop
// share a transaction and a sync. It refuses to append to a record that doesn't verify, and after a failed write until a later one
// succeeds.
//
// Durable means here what `synchronous=FULL` means in SQLite: the frames of the transaction are synced in the WAL before the caller
// hears of it. The commit only writes them (`synchronous=NORMAL`); the sync is ours, on the WAL's own file, off the event loop, so
// that a slow disk holds up the calls that need it and nobody else. A checkpoint syncs the WAL before it copies it into the database
// and the database before the WAL is begun anew (sqlite.org/wal.html, 2.2 and 6), so no synced frame is lost there.

import { Buffer } from 'node:buffer';
import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, writeSync } from 'node:fs';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { instantSchema } from '../../shared/contract/ids.ts';
import type { EntryBody, RecordEntry } from '../../shared/contract/record-entry.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { bodyText, linkText } from '../../shared/core/record-chain.ts';
import { sha256 } from './sha256.ts';

export type WriteProblem = { readonly problem: string };
export type Appended = Result<readonly RecordEntry[], WriteProblem>;

/** A body with its canonical text, made when there is time for it: for an outcome that is while nobody waits. */
type Written = { readonly body: EntryBody; readonly text: string };
type Group = {
  readonly bodies: readonly Written[];
  readonly resolve: ((result: Appended) => void) | null;
};
type Head = { readonly seq: number; readonly hash: string };

/** An outcome waits at most this long, in ms, for another entry to ride with. */
const RIDE_MS = 50;
/** As long as this, in ms, without an entry is called idle. */
const IDLE_MS = 1000;
/** Outcomes kept for a later try while the disk is full. */
const MAX_KEPT = 10_000;
/**
 * Groups after which the WAL goes into the database: when nothing happens, or, at the larger number, at once. The WAL's file keeps its
 * size and is written over from its beginning, so that a sync has no new blocks to note; its size therefore says nothing.
 */
const IDLE_CHECKPOINT = 200;
const FORCED_CHECKPOINT = 1000;
/** What the WAL is given at the start, in bytes. */
const WAL_SIZE = 4 * 1024 * 1024;

export class RecordWriter {
  readonly #database: DatabaseSyncInstance;
  readonly #now: () => Date;
  readonly #appended: (entries: readonly RecordEntry[]) => void;
  readonly #redact: (body: EntryBody) => EntryBody;
  readonly #insert: StatementSyncInstance;
  readonly #begin: StatementSyncInstance;
  readonly #commit: StatementSyncInstance;
  #head: Head;
  #queue: Group[] = [];
  #scheduled = false;
  #syncing: Promise<unknown> | null = null;
  #rideTimer: NodeJS.Timeout | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #wal: number;
  #problem: string | null = null;
  #broken: string | null;
  #closed = false;
  #groupsInWal = 0;

  constructor(
    database: DatabaseSyncInstance,
    walPath: string,
    head: Head,
    /** Why nothing may be appended at all, when the record doesn't verify. */
    broken: string | null,
    now: () => Date,
    appended: (entries: readonly RecordEntry[]) => void,
    /** Takes the secrets out of an entry: nothing is written that hasn't gone through it. */
    redact: (body: EntryBody) => EntryBody = (body) => body,
  ) {
    this.#database = database;
    this.#head = head;
    this.#broken = broken;
    this.#now = now;
    this.#appended = appended;
    this.#redact = redact;
    this.#insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#wal = openSync(walPath, 'r+');
    prepareWal(this.#wal);
  }

  /** Why the record can't be written just now, or null. */
  get problem(): string | null {
    return this.#broken ?? this.#problem;
  }

  /** Resolves when the entries are durable, in the order of the calls; never rejects. */
  append(bodies: readonly EntryBody[]): Promise<Appended> {
    if (this.#broken !== null) return Promise.resolve(err({ problem: this.#broken }));
    return new Promise((resolve) => {
      this.#queue.push({ bodies: bodies.map((body) => written(this.#redact(body))), resolve });
      this.#schedule();
    });
  }

  /** Appends with the next group, at the latest soon; nobody waits for it. Kept for a later try if the write fails. */
  ride(body: EntryBody): void {
    if (this.#broken !== null || this.#queue.length > MAX_KEPT) return;
    this.#queue.push({ bodies: [written(this.#redact(body))], resolve: null });
    this.#rideTimer ??= setTimeout(() => this.#schedule(), RIDE_MS);
  }

  /** Writes what waits, puts the WAL into the database and closes. Nothing can be appended afterwards. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#syncing;
    if (this.#queue.length > 0) await this.#flush();
    this.#closed = true;
    this.#broken ??= 'Remit is ending';
    if (this.#rideTimer !== null) clearTimeout(this.#rideTimer);
    clearTimeout(this.#idleTimer);
    closeSync(this.#wal);
    this.#database.close();
  }

  #schedule(): void {
    if (this.#scheduled || this.#syncing !== null || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#syncing = this.#flush().finally(() => {
        this.#syncing = null;
        if (this.#queue.some((group) => group.resolve !== null)) this.#schedule();
        else this.#whenIdle();
      });
    });
  }

  /** Puts the WAL into the database while nobody waits for it. */
  #whenIdle(): void {
    if (this.#groupsInWal < IDLE_CHECKPOINT) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (!this.#closed && this.#syncing === null && this.#queue.length === 0) this.#checkpoint();
    }, IDLE_MS);
    this.#idleTimer.unref();
  }

  async #flush(): Promise<void> {
    const groups = this.#queue;
    this.#queue = [];
    if (this.#rideTimer !== null) clearTimeout(this.#rideTimer);
    this.#rideTimer = null;
    let isWritten = false;
    try {
      const entries = this.#write(groups);
      isWritten = true;
      await this.#sync();
      this.#problem = null;
      this.#settle(groups, entries);
      this.#groupsInWal += 1;
      if (this.#groupsInWal >= FORCED_CHECKPOINT) this.#checkpoint();
    } catch (error) {
      // What was written but not synced stands in the chain already, and must not be written again.
      this.#failed(groups, isWritten ? [] : groups.filter((group) => group.resolve === null), error);
    }
  }

  #write(groups: readonly Group[]): RecordEntry[] {
    const entries: RecordEntry[] = [];
    let head = this.#head;
    this.#begin.run();
    try {
      const at = instantSchema.parse(this.#now().toISOString());
      for (const group of groups) {
        for (const { body, text } of group.bodies) {
          const seq = head.seq + 1;
          const hash = sha256(linkText(head.hash, seq, at, text));
          this.#insert.run(seq, at, body.kind, callOf(body), text, hash);
          head = { seq, hash };
          entries.push({ seq, at, body, hash });
        }
      }
      this.#commit.run();
    } catch (error) {
      this.#rollback();
      throw error;
    }
    this.#head = head;
    return entries;
  }

  #rollback(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The failed statement has rolled the transaction back itself.
    }
  }

  #sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.#wal, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  #settle(groups: readonly Group[], entries: readonly RecordEntry[]): void {
    this.#appended(entries);
    let from = 0;
    for (const group of groups) {
      const mine = entries.slice(from, from + group.bodies.length);
      from += group.bodies.length;
      group.resolve?.(ok(mine));
    }
  }

  #failed(groups: readonly Group[], again: readonly Group[], error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error);
    this.#problem = `the record can't be written (${cause}): free some space or mend the data folder, Remit goes on by itself`;
    this.#queue = [...again, ...this.#queue];
    for (const group of groups) group.resolve?.(err({ problem: this.#problem }));
  }

  /** Failing is no harm: the entries are durable in the WAL, and the next attempt takes them along. */
  #checkpoint(): void {
    this.#groupsInWal = 0;
    try {
      this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // A full disk or a reader in the way.
    }
  }
}

/**
 * Gives the WAL blocks of its own ahead of time. SQLite takes what follows the last good frame for the end, whatever it is
 * (sqlite.org/fileformat2.html, 4.3), and a sync that has no file size to note is a third cheaper.
 */
function prepareWal(wal: number): void {
  const { size } = fstatSync(wal);
  if (size < WAL_SIZE) writeSync(wal, Buffer.alloc(WAL_SIZE - size), 0, WAL_SIZE - size, size);
  fdatasyncSync(wal);
}

function written(body: EntryBody): Written {
  return { body, text: bodyText(body) };
}

function callOf(body: EntryBody): string | null {
  return 'call' in body ? body.call : null;
}

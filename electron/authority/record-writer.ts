// Appends to the record, and says that an entry is there only when it is on the disk. Entries asked for in one turn of the event loop
// share a transaction and a sync. It refuses to append to a record that doesn't verify, and after a failed write until a later one
// succeeds.
//
// Durable means here what `synchronous=FULL` means in SQLite: the frames of the transaction are synced in the WAL before the caller
// hears of it. The commit only writes them (`synchronous=NORMAL`); the sync is ours, on the WAL's own file, off the event loop, so
// that a slow disk holds up the calls that need it and nobody else. A checkpoint syncs the WAL before it copies it into the database
// and the database before the WAL is begun anew (sqlite.org/wal.html, 2.2 and 6), so no synced frame is lost there.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { instantOf } from '../../shared/contract/ids.ts';
import type { EntryBody, RecordEntry } from '../../shared/contract/record-entry.ts';
import { err } from '../../shared/contract/result.ts';
import type { ChainPlace } from '../../shared/core/record-chain.ts';
import type { RecordSettings } from '../../shared/core/record-settings.ts';
import { EntryBatch, written } from './entry-batch.ts';
import { eachRow } from './record-database.ts';
import type { RecordProof } from './record-proof.ts';
import type { WalFile } from './wal-file.ts';
import { passedAtOnce, settle, type Appended, type Done, type Group } from './write-group.ts';
import { writeProblem } from './write-problem.ts';

export type WriterPorts = {
  readonly database: DatabaseSyncInstance;
  /** null: there is no file to write to. */
  readonly wal: WalFile | null;
  /** null: the record doesn't verify, nothing is appended. */
  readonly proof: RecordProof | null;
  readonly now: () => Date;
  /** Takes the secrets out of an entry: nothing is written that hasn't gone through it. */
  readonly redact: (body: EntryBody) => EntryBody;
  readonly durability: () => RecordSettings['durability'];
  /** Hears of entries as they come to stand in the record; of none when writing begins to fail, or goes again. */
  readonly changed: (entries: readonly RecordEntry[]) => void;
  /** Hears of the newest entry that is on the disk. */
  readonly synced: (seq: number) => void;
};
export type WriterStart = {
  readonly head: ChainPlace;
  /** Entries since the last checkpoint. */
  readonly unsigned: number;
  /** Why nothing may be appended at all, when the record doesn't verify. */
  readonly broken: string | null;
};

/** An outcome waits at most this long, in ms, for another entry to ride with. */
const RIDE_MS = 50;
/** What needn't be synced at once is synced this much later, in ms. */
const GROUP_MS = 90;
/** As long as this, in ms, without an entry is called idle. */
const IDLE_MS = 1000;
/** After a failure the next attempt is made after this time, in ms, whether a call comes or not. */
const RETRY_MS = 1000;
/** Outcomes kept for a later try while the disk is full. */
const MAX_KEPT = 10_000;
/**
 * Groups after which the WAL goes into the database: when nothing happens, or, at the larger number, at once. The WAL's file keeps its
 * size and is written over from its beginning, so that a sync has no new blocks to note; its size therefore says nothing.
 */
const IDLE_CHECKPOINT = 200;
const FORCED_CHECKPOINT = 1000;

export class RecordWriter {
  readonly #ports: WriterPorts;
  readonly #insert: StatementSyncInstance;
  readonly #begin: StatementSyncInstance;
  readonly #commit: StatementSyncInstance;
  #head: ChainPlace;
  #unsigned: number;
  #queue: Group[] = [];
  #scheduled = false;
  #syncing: Promise<unknown> | null = null;
  #rideTimer: NodeJS.Timeout | null = null;
  #groupTimer: NodeJS.Timeout | null = null;
  #retryTimer: NodeJS.Timeout | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #problem: string | null = null;
  /** A sync has failed: what it was for may be lost, though the next one says otherwise. */
  #isDoubtful = false;
  /** The next attempt writes a checkpoint, to see whether it can. */
  #isTrying = false;
  #broken: string | null;
  #closed = false;
  #groupsInWal = 0;

  constructor(ports: WriterPorts, start: WriterStart) {
    const { database } = ports;
    this.#ports = ports;
    this.#head = start.head;
    this.#unsigned = start.unsigned;
    this.#broken = start.broken;
    this.#insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  /** Number of the newest entry. */
  get head(): number {
    return this.#head.seq;
  }

  /** Why the record can't be written just now, or null. */
  get problem(): string | null {
    return this.#broken ?? this.#problem;
  }

  /** Nothing waits to be written, and writing goes well. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#syncing === null && !this.#closed && this.problem === null;
  }

  /** Resolves when the entries are durable, in the order of the calls; never rejects. */
  append(bodies: readonly EntryBody[]): Promise<Appended> {
    const all = bodies.map((body) => written(this.#ports.redact(body)));
    const durable = bodies.every(passedAtOnce) ? 'later' : 'now';
    return this.#ask(durable, () => all, 'last');
  }

  /** The same for an entry that is made of everything before it, when it is its turn. */
  appendMade(make: (head: ChainPlace) => EntryBody): Promise<Appended> {
    return this.#ask('now', () => [written(make(this.#head))], 'first');
  }

  #ask(durable: Group['durable'], make: Group['make'], place: 'first' | 'last'): Promise<Appended> {
    if (this.#broken !== null) return Promise.resolve(err({ problem: this.#broken }));
    return new Promise((resolve) => {
      const group: Group = { make, resolve, durable };
      if (place === 'first') this.#queue.unshift(group);
      else this.#queue.push(group);
      this.#schedule();
    });
  }

  /** Appends with the next group, at the latest soon; nobody waits for it. Kept for a later try if the write fails. */
  ride(body: EntryBody): void {
    if (this.#broken !== null || this.#queue.length > MAX_KEPT) return;
    const all = [written(this.#ports.redact(body))];
    this.#queue.push({ make: () => all, resolve: null, durable: 'later' });
    this.#rideTimer ??= setTimeout(() => this.#schedule(), RIDE_MS);
  }

  /** Writes what waits, signs it, puts the WAL into the database and closes. Nothing can be appended afterwards. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const wasOpen = this.#broken === null;
    this.#broken ??= 'Remit is ending';
    await this.#syncing;
    this.#isTrying = this.#unsigned > 0 || this.#queue.length > 0;
    if (wasOpen && (this.#isTrying || this.#groupTimer !== null)) await this.#flush();
    for (const timer of [this.#rideTimer, this.#groupTimer, this.#retryTimer])
      if (timer !== null) clearTimeout(timer);
    clearTimeout(this.#idleTimer);
    try {
      await this.#ports.proof?.close();
    } finally {
      this.#ports.wal?.close();
      this.#ports.database.close();
    }
  }

  /** Puts the WAL into the database and empties it: what was removed from the one must not be left in the other. */
  emptyLog(): void {
    try {
      this.#ports.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.#ports.wal?.prepare();
    } catch {
      // A reader in the way: the log is written over in time.
    }
  }

  #schedule(): void {
    if (this.#scheduled || this.#syncing !== null || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#closed) return;
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
      if (!this.#closed && this.#syncing === null && this.#queue.length === 0) this.#intoDatabase();
    }, IDLE_MS);
    this.#idleTimer.unref();
  }

  async #flush(): Promise<void> {
    const groups = this.#queue;
    this.#queue = [];
    if (this.#rideTimer !== null) clearTimeout(this.#rideTimer);
    this.#rideTimer = null;
    let done: readonly Done[] | null = null;
    try {
      done = this.#write(groups);
      if (this.#mayWait(groups)) this.#groupTimer ??= setTimeout(() => this.#schedule(), GROUP_MS);
      else await this.#sync();
      settle(done, this.#ports.proof);
      this.#groupsInWal += 1;
      if (this.#groupsInWal >= FORCED_CHECKPOINT) this.#intoDatabase();
    } catch (error) {
      this.#failed(groups, done, error);
    }
  }

  #mayWait(groups: readonly Group[]): boolean {
    if (this.#closed || this.#problem !== null || this.#isDoubtful) return false;
    if (this.#ports.durability() !== 'groups') return false;
    return groups.length > 0 && groups.every(({ durable }) => durable === 'later');
  }

  #write(groups: readonly Group[]): readonly Done[] {
    if (groups.length === 0 && !this.#isTrying) return [];
    const { proof, now, wal } = this.#ports;
    wal?.look();
    this.#begin.run();
    try {
      const at = instantOf(now());
      const start = { head: this.#head, unsigned: this.#unsigned };
      const checkpoint = proof === null ? null : (before: ChainPlace) => proof.checkpoint(before);
      const batch = new EntryBatch(start, at, this.#insert, checkpoint);
      const done = groups.map((group): Done => ({ group, entries: batch.put(group.make()) }));
      if (this.#isTrying && (batch.unsigned > 0 || this.#problem !== null)) batch.sign();
      this.#commit.run();
      this.#isTrying = false;
      this.#head = batch.head;
      this.#unsigned = batch.unsigned;
      this.#ports.changed(batch.entries);
      return done;
    } catch (error) {
      this.#rollback();
      throw error;
    }
  }

  #rollback(): void {
    try {
      if (this.#ports.database.isTransaction) this.#ports.database.exec('ROLLBACK');
    } catch {
      // The failed statement has rolled the transaction back itself.
    }
  }

  async #sync(): Promise<void> {
    const place = this.#head;
    if (this.#groupTimer !== null) clearTimeout(this.#groupTimer);
    this.#groupTimer = null;
    if (this.#isDoubtful) this.#writeAnew();
    this.#isDoubtful = true;
    await this.#ports.wal?.sync();
    this.#isDoubtful = false;
    this.#ports.proof?.note(place);
    this.#ports.synced(place.seq);
    this.#ports.proof?.anchorInTime(this.#unsigned === 0);
    if (this.#problem === null) return;
    this.#problem = null;
    this.#ports.changed([]);
  }

  /** After a failed sync the system holds what was lost for written: only copying it elsewhere makes it durable. Throws where it can't. */
  #writeAnew(): void {
    const [row] = eachRow(this.#ports.database.prepare('PRAGMA wal_checkpoint(RESTART)'));
    if (row?.['busy'] !== 0) throw new Error('database is locked');
  }

  #failed(groups: readonly Group[], done: readonly Done[] | null, error: unknown): void {
    this.#problem = writeProblem(error);
    // What was written but not synced stands in the chain already, and must not be written again.
    const again = done === null ? groups.filter((group) => group.resolve === null) : [];
    this.#queue = [...again, ...this.#queue];
    for (const group of groups) group.resolve?.(err({ problem: this.#problem }));
    this.#ports.changed([]);
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = null;
      this.#isTrying = true;
      this.#schedule();
    }, RETRY_MS);
    this.#retryTimer.unref();
  }

  /** Failing is no harm: the entries are durable in the WAL, and the next attempt takes them along. */
  #intoDatabase(): void {
    this.#groupsInWal = 0;
    try {
      this.#ports.database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // A full disk or a reader in the way.
    }
  }
}

// Removes the oldest entries once the user has said how many to keep. What was in force is written into the record first, signed, in place of
// what goes; the removal can be cut off anywhere, and is finished when the record is opened next.

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instantSchema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { RetentionChoice, RetentionPreview } from '../../shared/contract/record-setting.ts';
import { pruneEntry } from '../../shared/contract/record-proof.ts';
import { carriedText, pruneText, type ChainPlace } from '../../shared/core/record-chain.ts';
import type { RecordIdentity } from './record-check.ts';
import { eachRow } from './record-database.ts';
import type { RecordKeys } from './record-keys.ts';
import type { RecordState } from './record-state.ts';
import type { RecordWriter } from './record-writer.ts';
import { sha256 } from './sha256.ts';

/** The newest entries stay, whatever their age and size. */
const KEPT = 1000;
/** Removed at once: the calls that come meanwhile wait for it. */
const BATCH = 500;
/** Pages given back to the disk at once. */
const FREED_PAGES = 200;
const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;
/** Of the size that is allowed this much is left, so that not every entry costs another one. */
const LEFT = 0.9;

export type RetentionPorts = {
  readonly database: DatabaseSyncInstance;
  readonly identity: RecordIdentity;
  readonly keys: RecordKeys;
  readonly state: RecordState;
  readonly writer: RecordWriter;
  readonly now: () => Date;
  /** See `RecordProof.secure`. */
  readonly secure: () => Promise<void>;
};

type Chosen = { readonly place: ChainPlace; readonly why: 'age' | 'size' };

export class Retention {
  readonly #ports: RetentionPorts;
  #running: Promise<number> | null = null;

  constructor(ports: RetentionPorts) {
    this.#ports = ports;
  }

  /** Removes what is too old or too much, batch by batch while nobody waits. Resolves with the number of entries that went. */
  run(): Promise<number> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /**
   * What `choice` would remove now, about: times are taken to go up from entry to entry, and entries to be of the same size. Looks at a
   * few entries only, because calls wait meanwhile.
   */
  preview({ days, megabytes }: RetentionChoice): RetentionPreview {
    const first = this.#first();
    const most = Math.min(this.#last() - KEPT, this.#unfinished() - 1);
    const old = days === null ? 0 : this.#lastBefore(this.#daysAgo(days), first, most);
    const seq = Math.max(old, megabytes === null ? 0 : this.#beyondAll(megabytes, first, most));
    const none = { entries: 0, upTo: null };
    if (seq < first || this.#bytes(first, Math.min(seq, first + BATCH - 1)) < 2 * this.#carriedBytes())
      return none;
    return { entries: seq - first + 1, upTo: instantSchema.parse(this.#at(seq)) };
  }

  /** The last entry before an instant, by halves; `first - 1` when there is none. */
  #lastBefore(instant: string, first: number, most: number): number {
    let low = first - 1;
    let high = Math.max(most, low);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#at(middle) < instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #at(seq: number): string {
    const [row] = eachRow(this.#ports.database.prepare('SELECT at FROM entries WHERE seq = ?'), seq);
    const at = row?.['at'];
    return typeof at === 'string' ? at : '';
  }

  async #run(): Promise<number> {
    let removed = 0;
    for (;;) {
      if (!(await this.#idle())) return removed;
      const chosen = this.#choose();
      if (chosen === null) break;
      const before = this.#first();
      const written = await this.#ports.writer.appendMade(() => this.#entry(chosen));
      if (!written.ok || !(await this.#remove(chosen.place.seq))) return removed;
      removed += chosen.place.seq + 1 - before;
    }
    if (removed > 0) await this.#giveBack();
    return removed;
  }

  /** What can't be removed now is removed when the record is opened next. */
  async #remove(seq: number): Promise<boolean> {
    try {
      await this.#ports.secure();
      removeUpTo(this.#ports.database, seq);
      return true;
    } catch {
      return false;
    }
  }

  /** Waits until nothing is written; false when nothing can be any more. */
  async #idle(): Promise<boolean> {
    for (let tries = 0; tries < 1000; tries += 1) {
      if (this.#ports.writer.problem !== null) return false;
      if (this.#ports.writer.isIdle) return true;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return false;
  }

  #choose(): Chosen | null {
    const { days, megabytes } = this.#ports.state.settings.retention;
    const first = this.#first();
    const most = Math.min(this.#last() - KEPT, this.#unfinished() - 1, first + BATCH - 1);
    if (most < first) return null;
    const old = days === null ? 0 : this.#olderThan(days, first, most);
    const much = megabytes === null ? 0 : this.#beyond(megabytes, first, most);
    const seq = Math.max(old, much);
    // A prune that hands on more than it removes would grow the record.
    if (seq < first || this.#bytes(first, seq) < 2 * this.#carriedBytes()) return null;
    const [row] = eachRow(this.#ports.database.prepare('SELECT hash FROM entries WHERE seq = ?'), seq);
    return { place: { seq, hash: String(row?.['hash']) }, why: old >= much ? 'age' : 'size' };
  }

  /** The last entry of the oldest, up to `most`, that are all older than so many days; 0 when there is none. */
  #olderThan(days: number, first: number, most: number): number {
    const since = this.#daysAgo(days);
    const young = this.#number(
      'SELECT min(seq) AS n FROM entries WHERE seq BETWEEN ? AND ? AND at >= ?',
      first,
      most,
      since,
    );
    const last = young === 0 ? most : young - 1;
    return last >= first ? last : 0;
  }

  #daysAgo(days: number): string {
    return new Date(this.#ports.now().getTime() - days * DAY_MS).toISOString();
  }

  #beyond(megabytes: number, first: number, most: number): number {
    const { size, each } = this.#sizes(first);
    const allowed = megabytes * MEGABYTE;
    if (size <= allowed) return 0;
    return Math.min(most, first - 1 + Math.ceil((size - allowed * LEFT) / each));
  }

  /** The same over all batches: the last one ends as soon as the size is as it should be. */
  #beyondAll(megabytes: number, first: number, most: number): number {
    const { size, each } = this.#sizes(first);
    const allowed = megabytes * MEGABYTE;
    if (size <= allowed) return 0;
    const batches = Math.ceil((size - allowed) / each / BATCH) * BATCH;
    return Math.min(most, first - 1 + Math.min(batches, Math.ceil((size - allowed * LEFT) / each)));
  }

  #sizes(first: number): { readonly size: number; readonly each: number } {
    const size = this.#pragma('page_size') * (this.#pragma('page_count') - this.#pragma('freelist_count'));
    return { size, each: size / (this.#last() - first + 1) };
  }

  #entry({ place, why }: Chosen): EntryBody {
    const { state, keys, identity, now } = this.#ports;
    const { record, publicKey, keyPlace } = identity;
    const carried = state.carried(instantSchema.parse(now().toISOString()), keyPlace);
    const signature = keys.sign(pruneText(record, place, sha256(carriedText(carried))));
    return pruneEntry.parse({ kind: 'prune', record, ...place, publicKey, why, carried, signature });
  }

  #carriedBytes(): number {
    const { state, identity, now } = this.#ports;
    return carriedText(state.carried(instantSchema.parse(now().toISOString()), identity.keyPlace)).length;
  }

  #bytes(first: number, last: number): number {
    return this.#number('SELECT sum(length(body)) AS n FROM entries WHERE seq BETWEEN ? AND ?', first, last);
  }

  /** The earliest call that has no end yet: its entries are needed until it has one. */
  #unfinished(): number {
    const [earliest] = this.#ports.state.unfinished.values();
    return earliest?.seq ?? Number.MAX_SAFE_INTEGER;
  }

  /** Gives the space back to the disk, and removes what the log still holds. */
  async #giveBack(): Promise<void> {
    const { database } = this.#ports;
    while (this.#pragma('freelist_count') > 0 && (await this.#idle())) {
      const before = this.#pragma('freelist_count');
      database.exec(`PRAGMA incremental_vacuum(${FREED_PAGES})`);
      if (this.#pragma('freelist_count') >= before) break;
    }
    if (await this.#idle()) this.#ports.writer.emptyLog();
  }

  #first(): number {
    return this.#number('SELECT min(seq) AS n FROM entries');
  }

  #last(): number {
    return this.#number('SELECT max(seq) AS n FROM entries');
  }

  #pragma(name: 'page_size' | 'page_count' | 'freelist_count'): number {
    const [row] = eachRow(this.#ports.database.prepare(`PRAGMA ${name}`));
    return Number(row?.[name]);
  }

  #number(query: string, ...values: readonly (string | number)[]): number {
    const [row] = eachRow(this.#ports.database.prepare(query), ...values);
    return Number(row?.['n'] ?? 0);
  }
}

/** Removes entries for good: their bytes are overwritten. All of them or none. */
export function removeUpTo(database: DatabaseSyncInstance, seq: number): void {
  database.exec('PRAGMA secure_delete=ON');
  database.prepare('DELETE FROM entries WHERE seq <= ?').run(seq);
}

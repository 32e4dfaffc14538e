// What may be removed of the record: which entries are too old or too much, and how much they hold. Looks only; `retention.ts` removes.

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instantOf } from '../../shared/contract/ids.ts';
import type { RetentionChoice } from '../../shared/contract/record-setting.ts';
import { carriedText } from '../../shared/core/record-chain.ts';
import type { RecordIdentity } from './record-check.ts';
import { eachRow } from './record-database.ts';
import type { RecordState } from './record-state.ts';

/** The newest entries stay, whatever their age and size. */
const KEPT = 1000;
/** Removed at once: the calls that come meanwhile wait for it. */
const BATCH = 500;
const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;
/** Of the size that is allowed this much is left, so that not every entry costs another one. */
const LEFT = 0.9;
/** What an entry holds, as it is stored. */
const STORED =
  'octet_length(at) + octet_length(kind) + coalesce(octet_length(call), 0) + octet_length(body) + octet_length(hash)';

type PrunablePorts = {
  readonly database: DatabaseSyncInstance;
  readonly identity: RecordIdentity;
  readonly state: RecordState;
  readonly now: () => Date;
};

/** From the oldest entry to the last that may go. */
type PrunableRange = { readonly first: number; readonly most: number };
/** What the record holds in its pages, and what one of its entries does on average. */
type RecordSize = { readonly size: number; readonly each: number };
type ChosenEnd = { readonly seq: number; readonly why: 'age' | 'size' };

export class Prunable {
  readonly #ports: PrunablePorts;

  constructor(ports: PrunablePorts) {
    this.#ports = ports;
  }

  /** The last entry of the next batch that goes; null when none does. */
  choose(
    { days, megabytes }: RetentionChoice,
    { first, most }: PrunableRange,
    size: RecordSize,
  ): ChosenEnd | null {
    const end = Math.min(most, first + BATCH - 1);
    if (end < first) return null;
    const old = days === null ? 0 : this.#olderThan(days, first, end);
    const much = megabytes === null ? 0 : beyond(megabytes, { first, most: end }, size);
    const seq = Math.max(old, much);
    // A prune that hands on more than it removes would grow the record.
    if (seq < first || this.#bodies(first, seq) < 2 * this.#carriedBytes()) return null;
    return { seq, why: old >= much ? 'age' : 'size' };
  }

  /** The last entry that may go at all. The earliest call that has no end yet stays, and all behind it. */
  most(): number {
    const [earliest] = this.#ports.state.unfinished.values();
    return Math.min(this.last() - KEPT, (earliest?.seq ?? Number.MAX_SAFE_INTEGER) - 1);
  }

  first(): number {
    return this.#number('SELECT min(seq) AS n FROM entries');
  }

  last(): number {
    return this.#number('SELECT max(seq) AS n FROM entries');
  }

  size(): RecordSize {
    const size = this.pragma('page_size') * (this.pragma('page_count') - this.pragma('freelist_count'));
    return { size, each: size / (this.last() - this.first() + 1) };
  }

  /** How many calls began in these entries, and what all of them hold. */
  count(first: number, last: number): { readonly calls: number; readonly bytes: number } {
    const query = `SELECT count(*) FILTER (WHERE kind = 'call') AS calls, sum(${STORED}) AS bytes FROM entries WHERE seq BETWEEN ? AND ?`;
    const [row] = eachRow(this.#ports.database.prepare(query), first, last);
    return { calls: Number(row?.['calls'] ?? 0), bytes: Number(row?.['bytes'] ?? 0) };
  }

  at(seq: number): string {
    const [row] = eachRow(this.#ports.database.prepare('SELECT at FROM entries WHERE seq = ?'), seq);
    const at = row?.['at'];
    return typeof at === 'string' ? at : '';
  }

  pragma(name: 'page_size' | 'page_count' | 'freelist_count'): number {
    const [row] = eachRow(this.#ports.database.prepare(`PRAGMA ${name}`));
    return Number(row?.[name]);
  }

  /** The last entry of the oldest, up to `most`, that are all older than so many days; 0 when there is none. */
  #olderThan(days: number, first: number, most: number): number {
    const since = new Date(this.#ports.now().getTime() - days * DAY_MS).toISOString();
    const young = this.#number(
      'SELECT min(seq) AS n FROM entries WHERE seq BETWEEN ? AND ? AND at >= ?',
      first,
      most,
      since,
    );
    const last = young === 0 ? most : young - 1;
    return last >= first ? last : 0;
  }

  #carriedBytes(): number {
    const { state, identity, now } = this.#ports;
    return carriedText(state.carried(instantOf(now()), identity.keyPlace)).length;
  }

  #bodies(first: number, last: number): number {
    return this.#number('SELECT sum(length(body)) AS n FROM entries WHERE seq BETWEEN ? AND ?', first, last);
  }

  #number(query: string, ...values: readonly (string | number)[]): number {
    const [row] = eachRow(this.#ports.database.prepare(query), ...values);
    return Number(row?.['n'] ?? 0);
  }
}

function beyond(megabytes: number, { first, most }: PrunableRange, { size, each }: RecordSize): number {
  const allowed = megabytes * MEGABYTE;
  if (size <= allowed) return 0;
  return Math.min(most, first - 1 + Math.ceil((size - allowed * LEFT) / each));
}

import { join } from 'node:path';
import { existsSync, rmSync } from 'node:fs';
import { openRecord, type OpenRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces } from '../../electron/authority/record-places.ts';
import { HistoryIndex } from '../../electron/history/history-index.ts';
import { HistoryQueries } from '../../electron/history/history-queries.ts';
import type { CallRow, HistoryFilter } from '../../shared/contract/history.ts';
import type { EntryBody, RecordEntry } from '../../shared/contract/record-entry.ts';
import type { FilterClock } from '../../shared/core/filter-time.ts';
import { parseFilter } from '../../shared/core/history-filter.ts';
import { randomFrom } from './random.ts';
import { RecordedCalls } from './recorded-calls.ts';
import { removeFolder, temporaryFolder } from './serve.ts';

export const HOME = '/home/u';
const START = Date.parse('2026-11-01T08:00:00.000Z');
/** Of as many calls one hour passes. */
const PER_HOUR = 20;

/** A real record in a folder of its own, the index made from it, and a list of all its entries to compare with. */
export class HistorySetup {
  readonly folder = temporaryFolder();
  readonly calls: RecordedCalls;
  readonly entries: RecordEntry[] = [];
  now = START;
  #open: OpenRecord | null = null;
  #index: HistoryIndex | null = null;

  private constructor(seed: number) {
    const variety = {
      agents: 4,
      servers: 6,
      tools: 20,
      folders: 4,
      files: 3,
      sites: 5,
      people: 20,
      perSession: 15,
    };
    this.calls = new RecordedCalls(randomFrom(seed), variety, HOME);
  }

  static async make(seed = 1): Promise<HistorySetup> {
    const setup = new HistorySetup(seed);
    await setup.#begin();
    return setup;
  }

  async #begin(): Promise<void> {
    const record = await openRecord(this.folder, {
      places: recordPlaces(this.folder, join(this.folder, 'state'), null),
      now: () => new Date(this.now),
      changed: (entries) => this.entries.push(...entries),
    });
    if (!record.ok) throw new Error(record.error);
    this.#open = record.value;
  }

  get #record(): OpenRecord {
    if (this.#open === null) throw new Error('the record is not open yet');
    return this.#open;
  }

  get clock(): FilterClock {
    return { now: this.now, offsetAt: () => 0 };
  }

  async append(bodies: readonly EntryBody[]): Promise<void> {
    const done = await this.#record.writer.append(bodies);
    if (!done.ok) throw new Error(done.error.problem);
  }

  /** Appends so many calls, some minutes apart. */
  async appendCalls(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) {
      await this.append(this.calls.next());
      this.now += 3_600_000 / PER_HOUR;
    }
  }

  /** Appends very many calls, a second apart within a group of entries. */
  async appendMany(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 250) {
      const calls = Array.from({ length: Math.min(250, left) }, () => this.calls.next());
      await this.append(calls.flat());
      this.now += 250_000;
    }
  }

  get index(): HistoryIndex {
    this.#index ??= HistoryIndex.open(this.folder, HOME);
    if (this.#index === null) throw new Error('another process has the index');
    return this.#index;
  }

  /** The index, when it has read all of the record. */
  caughtUp(): HistoryIndex {
    while (this.index.step());
    return this.index;
  }

  queries(): HistoryQueries {
    this.caughtUp();
    return new HistoryQueries(
      () => this.index.view,
      () => this.clock,
    );
  }

  /** Every call that a filter finds, newest first. */
  found(text: string): readonly CallRow[] {
    return this.foundBy(filterOf(text));
  }

  foundBy(filter: HistoryFilter): readonly CallRow[] {
    const query = { filter, upTo: null, offset: 0, limit: 500 };
    const page = this.queries().page(query, true);
    if (!page.isTotalExact || page.total !== page.rows.length) throw new Error('not all calls were found');
    return page.rows;
  }

  closeIndex(): void {
    this.#index?.close();
    this.#index = null;
  }

  indexPath(): string {
    return join(this.folder, 'history.db');
  }

  /** Begins a new record in place of this one. */
  async replaceRecord(): Promise<void> {
    this.closeIndex();
    await this.#record.close();
    for (const name of ['record.db', 'record.db-wal', 'record.db-shm', 'record.head', 'record.key', 'state'])
      if (existsSync(join(this.folder, name))) rmSync(join(this.folder, name), { recursive: true });
    this.entries.length = 0;
    await this.#begin();
  }

  async closeRecord(): Promise<void> {
    await this.#record.close();
  }

  async end(): Promise<void> {
    this.closeIndex();
    await this.#record.close();
    removeFolder(this.folder);
  }
}

export function filterOf(text: string): HistoryFilter {
  const filter = parseFilter(text);
  if (!filter.ok) throw new Error(filter.error.problem);
  return filter.value;
}

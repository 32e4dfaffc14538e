// The index of one data folder: kept in step with the record by whoever holds the lock, read by everybody else.

import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { ColumnStore } from './column-store.ts';
import { Granted } from './granted.ts';
import {
  deleteIndex,
  INDEX_FILE,
  isDamage,
  openIndex,
  openIndexToRead,
  orderNames,
  prepareWrite,
  rowOf,
  textIn,
} from './index-file.ts';
import { lockIndex, type IndexLock } from './index-lock.ts';
import { IndexWriter, type Stores } from './index-writer.ts';
import { KeyStore } from './key-store.ts';
import { PartStore } from './part-store.ts';
import { RecordSource } from './record-source.ts';
import { TextStore } from './text-store.ts';
import { TouchStore } from './touch-store.ts';

/** Entries read at a time: a question waits for so many at most, some 20 ms, and all that is made of them is held at once. */
const STEP = 200;
/** Entries after which what was gathered is committed. It is, too, where a part of the sets ends: so most parts are written once. */
const COMMIT = 40_000;

type Place = { readonly seq: number; readonly hash: string };
const NOWHERE: Place = { seq: 0, hash: '' };

/** What the queries work on. `version` changes whenever something in it may have. */
export type IndexView = Stores & {
  readonly database: DatabaseSyncInstance;
  readonly home: string;
  readonly version: () => number;
  /** The newest entry in the index, and how many of the record's are still missing. */
  readonly head: () => { readonly seq: number; readonly behind: number };
};

function storesOf(database: DatabaseSyncInstance): Stores {
  const columns = new ColumnStore(database);
  const keys = new KeyStore(database, columns);
  const touches = new TouchStore(database);
  return { keys, parts: new PartStore(database, keys), columns, touches, text: new TextStore(database) };
}

/** Lets go of all that the stores keep in memory of what is written. */
export function forget(view: IndexView): void {
  for (const store of [view.keys, view.parts, view.columns, view.touches, view.text]) store.forget();
  view.database.exec('PRAGMA shrink_memory');
}

function readPlace(database: DatabaseSyncInstance): Place {
  const row = rowOf(database.prepare("SELECT value FROM state WHERE name = 'last'"));
  const [seq = '0', hash = ''] = textIn(row, 'value').split(' ');
  return { seq: Number(seq), hash };
}

/** Whether what was indexed is what the record holds: the hash of an entry covers all entries before it. */
function fits(place: Place, source: RecordSource): boolean {
  return place.seq === 0 ? true : source.hashAt(place.seq) === place.hash;
}

/** Opens the index; one that turns out to be damaged is deleted first. */
function orAnew(dir: string, make: () => HistoryIndex): HistoryIndex {
  try {
    return make();
  } catch (error) {
    if (!isDamage(error)) throw error;
    deleteIndex(join(dir, INDEX_FILE));
    return make();
  }
}

export class HistoryIndex {
  readonly #dir: string;
  readonly #home: string;
  readonly #lock: IndexLock;
  readonly #source: RecordSource;
  #database: DatabaseSyncInstance;
  #stores: Stores;
  #writer: IndexWriter;
  #place: Place;
  #first = 0;
  #isOrdered = false;
  /** The newest place since the last commit; null outside a transaction. */
  #gathered: { place: Place; since: number } | null = null;
  #version = 0;
  #told = 0;

  private constructor(dir: string, home: string, lock: IndexLock, source: RecordSource) {
    this.#dir = dir;
    this.#home = home;
    this.#lock = lock;
    this.#source = source;
    this.#database = openIndex(dir);
    try {
      this.#place = readPlace(this.#database);
      if (!fits(this.#place, source)) this.#anew();
      this.#stores = storesOf(this.#database);
      this.#writer = this.#makeWriter();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Opens the index for writing; null when another process does already. `home` is the folder that `~` stands for. */
  static open(dir: string, home: string): HistoryIndex | null {
    const source = RecordSource.open(dir);
    if (source === null) throw new Error(`there is no record in \`${dir}\` yet`);
    const lock = lockIndex(dir);
    if (lock === null) {
      source.close();
      return null;
    }
    const make = (): HistoryIndex => new HistoryIndex(dir, home, lock, source);
    try {
      return orAnew(dir, make);
    } catch (error) {
      source.close();
      lock.release();
      throw error;
    }
  }

  #makeWriter(): IndexWriter {
    const granted = new Granted(this.#database, this.#source, this.#place.seq === 0);
    return new IndexWriter(this.#database, this.#stores, this.#source, granted, this.#home);
  }

  #anew(): void {
    this.#database.close();
    deleteIndex(join(this.#dir, INDEX_FILE));
    this.#database = openIndex(this.#dir);
    this.#place = NOWHERE;
    this.#first = 0;
    this.#isOrdered = false;
  }

  /** Throws away what is there and begins with the record's first entry: what is there doesn't fit the record, or is damaged. */
  rebuild(): void {
    this.#gathered = null;
    this.#anew();
    this.#stores = storesOf(this.#database);
    this.#writer = this.#makeWriter();
    this.#version += 1;
  }

  /** Reads on in the record; false when there is nothing more for now. What it read can be asked for after `settle`. */
  step(): boolean {
    if (this.#gathered === null) this.#beforeReading();
    const from = this.#gathered?.place ?? this.#place;
    const batch = this.#source.after(from.seq, STEP);
    if (batch === null) {
      this.settle();
      if (!this.#isOrdered) orderNames(this.#database);
      this.#isOrdered = true;
      return false;
    }
    if (this.#gathered === null) this.#database.exec('BEGIN IMMEDIATE');
    const since = this.#gathered?.since ?? 0;
    this.#gathered = { place: batch.last, since: since + STEP };
    const { chunk } = this.#writer;
    try {
      this.#writer.take(batch.entries, batch.last.seq);
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    if (this.#gathered.since >= COMMIT || this.#writer.chunk > chunk) this.settle();
    return true;
  }

  #beforeReading(): void {
    if (!fits(this.#place, this.#source)) this.rebuild();
    const { first } = this.#source.ends();
    if (first > this.#first && this.#place.seq > 0) this.#within(() => this.#writer.prune(first));
    this.#first = first;
  }

  #within(change: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      change();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    this.#version += 1;
  }

  /** Commits what was gathered, so that it can be asked for. */
  settle(): void {
    if (this.#gathered === null) return;
    const { place } = this.#gathered;
    try {
      this.#flush();
      prepareWrite(this.#database, "INSERT OR REPLACE INTO state VALUES ('last', ?)").run(
        `${place.seq} ${place.hash}`,
      );
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    this.#gathered = null;
    this.#place = place;
    this.#version += 1;
  }

  #flush(): void {
    const { keys, parts, columns, touches, text } = this.#stores;
    text.flush();
    parts.flush();
    keys.flush();
    columns.flush();
    touches.flush();
  }

  /** After a failed write nothing gathered in memory can be relied on: all of it is read again. */
  #takeBack(): void {
    this.#gathered = null;
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    this.#stores = storesOf(this.#database);
    this.#writer = this.#makeWriter();
    this.#version += 1;
  }

  /** The newest entry that the record is known to have. */
  note(seq: number): void {
    this.#told = Math.max(this.#told, seq);
  }

  get view(): IndexView {
    return {
      ...this.#stores,
      database: this.#database,
      home: this.#home,
      version: () => this.#version,
      head: () => {
        const last = Math.max(this.#told, this.#source.ends().last);
        return { seq: this.#place.seq, behind: Math.max(0, last - this.#place.seq) };
      },
    };
  }

  close(): void {
    this.settle();
    this.#source.close();
    this.#database.close();
    this.#lock.release();
  }
}

export type OpenedToRead = { readonly view: IndexView; readonly close: () => void };

/** The index as another process writes it; null when there is none that can be read. */
export function openViewToRead(dir: string, home: string): OpenedToRead | null {
  const source = RecordSource.open(dir);
  const database = openIndexToRead(dir);
  if (source === null || database === null) {
    source?.close();
    database?.close();
    return null;
  }
  const head = (): { seq: number; behind: number } => {
    const { seq } = readPlace(database);
    return { seq, behind: Math.max(0, source.ends().last - seq) };
  };
  const changes = database.prepare('PRAGMA data_version');
  let seen = -1;
  // Another process writes: what was read before may be otherwise by now.
  const version = (): number => {
    const now = Number(rowOf(changes)?.['data_version'] ?? 0);
    if (now !== seen && seen !== -1) forget(view);
    seen = now;
    return now;
  };
  const view: IndexView = { ...storesOf(database), database, home, version, head };
  const close = (): void => {
    source.close();
    database.close();
  };
  return { view, close };
}

// Sets of calls, a row for each key and chunk. What changes is gathered in memory until `flush`.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { addPart, CHUNK, countPart, emptyBits, PartBuilder, type Bits, type Part } from './bits.ts';
import { prepareWrite, rowOf, rowsOf, type Row } from './index-file.ts';
import { dimNumber, type Dim, type KeyStore } from './key-store.ts';

/** How a thing was touched. Other keys have but one set, under `read`. */
export type Side = 'read' | 'write';

type StoredPart = { readonly chunk: number; readonly part: Part };

const CHUNKS = 2 ** 20;
/** Changed parts of chunks before the newest are kept for the next change; beyond so many they are let go. */
const KEPT = 20_000;

/** One side of a key's calls, as a number. */
export function setOf(key: number, side: Side): number {
  return key * 2 + (side === 'write' ? 1 : 0);
}

export function keyOfSet(set: number): number {
  return Math.floor(set / 2);
}

export function sideOfSet(set: number): Side {
  return set % 2 === 1 ? 'write' : 'read';
}

/** The sets that a call is in, as they stand in its row: 32 bits each. */
export function bytesOfSets(sets: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(sets).buffer);
}

export function setsIn(row: Row | null): Iterable<number> {
  const bytes = row?.['sets'];
  return bytes instanceof Uint8Array ? new Uint32Array(new Uint8Array(bytes).buffer) : [];
}

export function chunkOf(call: number): number {
  return Math.floor(call / CHUNK);
}

function baseOf(key: number, side: Side): number {
  return setOf(key, side) * CHUNKS;
}

function partOf(row: Row | null): Part | null {
  const bits = row?.['bits'];
  return bits instanceof Uint8Array ? bits : null;
}

export class PartStore {
  readonly #database: DatabaseSyncInstance;
  readonly #keys: KeyStore;
  readonly #one: StatementSyncInstance;
  readonly #range: StatementSyncInstance;
  readonly #builders = new Map<number, PartBuilder>();
  readonly #changed = new Set<number>();
  /** From this chunk on, a part without a builder isn't stored either: nearly every part of a new chunk is made without a look. */
  #newFrom: number;
  #newest = 0;

  constructor(database: DatabaseSyncInstance, keys: KeyStore) {
    this.#database = database;
    this.#keys = keys;
    const last = rowOf(database.prepare('SELECT max(id) AS id FROM calls'))?.['id'];
    this.#newFrom = typeof last === 'number' ? chunkOf(last) + 1 : 0;
    this.#one = database.prepare('SELECT bits FROM parts WHERE id = ?');
    this.#range = database.prepare('SELECT id, bits FROM parts WHERE id >= ? AND id < ?');
  }

  add(key: number, call: number, side: Side = 'read'): void {
    const id = baseOf(key, side) + chunkOf(call);
    if (this.#builder(id).add(call % CHUNK)) this.#noteChange(id, key, 1);
  }

  remove(key: number, call: number, side: Side = 'read'): void {
    const id = baseOf(key, side) + chunkOf(call);
    if (this.#builder(id).remove(call % CHUNK)) this.#noteChange(id, key, -1);
  }

  #noteChange(id: number, key: number, change: number): void {
    this.#changed.add(id);
    this.#keys.count(key, change);
  }

  #builder(id: number): PartBuilder {
    const known = this.#builders.get(id);
    if (known !== undefined) return known;
    const chunk = id % CHUNKS;
    const made = new PartBuilder(chunk >= this.#newFrom ? null : partOf(rowOf(this.#one, id)));
    this.#newest = Math.max(this.#newest, chunk);
    this.#builders.set(id, made);
    return made;
  }

  /** Writes what has changed. */
  flush(): void {
    const put = prepareWrite(this.#database, 'INSERT OR REPLACE INTO parts VALUES (?, ?)');
    const drop = prepareWrite(this.#database, 'DELETE FROM parts WHERE id = ?');
    // In their order in the table: page after page is changed once, where names as they came would change each again and again.
    for (const id of Float64Array.from(this.#changed).sort()) {
      const part = this.#builders.get(id)?.part() ?? null;
      if (part === null) drop.run(id);
      else put.run(id, part);
    }
    this.#changed.clear();
    this.#letGo();
  }

  #letGo(): void {
    if (this.#builders.size <= KEPT) return;
    for (const id of this.#builders.keys()) if (id % CHUNKS < this.#newest) this.#builders.delete(id);
    this.#newFrom = Math.max(this.#newFrom, this.#newest);
  }

  /** Lets go of what is written. */
  forget(): void {
    if (this.#changed.size > 0) return;
    this.#builders.clear();
    this.#newFrom = Math.max(this.#newFrom, this.#newest + 1);
  }

  /** Adds a key's calls to a set. */
  addTo(bits: Bits, key: number): void {
    for (const { chunk, part } of this.#partsOf(key)) addPart(bits, chunk, part);
  }

  /** Adds the calls of all keys of a kind that a pattern of SQLite's GLOB names; `prefix` is what they all begin with. */
  addAlike(bits: Bits, dim: Dim, prefix: string, glob: string): void {
    const statement = this.#database.prepare(
      'SELECT id, parent FROM keys WHERE dim = ? AND fold >= ? AND fold < ? AND fold GLOB ?',
    );
    const rows = rowsOf(statement, dimNumber(dim), prefix, `${prefix}\u{10ffff}`, glob);
    const found = new Set(rows.map((row) => Number(row['id'])));
    // What lies beneath something that is found is in its set already.
    for (const row of rows) if (!found.has(Number(row['parent']))) this.addTo(bits, Number(row['id']));
  }

  /** How many of the calls of a set are a key's, which has but one set. */
  countIn(bits: Bits, key: number): number {
    let count = 0;
    for (const { chunk, part } of this.#partsOf(key)) count += countPart(bits, chunk, part);
    return count;
  }

  *#partsOf(key: number): Generator<StoredPart> {
    const from = baseOf(key, 'read');
    for (const row of rowsOf(this.#range, from, from + 2 * CHUNKS)) {
      const part = partOf(row);
      if (part !== null) yield { chunk: Number(row['id']) % CHUNKS, part };
    }
  }

  /** The calls of all keys of a kind whose folded names lie between two, with the key of each part: far fewer queries than one a key. */
  *ofKeys(
    dim: Dim,
    from: string,
    to: string,
  ): Generator<{ readonly key: number; readonly fold: string; readonly chunk: number; readonly part: Part }> {
    const statement = this.#database.prepare(
      `SELECT keys.id AS key, keys.fold AS fold, parts.id AS id, parts.bits AS bits
       FROM keys CROSS JOIN parts ON parts.id >= keys.id * ${2 * CHUNKS} AND parts.id < (keys.id + 1) * ${2 * CHUNKS}
       WHERE keys.dim = ? AND keys.fold >= ? AND keys.fold < ? ORDER BY keys.fold`,
    );
    for (const row of rowsOf(statement, dimNumber(dim), from, to)) {
      const part = partOf(row);
      const chunk = Number(row['id']) % CHUNKS;
      if (part !== null) yield { key: Number(row['key']), fold: String(row['fold']), chunk, part };
    }
  }

  /** Takes out every call up to `last`, from every set. */
  dropUpTo(last: number): void {
    this.flush();
    this.forget();
    const border = chunkOf(last);
    const rows = rowsOf(
      this.#database.prepare(`SELECT id, bits FROM parts WHERE id % ${CHUNKS} <= ?`),
      border,
    );
    const upTo = emptyBits(last);
    upTo.fill(0xffffffff);
    for (const row of rows) {
      const id = Number(row['id']);
      const part = partOf(row);
      const key = Math.floor(id / (2 * CHUNKS));
      const chunk = id % CHUNKS;
      if (part === null) continue;
      if (chunk === border) this.#dropFrom(id, key, last % CHUNK);
      else {
        this.#keys.count(key, -countPart(upTo, chunk, part));
        this.#builders.set(id, new PartBuilder(null));
        this.#changed.add(id);
      }
    }
    this.flush();
  }

  #dropFrom(id: number, key: number, last: number): void {
    const builder = this.#builder(id);
    for (let number = 0; number <= last; number += 1)
      if (builder.remove(number)) this.#noteChange(id, key, -1);
  }
}

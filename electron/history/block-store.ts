// What is known of each call (or key), one column after the other in blocks of 1,024: to count all of a million calls by their agent is to
// look through an array, where reading a row for each would take seconds. Blocks that were read are kept until `forget`.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { prepareWrite, rowOf, rowsOf, type Row } from './index-file.ts';

/** Calls to a block. */
export const BLOCK = 1024;
const BLOCKS = 2 ** 20;

export type Words = Uint32Array<ArrayBuffer>;
const NOTHING: Words = new Uint32Array(0);

export function blockOf(number: number): number {
  return Math.floor(number / BLOCK);
}

/** A block's number among those of all columns. */
export function blockId(column: number, block: number): number {
  return column * BLOCKS + block;
}

function wordsOf(row: Row | null): Words {
  const bytes = row?.['words'];
  if (!(bytes instanceof Uint8Array) || !(bytes.buffer instanceof ArrayBuffer)) return NOTHING;
  // A time needs a place at a multiple of eight bytes.
  if (bytes.byteOffset % 8 !== 0) return new Uint32Array(new Uint8Array(bytes).buffer);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
}

export class BlockStore {
  readonly #database: DatabaseSyncInstance;
  readonly #table: 'columns' | 'touches';
  readonly #one: StatementSyncInstance;
  readonly #range: StatementSyncInstance;
  readonly #known = new Map<number, Words>();
  readonly #whole = new Set<number>();

  constructor(database: DatabaseSyncInstance, table: 'columns' | 'touches') {
    this.#database = database;
    this.#table = table;
    this.#one = database.prepare(`SELECT words FROM ${table} WHERE id = ?`);
    this.#range = database.prepare(`SELECT id, words FROM ${table} WHERE id >= ? AND id < ?`);
  }

  /** A block as it was written last; empty when there is none. The first time all of its column is read. */
  read(column: number, block: number): Words {
    const id = blockId(column, block);
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (!this.#whole.has(column)) {
      this.#readWhole(column);
      return this.#known.get(id) ?? NOTHING;
    }
    const words = this.readAlone(column, block);
    this.#known.set(id, words);
    return words;
  }

  #readWhole(column: number): void {
    this.#whole.add(column);
    for (const row of rowsOf(this.#range, column * BLOCKS, (column + 1) * BLOCKS))
      this.#known.set(Number(row['id']), wordsOf(row));
  }

  /** A block without keeping it. */
  readAlone(column: number, block: number): Words {
    return wordsOf(rowOf(this.#one, blockId(column, block)));
  }

  write(column: number, block: number, words: Words): void {
    const id = blockId(column, block);
    this.#known.delete(id);
    if (words.length === 0) prepareWrite(this.#database, `DELETE FROM ${this.#table} WHERE id = ?`).run(id);
    else
      prepareWrite(this.#database, `INSERT OR REPLACE INTO ${this.#table} VALUES (?, ?)`).run(
        id,
        new Uint8Array(words.buffer, words.byteOffset, words.byteLength),
      );
  }

  /** Takes out the blocks of some columns before one. */
  dropBefore(columns: readonly number[], block: number): void {
    const drop = prepareWrite(this.#database, `DELETE FROM ${this.#table} WHERE id >= ? AND id < ?`);
    for (const column of columns) drop.run(column * BLOCKS, column * BLOCKS + block);
    this.forget();
  }

  /** Lets go of what was read: another process writes it, or nobody asks just now. */
  forget(): void {
    this.#known.clear();
    this.#whole.clear();
  }
}

// The words of the calls, for searching. Every 16,384 calls have a table of their own: the newest are searched first and answer at once,
// and what a search costs before its first line is bounded.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { emptyBits, setBit, type Bits } from './bits.ts';
import { prepareWrite, rowOf, rowsOf, textIn } from './index-file.ts';

/** Calls to a table. */
export const PARTITION = 16_384;
/** Characters of an argument's or result's text that can be searched for. */
const MAX_TEXT = 8000;

/** What can be searched for; a phrase lies within one of them. */
export type CallText = {
  readonly what: string;
  readonly args: string;
  readonly touched: string;
  readonly why: string;
  readonly result: string;
};

/** Texts that wait for what else is said of their calls: FTS5 writes out all that it has gathered when a call comes for the second time. */
const WAITING = 500;
/** Bytes that FTS5 gathers of a table's words before it writes them out: what is written in few pieces need not be merged again. */
const GATHERED = 16 * 2 ** 20;

type Waiting = { readonly text: CallText; readonly isNew: boolean };
type Statements = { readonly put: StatementSyncInstance; readonly drop: StatementSyncInstance };
type Found = { readonly version: number; readonly bits: Bits };
/** Results kept; each is 2 kB. */
const KEPT = 2000;

export function partitionOf(call: number): number {
  return Math.floor(call / PARTITION);
}

/** Whether a text has a letter or digit: nothing else is looked up, so a text without one excludes no call. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The text as one phrase whose last word may go on: `conf` finds `config`. Within the quotes nothing is an operator. */
function phraseOf(text: string): string {
  return `"${text.replaceAll('\u0000', ' ').replaceAll('"', '""')}" *`;
}

export class TextStore {
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<number, Statements>();
  readonly #versions = new Map<number, number>();
  readonly #found = new Map<string, Found>();
  /** Those that came first are the first. */
  readonly #waiting = new Map<number, Waiting>();
  #tables: Set<number> | null = null;

  constructor(database: DatabaseSyncInstance) {
    this.#database = database;
  }

  /** `isNew`: the call has no text in the index yet. It can be searched for after `flush`. */
  put(call: number, text: CallText, isNew: boolean): void {
    this.#waiting.set(call, { text, isNew: this.#waiting.get(call)?.isNew ?? isNew });
    if (this.#waiting.size <= WAITING) return;
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#waiting.delete(first[0]);
    this.#write(...first);
  }

  #write(call: number, { text, isNew }: Waiting): void {
    const partition = partitionOf(call);
    const { put, drop } = this.#prepared(partition);
    if (!isNew) drop.run(call);
    const { what, args, touched, why, result } = text;
    put.run(call, what, args.slice(0, MAX_TEXT), touched, why, result.slice(0, MAX_TEXT));
    this.#versions.set(partition, (this.#versions.get(partition) ?? 0) + 1);
  }

  /** Writes what waits. */
  flush(): void {
    for (const [call, waiting] of [...this.#waiting].sort(([a], [b]) => a - b)) this.#write(call, waiting);
    this.#waiting.clear();
  }

  #prepared(partition: number): Statements {
    const known = this.#statements.get(partition);
    if (known !== undefined) return known;
    const table = `words_${partition}`;
    if (!this.#has(partition)) this.#make(table);
    this.#tables?.add(partition);
    const made = {
      put: prepareWrite(
        this.#database,
        `INSERT INTO ${table} (rowid, what, args, touched, why, result) VALUES (?, ?, ?, ?, ?, ?)`,
      ),
      drop: prepareWrite(this.#database, `DELETE FROM ${table} WHERE rowid = ?`),
    };
    this.#statements.set(partition, made);
    return made;
  }

  #make(table: string): void {
    this.#database.exec(
      `CREATE VIRTUAL TABLE ${table} USING fts5 (
        what, args, touched, why, result,
        content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
      );
      INSERT INTO ${table} (${table}, rank) VALUES ('hashsize', ${GATHERED})`,
    );
  }

  /** The calls of a partition in which a text stands, as bits from the partition's first call on. */
  search(text: string, partition: number): Bits {
    const name = `${partition} ${text}`;
    const version = this.#versions.get(partition) ?? 0;
    const known = this.#found.get(name);
    if (known?.version === version) return known.bits;
    const bits = this.#search(text, partition);
    if (this.#found.size >= KEPT) this.#found.clear();
    this.#found.set(name, { version, bits });
    return bits;
  }

  #search(text: string, partition: number): Bits {
    const bits = emptyBits(PARTITION - 1);
    if (!this.#has(partition)) return bits;
    const table = `words_${partition}`;
    // One text with all numbers instead of a row each: reading rows would cost more than finding them.
    const statement = this.#database.prepare(
      `SELECT json_group_array(rowid) AS found FROM ${table} WHERE ${table} MATCH ?`,
    );
    const found: unknown = JSON.parse(textIn(rowOf(statement, phraseOf(text)), 'found'));
    if (!Array.isArray(found)) return bits;
    for (const id of found) setBit(bits, Number(id) - partition * PARTITION);
    return bits;
  }

  #has(partition: number): boolean {
    this.#tables ??= new Set(
      rowsOf(
        this.#database.prepare(
          "SELECT name FROM sqlite_schema WHERE name GLOB 'words_[0-9]*' AND sql LIKE 'CREATE VIRTUAL%'",
        ),
      ).map((row) => Number(String(row['name']).slice('words_'.length))),
    );
    return this.#tables.has(partition);
  }

  /** Forgets the words of every call up to `last`; `calls` are those of them in the table that stays. */
  dropUpTo(last: number, calls: readonly number[]): void {
    this.flush();
    for (let partition = 0; partition < partitionOf(last); partition += 1) {
      this.#statements.delete(partition);
      this.#database.exec(`DROP TABLE IF EXISTS words_${partition}`);
    }
    for (const call of calls) this.#prepared(partitionOf(last)).drop.run(call);
    this.forget();
  }

  /** Forgets what is known of the tables: another process writes them, or nobody asks just now. */
  forget(): void {
    this.#found.clear();
    this.#statements.clear();
    this.#tables = null;
  }
}

// What the calls of a set come to, by what they touched.

import type { Words } from './block-store.ts';

/** What the calls of one key come to. `first` and `last` are the numbers of calls. */
type Counts = {
  readonly key: number;
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly refused: number;
  readonly first: number;
  readonly last: number;
};

/** The places of a key's figures in their row. */
const KEY = 0;
const CALLS = 1;
const READS = 2;
const WRITES = 3;
const REFUSED = 4;
const FIRST = 5;
const LAST = 6;
const LAST_READ = 7;
const LAST_WRITE = 8;
const ROW = 9;

/** Figures of many keys, a row of numbers each: an object each would cost more than all the counting. */
export class ReachFigures {
  #rows: Words = new Uint32Array(1024 * ROW);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** A new row; gives back its number. */
  begin(key: number, first: number): number {
    const number = this.#count;
    this.#count += 1;
    if (this.#count * ROW > this.#rows.length) {
      const more = new Uint32Array(2 * this.#rows.length);
      more.set(this.#rows);
      this.#rows = more;
    }
    this.#rows[number * ROW + KEY] = key;
    this.#rows[number * ROW + FIRST] = first;
    return number;
  }

  #at(number: number, place: number): number {
    return this.#rows[number * ROW + place] ?? 0;
  }

  /** A call that both reads and writes a thing, or many files of a folder, is one call. */
  add(number: number, call: number, isWrite: boolean, isRefused: boolean): void {
    const rows = this.#rows;
    const row = number * ROW;
    if (rows[row + LAST] !== call) {
      rows[row + LAST] = call;
      rows[row + CALLS] = this.#at(number, CALLS) + 1;
      if (isRefused) rows[row + REFUSED] = this.#at(number, REFUSED) + 1;
    }
    const last = isWrite ? LAST_WRITE : LAST_READ;
    if (rows[row + last] === call) return;
    rows[row + last] = call;
    const side = isWrite ? WRITES : READS;
    rows[row + side] = this.#at(number, side) + 1;
  }

  counts(number: number): Counts {
    return {
      key: this.#at(number, KEY),
      calls: this.#at(number, CALLS),
      reads: this.#at(number, READS),
      writes: this.#at(number, WRITES),
      refused: this.#at(number, REFUSED),
      first: this.#at(number, FIRST),
      last: this.#at(number, LAST),
    };
  }

  /** Those of the most calls first, at most so many. */
  most(limit: number): readonly Counts[] {
    const calls = Uint32Array.from({ length: this.#count }, (_, number) => this.#at(number, CALLS));
    const least = calls.slice().sort()[Math.max(0, this.#count - limit)] ?? 0;
    const found: number[] = [];
    for (const [number, count] of calls.entries()) if (count >= least) found.push(number);
    const order = found.sort((a, b) => (calls[b] ?? 0) - (calls[a] ?? 0));
    return order.slice(0, limit).map((number) => this.counts(number));
  }
}

// How many calls of a set were inside, asked and refused: all together, and by the key that each of them has.

import { BLOCK, type Words } from './block-store.ts';
import { countBoth, type Bits } from './bits.ts';
import type { IndexView } from './history-index.ts';

export type Tally = { readonly inside: number; readonly asked: number; readonly refused: number };
type Word = keyof Tally;

/** The calls of a set, by what became of them. */
export type Tallied = Readonly<Record<Word, Bits>>;

/** Cuts a set by what became of its calls. */
export function tallied(view: IndexView, bits: Bits): Tallied {
  const cut = (word: Word): Bits => {
    const found = new Uint32Array(bits.length);
    const key = view.keys.key('verdict', word);
    if (key !== null) view.parts.addTo(found, key.id);
    for (let at = 0; at < found.length; at += 1) found[at] = (found[at] ?? 0) & (bits[at] ?? 0);
    return found;
  };
  return { inside: cut('inside'), asked: cut('asked'), refused: cut('refused') };
}

/** The tally of a whole set. */
export function tallyOf(of: Tallied): Tally {
  const count = (one: Bits): number => countBoth(one, one);
  return { inside: count(of.inside), asked: count(of.asked), refused: count(of.refused) };
}

/**
 * The calls of a set that lie in one block. `places`: where they are in it, `codes`: what became of them, a bit for each of inside, asked
 * and refused; both as far as `count`, and only until the next block is asked for.
 */
export type Here = {
  readonly block: number;
  readonly count: number;
  readonly places: Uint16Array;
  readonly codes: Uint8Array;
};

/** The calls of a set block by block, the oldest first. Blocks without any are left out. */
export function* blocksOf(bits: Bits, of: Tallied): Generator<Here> {
  const places = new Uint16Array(BLOCK);
  const codes = new Uint8Array(BLOCK);
  const words = BLOCK / 32;
  for (let block = 0; block * words < bits.length; block += 1) {
    const count = unpack(block * words, bits, of, places, codes);
    if (count > 0) yield { block, count, places, codes };
  }
}

function unpack(from: number, bits: Bits, of: Tallied, places: Uint16Array, codes: Uint8Array): number {
  let count = 0;
  for (let at = from; at < from + BLOCK / 32; at += 1) {
    const inside = of.inside[at] ?? 0;
    const asked = of.asked[at] ?? 0;
    const refused = of.refused[at] ?? 0;
    const base = (at - from) * 32;
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) {
      const bit = 31 - Math.clz32(word & -word);
      places[count] = base + bit;
      codes[count] = ((inside >>> bit) & 1) | (((asked >>> bit) & 1) << 1) | (((refused >>> bit) & 1) << 2);
      count += 1;
    }
  }
  return count;
}

/** What became of calls, by its code. */
const CODES = 8;

/** As long as `length` at least, with what `values` has. */
function longer(values: Words, length: number): Words {
  const made = new Uint32Array(length);
  made.set(values);
  return made;
}

function tallyAt(counts: Words, number: number): Tally & { readonly calls: number } {
  const sum = { calls: 0, inside: 0, asked: 0, refused: 0 };
  for (let code = 0; code < CODES; code += 1) {
    const count = counts[number * CODES + code] ?? 0;
    sum.calls += count;
    if ((code & 1) !== 0) sum.inside += count;
    if ((code & 2) !== 0) sum.asked += count;
    if ((code & 4) !== 0) sum.refused += count;
  }
  return sum;
}

/** The calls of a set by columns of time of the same width, of which the first has the number `first`. */
export class TimeTallies {
  readonly #counts: Words;
  readonly #width: number;
  readonly #first: number;

  constructor(width: number, first: number, number: number) {
    this.#counts = new Uint32Array(number * CODES);
    this.#width = width;
    this.#first = first;
  }

  /** Adds the calls of a block; `times` are those of the block's calls. */
  add({ count, places, codes }: Here, times: Float64Array): void {
    const counts = this.#counts;
    const width = this.#width;
    // Most calls lie in the column of the one before: dividing costs more than all the rest.
    let begin = 0;
    let end = 0;
    let column = 0;
    for (let at = 0; at < count; at += 1) {
      const time = times[places[at] ?? 0] ?? 0;
      if (time < begin || time >= end) {
        const number = Math.floor(time / width);
        begin = number * width;
        end = begin + width;
        column = number - this.#first;
      }
      const one = column * CODES + (codes[at] ?? 0);
      counts[one] = (counts[one] ?? 0) + 1;
    }
  }

  /** One for each column that has any calls, by the time at which it begins. */
  all(): readonly (Tally & { readonly at: number; readonly calls: number })[] {
    return Array.from({ length: this.#counts.length / CODES }, (_, number) => ({
      at: (this.#first + number) * this.#width,
      ...tallyAt(this.#counts, number),
    })).filter(({ calls }) => calls > 0);
  }
}

export type KeyTally = Tally & {
  readonly key: number;
  readonly calls: number;
  readonly first: number;
  readonly last: number;
};

/** The calls of a set by the key that each has in a column. */
export class KeyTallies {
  /** By key: its place among those found, from 1 on. */
  readonly #places: Uint32Array;
  readonly #keys: number[] = [];
  readonly #first: number[] = [];
  #last: Words = new Uint32Array(64);
  #counts: Words = new Uint32Array(64 * CODES);

  /** `lastKey`: no key's number is above it. */
  constructor(lastKey: number) {
    this.#places = new Uint32Array(lastKey + 1);
  }

  /** Adds the calls of a block; `keys` are those of the block's calls. */
  add({ block, count, places, codes }: Here, keys: Words): void {
    const known = this.#places;
    let last = this.#last;
    let counts = this.#counts;
    let before = -1;
    let found = 0;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0;
      const key = keys[place] ?? 0;
      // Most calls have the agent, the server and the session of the one before.
      if (key !== before) {
        before = key;
        found = known[key] ?? 0;
        if (found === 0) {
          found = this.#begin(key, block * BLOCK + place);
          last = this.#last;
          counts = this.#counts;
        }
      }
      last[found] = block * BLOCK + place;
      const one = found * CODES + (codes[at] ?? 0);
      counts[one] = (counts[one] ?? 0) + 1;
    }
  }

  #begin(key: number, call: number): number {
    const found = this.#keys.push(key);
    this.#places[key] = found;
    this.#first.push(call);
    if (found >= this.#last.length) {
      this.#last = longer(this.#last, 2 * found);
      this.#counts = longer(this.#counts, 2 * found * CODES);
    }
    return found;
  }

  /** One for each key that was found. */
  all(): readonly KeyTally[] {
    return this.#keys.map((key, at) => ({
      key,
      first: this.#first[at] ?? 0,
      last: this.#last[at + 1] ?? 0,
      ...tallyAt(this.#counts, at + 1),
    }));
  }
}

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

/** Tallies by number. */
export class Counts {
  #counts: Uint32Array;

  /** `size`: how many tallies there are about. */
  constructor(size = 64) {
    this.#counts = new Uint32Array(size * CODES);
  }

  add(number: number, code: number): void {
    const at = number * CODES + code;
    if (at >= this.#counts.length) this.#grow(at);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  #grow(at: number): void {
    const more = new Uint32Array(2 * (at + CODES));
    more.set(this.#counts);
    this.#counts = more;
  }

  tally(at: number): Tally & { readonly calls: number } {
    const sum = { calls: 0, inside: 0, asked: 0, refused: 0 };
    for (let code = 0; code < CODES; code += 1) {
      const count = this.#counts[at * CODES + code] ?? 0;
      sum.calls += count;
      if ((code & 1) !== 0) sum.inside += count;
      if ((code & 2) !== 0) sum.asked += count;
      if ((code & 4) !== 0) sum.refused += count;
    }
    return sum;
  }
}

export type KeyTally = Tally & { readonly key: number; readonly calls: number; readonly first: number; readonly last: number };

/** The calls of a set by the key that each has in a column. */
export class KeyTallies {
  /** By key: its place among those found, from 1 on. */
  readonly #places: Uint32Array;
  readonly #keys: number[] = [];
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  readonly #counts = new Counts();

  /** `lastKey`: no key's number is above it. */
  constructor(lastKey: number) {
    this.#places = new Uint32Array(lastKey + 1);
  }

  /** Adds the calls of a block; `keys` are those of the block's calls. */
  add({ block, count, places, codes }: Here, keys: Words): void {
    const base = block * BLOCK;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0;
      const found = this.#placeOf(keys[place] ?? 0, base + place);
      this.#last[found] = base + place;
      this.#counts.add(found, codes[at] ?? 0);
    }
  }

  #placeOf(key: number, call: number): number {
    const known = this.#places[key] ?? 0;
    if (known !== 0) return known - 1;
    const found = this.#keys.push(key);
    this.#places[key] = found;
    this.#first.push(call);
    return found - 1;
  }

  /** One for each key that was found. */
  all(): readonly KeyTally[] {
    return this.#keys.map((key, at) => ({
      key,
      first: this.#first[at] ?? 0,
      last: this.#last[at] ?? 0,
      ...this.#counts.tally(at),
    }));
  }
}

// Sets of calls as bits: call number n is bit n. A set of a million calls is 125 kB, and cutting two of them with each other takes less
// than a tenth of a millisecond.

/** Calls to a chunk. A stored part of a set covers one chunk. */
export const CHUNK = 16_384;
const WORDS = CHUNK / 32;

export type Bits = Uint32Array<ArrayBuffer>;

/** An empty set for call numbers up to `last`. */
export function emptyBits(last: number): Bits {
  return new Uint32Array((Math.floor(last / CHUNK) + 1) * WORDS);
}

function ones(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function setBit(bits: Bits, id: number): void {
  const at = id >>> 5;
  if (at < bits.length) bits[at] = (bits[at] ?? 0) | (1 << (id & 31));
}

export function hasBit(bits: Bits, id: number): boolean {
  return ((bits[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
}

/** Keeps in `into` what is in `other`, too; with `inverse` what isn't. `from` and `to` are words. */
export function keepBits(into: Bits, other: Bits, inverse = false, from = 0, to = into.length): void {
  for (let at = from; at < to; at += 1) {
    const word = other[at] ?? 0;
    into[at] = (into[at] ?? 0) & (inverse ? ~word : word);
  }
}

export function addBits(into: Bits, other: Bits): void {
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at] ?? 0) | (other[at] ?? 0);
}

/** How many calls are in the set, from call number `from` to `to` without `to`; both at a multiple of 32. */
export function countBits(bits: Bits, from = 0, to = bits.length * 32): number {
  let count = 0;
  const end = Math.min(bits.length, to >>> 5);
  for (let at = from >>> 5; at < end; at += 1) count += ones(bits[at] ?? 0);
  return count;
}

/** How many calls are in both sets. */
export function countBoth(a: Bits, b: Bits): number {
  let count = 0;
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at += 1) count += ones((a[at] ?? 0) & (b[at] ?? 0));
  return count;
}

/** Takes out every call whose number is above `last`. */
export function dropAbove(bits: Bits, last: number): void {
  const word = (last + 1) >>> 5;
  if (word >= bits.length) return;
  bits[word] = (bits[word] ?? 0) & ((1 << ((last + 1) & 31)) - 1);
  bits.fill(0, word + 1);
}

/** The largest call number of the set, or null. */
export function lastBit(bits: Bits): number | null {
  for (let at = bits.length - 1; at >= 0; at -= 1) {
    const word = bits[at] ?? 0;
    if (word !== 0) return at * 32 + 31 - Math.clz32(word);
  }
  return null;
}

/** Call numbers of the set from the largest down: `limit` of them after the first `offset`. */
export function newestBits(bits: Bits, offset: number, limit: number, lowest = 0): readonly number[] {
  const found: number[] = [];
  let skip = offset;
  for (let at = bits.length - 1; at >= 0 && at * 32 + 31 >= lowest && found.length < limit; at -= 1) {
    let word = bits[at] ?? 0;
    if (word === 0) continue;
    const count = ones(word);
    if (skip >= count) {
      skip -= count;
      continue;
    }
    for (; word !== 0 && found.length < limit; word &= ~(1 << (31 - Math.clz32(word)))) {
      const id = at * 32 + 31 - Math.clz32(word);
      if (id < lowest) break;
      if (skip > 0) skip -= 1;
      else found.push(id);
    }
  }
  return found;
}

/**
 * A stored part of a set: the numbers within its chunk, as 16-bit integers one after the other, or, from 1,024 of them on, the chunk's
 * 2,048 bytes of bits.
 */
export type Part = Uint8Array;

const DENSE_BYTES = CHUNK / 8;
/** From so many on, bits take no more room than numbers. */
const FEW = CHUNK / 16;

function isDense(part: Part): boolean {
  return part.byteLength === DENSE_BYTES;
}

function words32(part: Part): Uint32Array {
  const whole = part.byteOffset % 4 === 0 ? part : new Uint8Array(part);
  return new Uint32Array(whole.buffer, whole.byteOffset, whole.byteLength >>> 2);
}

function words16(part: Part): Uint16Array {
  const whole = part.byteOffset % 2 === 0 ? part : new Uint8Array(part);
  return new Uint16Array(whole.buffer, whole.byteOffset, whole.byteLength >>> 1);
}

/** Adds the calls of a stored part. */
export function addPart(into: Bits, chunk: number, part: Part): void {
  const base = chunk * WORDS;
  if (base >= into.length) return;
  if (isDense(part)) {
    const words = words32(part);
    for (let at = 0; at < WORDS; at += 1) into[base + at] = (into[base + at] ?? 0) | (words[at] ?? 0);
    return;
  }
  for (const number of words16(part)) setBit(into, chunk * CHUNK + number);
}

/** How many calls of a stored part are in the set. */
export function countPart(bits: Bits, chunk: number, part: Part): number {
  let count = 0;
  if (isDense(part)) {
    const base = chunk * WORDS;
    const words = words32(part);
    for (let at = 0; at < WORDS; at += 1) count += ones((bits[base + at] ?? 0) & (words[at] ?? 0));
    return count;
  }
  for (const number of words16(part)) if (hasBit(bits, chunk * CHUNK + number)) count += 1;
  return count;
}

/** A part of a set while it changes: a list of numbers while they are few, bits from 1,024 of them on. */
export class PartBuilder {
  #few: number[] = [];
  #bits: Bits | null = null;
  #count = 0;

  /** `part`: what is stored already. */
  constructor(part: Part | null) {
    if (part === null) return;
    if (isDense(part)) {
      this.#bits = new Uint32Array(WORDS);
      addPart(this.#bits, 0, part);
      this.#count = countBits(this.#bits);
    } else {
      this.#few = [...words16(part)];
      this.#count = this.#few.length;
    }
  }

  /** Whether it wasn't there before. */
  add(number: number): boolean {
    if (this.#has(number)) return false;
    this.#count += 1;
    if (this.#bits !== null) setBit(this.#bits, number);
    else {
      this.#few.push(number);
      if (this.#count >= FEW) this.#toBits();
    }
    return true;
  }

  /** Calls come in their order, so most are beyond the last one. */
  #has(number: number): boolean {
    if (this.#bits !== null) return hasBit(this.#bits, number);
    const last = this.#few.at(-1);
    return last !== undefined && (last === number || (last > number && this.#few.includes(number)));
  }

  #toBits(): void {
    this.#bits = new Uint32Array(WORDS);
    for (const number of this.#few) setBit(this.#bits, number);
    this.#few = [];
  }

  /** Whether it was there. */
  remove(number: number): boolean {
    if (!this.#has(number)) return false;
    this.#count -= 1;
    if (this.#bits === null) this.#few = this.#few.filter((one) => one !== number);
    else {
      const at = number >>> 5;
      this.#bits[at] = (this.#bits[at] ?? 0) & ~(1 << (number & 31));
      if (this.#count < FEW) this.#fromBits(this.#bits);
    }
    return true;
  }

  #fromBits(bits: Bits): void {
    this.#few = [...newestBits(bits, 0, this.#count)].reverse();
    this.#bits = null;
  }

  /** As it is stored; null when there is nothing left. */
  part(): Part | null {
    if (this.#count === 0) return null;
    if (this.#bits !== null) return new Uint8Array(this.#bits.slice().buffer);
    return new Uint8Array(Uint16Array.from(this.#few.sort((a, b) => a - b)).buffer);
  }
}

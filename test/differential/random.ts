/** A small generator of numbers that a seed repeats (mulberry32). */
export type Random = {
  /** Below `limit`, from 0. */
  readonly below: (limit: number) => number;
  readonly chance: (share: number) => boolean;
  readonly of: <T>(list: readonly [T, ...T[]]) => T;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    of: (list) => list[below(list.length)] ?? list[0],
  };
}

// Numbers that look random and come again with the same seed.

export type Random = {
  /** From 0 up to, and without, `below`. */
  readonly number: (below: number) => number;
  readonly one: <T>(list: readonly [T, ...T[]]) => T;
  readonly chance: (of: number) => boolean;
};

/** mulberry32: small, fast, and good enough to choose test cases. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const number = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return {
    number,
    one: (list) => list[number(list.length)] ?? list[0],
    chance: (of) => number(of) === 0,
  };
}

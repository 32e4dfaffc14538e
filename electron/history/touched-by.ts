// What a call touches, in keys.

import type { Reach } from '../../shared/contract/reach.ts';
import { touches } from '../../shared/core/reach-facets.ts';
import type { KeyStore } from './key-store.ts';
import { setOf } from './part-store.ts';
import type { Touched } from './touch-store.ts';

export type TouchedBy = {
  /** The sets that the call is in: those of the things, and of everything above them. */
  readonly sets: readonly number[];
  /** The things themselves: those that hold no other that it touches in the same way. */
  readonly things: readonly Touched[];
};

/** Names that are new are given a key. Paths beneath `home` begin with `~`. */
export function touchedBy(reaches: readonly Reach[], keys: KeyStore, home: string): TouchedBy {
  const sets = new Set<number>();
  const things = new Map<number, Touched>();
  for (const { facet, access, chain } of touches(reaches, home)) {
    const ids: number[] = [];
    for (const { value, label } of chain) ids.push(keys.idOf(facet, value, ids.at(-1) ?? 0, label));
    const held = new Set<number>();
    for (const id of ids.reverse()) {
      if (!held.has(id)) things.set(setOf(id, access), { facet, set: setOf(id, access) });
      // Above a thing lies what did when it was seen first.
      for (const key of [id, ...keys.above(id)]) held.add(key);
    }
    for (const key of held) sets.add(setOf(key, access));
  }
  return { sets: [...sets], things: [...things.values()] };
}

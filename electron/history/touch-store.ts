// What each call touched, by kind: pairs of the call's place in its block with how it touched, and the key of what it touched. A key stands
// for everything above it, too.

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { reachFacetSchema, type ReachFacet } from '../../shared/contract/history.ts';
import { BLOCK, blockId, blockOf, BlockStore, type Words } from './block-store.ts';
import { keyOfSet, sideOfSet } from './part-store.ts';

const FACETS = reachFacetSchema.options;
/** Blocks that were changed are kept for the next change; beyond so many they are let go. */
const KEPT = 64;

/** One touch of a call, or none of that kind any more. */
export type Touched = { readonly facet: ReachFacet; readonly set: number };

type Changing = { readonly facet: number; readonly block: number; pairs: number[] };

export class TouchStore {
  readonly #blocks: BlockStore;
  readonly #changing = new Map<number, Changing>();
  readonly #changed = new Set<Changing>();

  constructor(database: DatabaseSyncInstance) {
    this.#blocks = new BlockStore(database, 'touches');
  }

  /**
   * What a block's calls touched, by the calls' order, as it was at the last `flush`. Of each pair of words the first is twice the call's
   * place in the block, and one more for a write; the second is the key.
   */
  touchesIn(facet: ReachFacet, block: number): Words {
    return this.#blocks.read(FACETS.indexOf(facet), block);
  }

  /** Notes what a call touches, in place of what it touched before. `isNew`: it touched nothing yet. */
  put(call: number, touched: readonly Touched[], isNew: boolean): void {
    for (const [number, facet] of FACETS.entries()) {
      const sets = touched.filter((one) => one.facet === facet).map(({ set }) => set);
      if (isNew && sets.length === 0) continue;
      const changing = this.#change(number, blockOf(call));
      if (!isNew && sets.length === 0 && !hasCall(changing.pairs, call % BLOCK)) continue;
      changing.pairs = putPairs(changing.pairs, call % BLOCK, sets);
      this.#changed.add(changing);
    }
  }

  #change(facet: number, block: number): Changing {
    const id = blockId(facet, block);
    const known = this.#changing.get(id);
    if (known !== undefined) return known;
    const made = { facet, block, pairs: [...this.#blocks.readAlone(facet, block)] };
    this.#changing.set(id, made);
    return made;
  }

  /** Writes what was noted. */
  flush(): void {
    for (const { facet, block, pairs } of this.#changed)
      this.#blocks.write(facet, block, Uint32Array.from(pairs));
    this.#changed.clear();
    if (this.#changing.size > KEPT) this.#changing.clear();
  }

  /** Takes out the blocks that lie wholly before a call. */
  dropBefore(call: number): void {
    this.flush();
    this.#changing.clear();
    this.#blocks.dropBefore([...FACETS.keys()], blockOf(call));
  }

  /** Lets go of what was read and is written. */
  forget(): void {
    if (this.#changed.size === 0) this.#changing.clear();
    this.#blocks.forget();
  }
}

function placeAt(pairs: readonly number[], at: number): number {
  return (pairs[at] ?? 0) >>> 1;
}

function hasCall(pairs: readonly number[], place: number): boolean {
  return pairs.some((_, at) => at % 2 === 0 && placeAt(pairs, at) === place);
}

/** The pairs with those of one call anew: calls come in their order, so most are put at the end. */
function putPairs(pairs: number[], place: number, sets: readonly number[]): number[] {
  const made = sets.flatMap((set) => [place * 2 + (sideOfSet(set) === 'write' ? 1 : 0), keyOfSet(set)]);
  if (pairs.length === 0 || placeAt(pairs, pairs.length - 2) < place) {
    pairs.push(...made);
    return pairs;
  }
  const before: number[] = [];
  const after: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const one = placeAt(pairs, at);
    if (one < place) before.push(pairs[at] ?? 0, pairs[at + 1] ?? 0);
    else if (one > place) after.push(pairs[at] ?? 0, pairs[at + 1] ?? 0);
  }
  return [...before, ...made, ...after];
}

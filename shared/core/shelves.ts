// Reach grants by the key at which they are looked up.

import type { GrantId } from '../contract/ids.ts';
import { canonicalText } from './canonical-text.ts';
import { Holders, type Terms } from './holders.ts';
import { tableOf, type Table } from './table.ts';
import type { ToolGroup } from './tool-index.ts';

/** Parts that say the same, with the grants that hold them. */
export type Held<T> = { readonly part: T; readonly says: string; readonly holders: Holders };

/**
 * What is held at one key. A part that is bound to a tool and came with a tool grant (a remembered answer) is one piece with it: it
 * counts only where that tool grant covers the call, or two answers would together cover what neither sentence says.
 */
export type Shelf<T> = {
  readonly free: readonly Held<T>[];
  readonly bound: ReadonlyMap<ToolGroup, readonly Held<T>[]>;
};

/** What a part says: all but its id. */
export function saying(part: { readonly id: GrantId }): string {
  return canonicalText({ ...part, id: '' }) ?? '';
}

type Open<T> = { readonly free: Held<T>[]; readonly bound: Map<ToolGroup, Held<T>[]> };

export class Shelves<T extends { readonly id: GrantId }> {
  readonly #shelves = new Map<string, Open<T>>();

  /** With `owners` the part counts under these tool grants only. */
  add(key: string, part: T, terms: Terms, owners: readonly ToolGroup[]): void {
    const shelf = this.#shelves.get(key) ?? { free: [], bound: new Map<ToolGroup, Held<T>[]>() };
    this.#shelves.set(key, shelf);
    if (owners.length === 0) hold(shelf.free, part, terms);
    for (const owner of owners) {
      const list = shelf.bound.get(owner) ?? [];
      shelf.bound.set(owner, list);
      hold(list, part, terms);
    }
  }

  table(): Table<Shelf<T>> {
    return tableOf(this.#shelves);
  }
}

function hold<T extends { readonly id: GrantId }>(list: Held<T>[], part: T, terms: Terms): void {
  const says = saying(part);
  let held = list.find((one) => one.says === says);
  if (held === undefined) {
    held = { part, says, holders: new Holders() };
    list.push(held);
    list.sort((a, b) => (a.says < b.says ? -1 : 1));
  }
  held.holders.add(part.id, terms);
}

// What a call needs beside one tool grant: every reach that the tool grant doesn't free needs a grant of its own. Parts that came with a
// tool grant in one answer count together and beside it only, or two answers would cover what neither sentence says.

import type { GrantId } from '../contract/ids.ts';
import type { Reach } from '../contract/reach.ts';
import type { ReachGrant } from '../contract/scope.ts';
import type { Terms } from './holders.ts';
import {
  besideTool,
  coveringParts,
  coverOf,
  freesReach,
  suffices,
  type Covering,
  type Judged,
  type Shelved,
} from './find-cover.ts';
import type { Held } from './shelves.ts';

/** `grants` are the ids that cover, the tool's first; `left` is what nothing covers. */
export type Standing = { readonly grants: readonly GrantId[]; readonly left: readonly Reach[] };

export function standingUnder(covering: Covering, judged: Judged): Standing {
  const needed = judged.call.reaches.filter((reach) => !freesReach(covering.group.part, reach));
  const free = new Map<Reach, GrantId>();
  for (const reach of needed) {
    const id = coverOf(reach, judged, []);
    if (id !== null) free.set(reach, id);
  }
  const open = needed.filter((reach) => !free.has(reach));
  const { tool, ids } =
    open.length === 0 ? { tool: covering.id, ids: free } : answerFor(open, covering, judged);
  const grants = needed.flatMap((reach) => free.get(reach) ?? ids.get(reach) ?? []);
  return { grants: [tool, ...grants], left: open.filter((reach) => !ids.has(reach)) };
}

/** One grant that holds the tool, with those of its parts that cover. */
type Answer = { readonly tool: GrantId; readonly ids: ReadonlyMap<Reach, GrantId> };
type Bound = { readonly reach: Reach; readonly parts: readonly Held<ReachGrant>[] };

/** The grant that covers the most of these reaches beside its own tool grant; the first that covers all. */
function answerFor(open: readonly Reach[], { group, id }: Covering, judged: Judged): Answer {
  const shelved: Shelved = (shelf) => besideTool(shelf, judged, group);
  const bound = open.map((reach) => ({ reach, parts: [...coveringParts(reach, judged, shelved)] }));
  let best: Answer = { tool: id, ids: new Map() };
  // What covers all is among what covers any of them: the one that the fewest grants hold is looked at first.
  for (const { parts } of bound.toSorted((a, b) => holdersOf(a) - holdersOf(b))) {
    for (const held of parts) {
      for (const { terms } of held.holders.live(judged.moment)) {
        const ids = partsOf(terms, bound, judged);
        const [tool] = group.holders.of(terms);
        if (tool !== undefined && ids.size > best.ids.size) best = { tool, ids };
        if (best.ids.size === open.length) return best;
      }
    }
  }
  return best;
}

function holdersOf({ parts }: Bound): number {
  return parts.reduce((sum, { holders }) => sum + holders.size, 0);
}

function partsOf(terms: Terms, bound: readonly Bound[], judged: Judged): ReadonlyMap<Reach, GrantId> {
  const found = new Map<Reach, GrantId>();
  for (const { reach, parts } of bound) {
    const ids = parts.flatMap((held) =>
      held.holders.of(terms).filter((id) => suffices(held, id, reach, judged)),
    );
    const [id] = ids;
    if (id !== undefined) found.set(reach, id);
  }
  return found;
}

// What the calls of a set touched, one level of folders, sites or names at a time.

import type { ReachFacet, ReachMap, ReachMapQuery, ReachNode } from '../../shared/contract/history.ts';
import { filterThing } from '../../shared/core/reach-facets.ts';
import { sumAmounts } from '../../shared/core/sum-amounts.ts';
import { BLOCK, blockOf, type Words } from './block-store.ts';
import { hasBit, keepBits, type Bits } from './bits.ts';
import { callTimes } from './call-rows.ts';
import type { IndexView } from './history-index.ts';
import type { Key } from './key-store.ts';
import { ReachFigures } from './reach-figures.ts';
import { instantAt } from './summary.ts';

const MOST = 500;

function cutBy(
  view: IndexView,
  bits: Bits,
  dim: 'verdict' | 'outcome',
  value: string,
  inverse: boolean,
): Bits {
  const found = bits.slice();
  const other = new Uint32Array(bits.length);
  const key = view.keys.key(dim, value);
  if (key !== null) view.parts.addTo(other, key.id);
  keepBits(found, other, inverse);
  return found;
}

/** What each key counts for on the level beneath `under` (0: at the top), and which keys have others beneath them. */
type Level = { readonly nodes: Words; readonly hasMore: Uint8Array };

/** A key's number is above that of the key it lies beneath, so one look through all of them is enough. */
function levelBeneath(view: IndexView, under: number): Level {
  const last = view.keys.lastId();
  const nodes = new Uint32Array(last + 1);
  const hasMore = new Uint8Array(last + 1);
  for (let block = 0; block <= blockOf(last); block += 1) {
    const parents = view.columns.parentsIn(block);
    const base = block * BLOCK;
    for (let at = 0; at < parents.length && base + at <= last; at += 1) {
      const parent = parents[at] ?? 0;
      nodes[base + at] = parent === under ? base + at : (nodes[parent] ?? 0);
      hasMore[parent] = 1;
    }
  }
  return { nodes, hasMore };
}

/** Counts what the calls of a set touched, by the key that each thing counts for; things that count for none are left out. */
function countTouches(
  view: IndexView,
  facet: ReachFacet,
  { bits, refused }: { readonly bits: Bits; readonly refused: Bits },
  nodes: Words,
): ReachFigures {
  /** By key: its row, from 1 on. */
  const places = new Uint32Array(nodes.length);
  const figures = new ReachFigures();
  for (let block = 0; block * BLOCK < bits.length * 32; block += 1) {
    const touches = view.touches.touchesIn(facet, block);
    for (let at = 0; at < touches.length; at += 2) {
      const how = touches[at] ?? 0;
      const call = block * BLOCK + (how >>> 1);
      const key = nodes[touches[at + 1] ?? 0] ?? 0;
      if (key === 0 || !hasBit(bits, call)) continue;
      let place = places[key] ?? 0;
      if (place === 0) {
        place = figures.begin(key, call) + 1;
        places[key] = place;
      }
      figures.add(place - 1, call, (how & 1) === 1, hasBit(refused, call));
    }
  }
  return figures;
}

/** Money spent by the calls that were sent on, in words: by the key of an amount, or of a currency all its amounts together. */
function spending(view: IndexView, bits: Bits): (key: Key) => string {
  const sent = cutBy(view, bits, 'outcome', 'none', true);
  const each = Uint32Array.from({ length: view.keys.lastId() + 1 }, (_, key) => key);
  const counted = countTouches(view, 'spend', { bits: sent, refused: sent }, each);
  const calls = new Map(counted.most(counted.count).map(({ key, writes }) => [key, writes]));
  const beneath = new Map<number, Key[]>();
  const amounts = view.keys.byIds([...calls.keys()]);
  for (const amount of amounts.values())
    beneath.set(amount.parent, [...(beneath.get(amount.parent) ?? []), amount]);
  return (key) => {
    const own = key.parent === 0 ? (beneath.get(key.id) ?? []) : [key];
    const times = own.map((amount) => [amount.label, calls.get(amount.id) ?? 0] as const);
    return `${sumAmounts(times)} ${key.value.split(' ')[0] ?? ''}`;
  };
}

/** One level of what was touched. */
export function reachMapOf(view: IndexView, bits: Bits, query: Omit<ReachMapQuery, 'filter'>): ReachMap {
  const { facet, under } = query;
  const parent = under === null ? null : view.keys.key(facet, filterThing(facet, under, view.home));
  if (under !== null && parent === null) return { nodes: [], more: 0 };
  const refused = cutBy(view, bits, 'verdict', 'refused', false);
  const { nodes, hasMore } = levelBeneath(view, parent?.id ?? 0);
  const figures = countTouches(view, facet, { bits, refused }, nodes);
  const found = figures.most(MOST);
  const keys = view.keys.byIds(found.map(({ key }) => key));
  const sum = facet === 'spend' ? spending(view, bits) : null;
  const times = callTimes(
    view,
    found.flatMap(({ first, last }) => [first, last]),
  );
  const made = found.flatMap(({ key: id, calls, reads, writes, refused: no, first, last }): ReachNode[] => {
    const key = keys.get(id);
    if (key === undefined) return [];
    return [
      {
        value: key.value,
        label: key.label,
        calls,
        reads,
        writes,
        refused: no,
        first: instantAt(times.get(first) ?? 0),
        last: instantAt(times.get(last) ?? 0),
        sum: sum === null ? null : sum(key),
        hasMore: hasMore[id] === 1,
      },
    ];
  });
  return { nodes: made, more: figures.count - found.length };
}

// What the calls of a set touched, one level of folders, sites or names at a time.

import type { ReachFacet, ReachMap, ReachMapQuery, ReachNode } from '../../shared/contract/history.ts';
import { filterThing } from '../../shared/core/reach-facets.ts';
import { sumAmounts } from '../../shared/core/sum-amounts.ts';
import {
  addPart,
  CHUNK,
  countBits,
  countBoth,
  firstBit,
  hasBit,
  keepBits,
  lastBit,
  newestBits,
  type Bits,
} from './bits.ts';
import { callTimes } from './call-rows.ts';
import { rowsOf } from './index-file.ts';
import type { IndexView } from './history-index.ts';
import type { Key } from './key-store.ts';
import { keyOfSet, setsIn, sideOfSet, type StoredPart } from './part-store.ts';
import { instantOf } from './summary.ts';

const MOST = 500;
/** Up to so many calls are looked at one by one. */
const FEW = 30_000;
const WORDS = CHUNK / 32;

/** What is counted: the calls asked about, those of them that weren't sent on, and those that went on to spend. */
type Counted = { readonly bits: Bits; readonly refused: Bits; readonly sent: Bits };
type Counts = {
  calls: number;
  reads: number;
  writes: number;
  refused: number;
  first: number;
  last: number;
};

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

/** Adds what one chunk of a thing's calls comes to. */
function countChunk(
  counts: Counts,
  chunk: number,
  parts: readonly StoredPart[],
  { bits, refused }: Counted,
): void {
  const from = chunk * WORDS;
  const here = bits.subarray(from, from + WORDS);
  const any = new Uint32Array(WORDS);
  for (const { side, part } of parts) {
    const one = new Uint32Array(WORDS);
    addPart(one, 0, part);
    const count = countBoth(one, here);
    if (side === 'read') counts.reads += count;
    else counts.writes += count;
    addPart(any, 0, part);
  }
  keepBits(any, here);
  const first = firstBit(any);
  if (first === null) return;
  counts.calls += countBits(any);
  counts.refused += countBoth(any, refused.subarray(from, from + WORDS));
  counts.first = Math.min(counts.first, chunk * CHUNK + first);
  counts.last = Math.max(counts.last, chunk * CHUNK + (lastBit(any) ?? 0));
}

function countKey(view: IndexView, key: number, of: Counted): Counts {
  const counts: Counts = { calls: 0, reads: 0, writes: 0, refused: 0, first: Infinity, last: 0 };
  const chunks = new Map<number, StoredPart[]>();
  for (const part of view.parts.partsOf(key, 'both')) {
    const known = chunks.get(part.chunk);
    if (known === undefined) chunks.set(part.chunk, [part]);
    else known.push(part);
  }
  for (const [chunk, parts] of chunks) countChunk(counts, chunk, parts, of);
  return counts;
}

type Counting = { readonly key: Key; readonly counts: Counts };

/** Counts of everything that the calls touched, call by call. */
function countCalls(view: IndexView, of: Counted): ReadonlyMap<number, Counts> {
  const found = new Map<number, Counts>();
  const statement = view.database.prepare(
    'SELECT id, sets FROM calls WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  );
  const ids = [...newestBits(of.bits, 0, FEW)].reverse();
  for (const row of rowsOf(statement, JSON.stringify(ids))) {
    const id = Number(row['id']);
    for (const set of setsIn(row)) {
      const key = keyOfSet(set);
      const counts = found.get(key) ?? { calls: 0, reads: 0, writes: 0, refused: 0, first: id, last: 0 };
      found.set(key, counts);
      if (sideOfSet(set) === 'read') counts.reads += 1;
      else counts.writes += 1;
      // A call that both reads and writes a thing is one call.
      if (counts.last === id) continue;
      counts.last = id;
      counts.calls += 1;
      if (hasBit(of.refused, id)) counts.refused += 1;
    }
  }
  return found;
}

/** What a few calls touched, most first: all of it is counted. */
function touchedByFew(view: IndexView, facet: ReachFacet, parent: number, of: Counted): readonly Counting[] {
  const counts = countCalls(view, of);
  const keys = view.keys.underAmong(facet, parent, [...counts.keys()]);
  return keys
    .flatMap((key) => {
      const own = counts.get(key.id);
      return own === undefined ? [] : [{ key, counts: own }];
    })
    .sort((a, b) => b.counts.calls - a.counts.calls);
}

/**
 * The things with the most calls of the set. They are looked at from the most used on; once none that is left can have more calls than
 * those found, the rest need not be counted.
 */
function mostTouched(view: IndexView, facet: ReachFacet, parent: number, of: Counted): readonly Counting[] {
  let found: Counting[] = [];
  for (let offset = 0; ; offset += MOST) {
    const keys = view.keys.under(facet, parent, MOST, offset);
    const least = found.length < MOST ? 0 : (found.at(-1)?.counts.calls ?? 0);
    const [widest] = keys;
    if (widest === undefined || widest.uses <= least) return found;
    for (const key of keys) {
      if (key.uses <= least) break;
      const counts = countKey(view, key.id, of);
      if (counts.calls > 0) found.push({ key, counts });
    }
    found = found.sort((a, b) => b.counts.calls - a.counts.calls).slice(0, MOST);
  }
}

/** Money spent by the calls that were sent on: an amount's own, or that of all amounts of a currency. */
function spent(view: IndexView, key: Key, of: Counted): string {
  const amounts = key.parent === 0 ? view.keys.under('spend', key.id, 100_000) : [key];
  const times = amounts.map(
    (amount) => [amount.label, view.parts.countIn(of.sent, amount.id, 'write')] as const,
  );
  const currency = key.value.split(' ')[0] ?? '';
  return `${sumAmounts(times)} ${currency}`;
}

/** One level of what was touched. Of many calls, `more` counts all that was left out, also what only other calls touched. */
export function reachMapOf(view: IndexView, bits: Bits, query: Omit<ReachMapQuery, 'filter'>): ReachMap {
  const { facet, under } = query;
  const parent = under === null ? null : view.keys.key(facet, filterThing(facet, under, view.home));
  if (under !== null && parent === null) return { nodes: [], more: 0 };
  const of: Counted = {
    bits,
    refused: cutBy(view, bits, 'verdict', 'refused', false),
    sent: cutBy(view, bits, 'outcome', 'none', true),
  };
  const isFew = countBits(bits) <= FEW;
  const top = parent?.id ?? 0;
  const all = isFew ? touchedByFew(view, facet, top, of) : mostTouched(view, facet, top, of);
  const found = all.slice(0, MOST);
  const times = callTimes(
    view,
    found.flatMap(({ counts }) => [counts.first, counts.last]),
  );
  const nodes = found.map(({ key, counts }): ReachNode => {
    const { calls, reads, writes, refused, first, last } = counts;
    return {
      value: key.value,
      label: key.label,
      calls,
      reads,
      writes,
      refused,
      first: instantOf(times.get(first) ?? 0),
      last: instantOf(times.get(last) ?? 0),
      sum: facet === 'spend' ? spent(view, key, of) : null,
      hasMore: view.keys.hasUnder(facet, key.id),
    };
  });
  const possible = isFew ? all.length : view.keys.countUnder(facet, top);
  return { nodes, more: found.length < MOST ? 0 : possible - MOST };
}

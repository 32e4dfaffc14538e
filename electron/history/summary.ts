// Calls over time and by whom, for charts.

import type { HistorySummary } from '../../shared/contract/history.ts';
import { instantSchema, type Instant } from '../../shared/contract/ids.ts';
import { countBits, countPart, firstBit, hasBit, lastBit, newestBits, type Bits, type Part } from './bits.ts';
import { callTimes } from './call-rows.ts';
import type { IndexView } from './history-index.ts';
import { HOUR_MS, ownName, serverOf, SLOT_MS, type Dim } from './key-store.ts';
import { tallied, tally, type Tallied, type Tally } from './tallies.ts';

/** Up to so many calls are put into columns one by one; of more, whole hours or five minutes are. */
const FEW = 5000;
const NAMED = 20;
/** Widths that people read easily, in ms; beyond them whole weeks. */
const WIDTHS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800].map(
  (seconds) => seconds * 1000,
);

type Counts = { inside: number; asked: number; refused: number };

export function instantOf(at: number): Instant {
  return instantSchema.parse(new Date(at).toISOString());
}

/** The narrowest easy width, at least `least`, in which so many columns cover the time. */
function widthFor(from: number, to: number, buckets: number, least: number): number {
  const needed = (width: number): number => Math.floor(to / width) - Math.floor(from / width) + 1;
  const easy = WIDTHS.find((width) => width >= least && needed(width) <= buckets);
  if (easy !== undefined) return easy;
  const week = WIDTHS.at(-1) ?? 1;
  return Math.ceil((to - from + 1) / (Math.max(1, buckets - 1) * week)) * week;
}

/** What a summary says of time. */
type OverTime = Pick<HistorySummary, 'from' | 'to' | 'bucketMs' | 'buckets'>;

function columns(
  of: Tallied,
  times: Iterable<readonly [at: number, counts: Counts]>,
  width: number,
): HistorySummary['buckets'] {
  const found = new Map<number, Counts>();
  for (const [at, counts] of times) {
    const column = Math.floor(at / width) * width;
    const known = found.get(column) ?? { inside: 0, asked: 0, refused: 0 };
    known.inside += counts.inside;
    known.asked += counts.asked;
    known.refused += counts.refused;
    found.set(column, known);
  }
  return [...found].sort(([a], [b]) => a - b).map(([at, counts]) => ({ at: instantOf(at), ...counts }));
}

function few(view: IndexView, bits: Bits, count: number, of: Tallied, buckets: number): OverTime {
  const times = callTimes(view, newestBits(bits, 0, count));
  const [from, to] = ends(times.values());
  const width = widthFor(from, to, buckets, 1000);
  const one = (id: number): Counts => ({
    inside: hasBit(of.inside, id) ? 1 : 0,
    asked: hasBit(of.asked, id) ? 1 : 0,
    refused: hasBit(of.refused, id) ? 1 : 0,
  });
  const each = [...times].map(([id, at]) => [at, one(id)] as const);
  return { from: instantOf(from), to: instantOf(to), bucketMs: width, buckets: columns(of, each, width) };
}

function ends(times: Iterable<number>): readonly [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const at of times) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return [from, to];
}

type Stretch = { readonly fold: string; readonly chunk: number; readonly part: Part };

function many(view: IndexView, bits: Bits, of: Tallied, buckets: number): OverTime {
  const hours = stretches(view, 'hour', bits, of, HOUR_MS, '', ':');
  const [from, lastHour] = ends(hours.map(([at]) => at));
  const ids = [firstBit(bits) ?? 0, lastBit(bits) ?? 0];
  const to = Math.max(lastHour, ...callTimes(view, ids).values());
  const width = widthFor(from, to, buckets, SLOT_MS);
  if (width >= HOUR_MS) {
    return { from: instantOf(from), to: instantOf(to), bucketMs: width, buckets: columns(of, hours, width) };
  }
  const low = String(Math.floor(from / SLOT_MS)).padStart(12, '0');
  const slots = stretches(view, 'slot', bits, of, SLOT_MS, low, ':');
  return { from: instantOf(from), to: instantOf(to), bucketMs: width, buckets: columns(of, slots, width) };
}

/** The tallies of every hour or slot that has calls of the set. */
function stretches(
  view: IndexView,
  dim: Dim,
  bits: Bits,
  of: Tallied,
  width: number,
  low: string,
  high: string,
): readonly (readonly [number, Counts])[] {
  const found = new Map<string, Counts & { calls: number }>();
  for (const stretch of view.parts.ofKeys(dim, low, high)) addStretch(found, stretch, bits, of);
  return [...found]
    .filter(([, { calls }]) => calls > 0)
    .map(([fold, counts]) => [Number(fold) * width, counts] as const);
}

function addStretch(
  found: Map<string, Counts & { calls: number }>,
  { fold, chunk, part }: Stretch,
  bits: Bits,
  of: Tallied,
): void {
  const known = found.get(fold) ?? { calls: 0, inside: 0, asked: 0, refused: 0 };
  known.calls += countPart(bits, chunk, part);
  known.inside += countPart(of.inside, chunk, part);
  known.asked += countPart(of.asked, chunk, part);
  known.refused += countPart(of.refused, chunk, part);
  found.set(fold, known);
}

type Named = { readonly value: string; readonly calls: number } & Tally;

/**
 * The names of a kind that have calls of the set, those of the most calls first. They are looked at from the most used on; once none that
 * is left can have more calls than those found, the rest need not be counted.
 */
export function namesIn(view: IndexView, dim: Dim, bits: Bits, of: Tallied, most: number): readonly Named[] {
  let found: Named[] = [];
  for (let offset = 0; ; offset += most) {
    const keys = view.keys.under(dim, 0, most, offset);
    const least = found.length < most ? 0 : (found.at(-1)?.calls ?? 0);
    const [widest] = keys;
    if (widest === undefined || widest.uses <= least) return found;
    for (const { id, value } of keys) {
      const calls = view.parts.countIn(bits, id);
      if (calls > 0) found.push({ value, calls, ...tally(of, (one) => view.parts.countIn(one, id)) });
    }
    found = found.sort((a, b) => b.calls - a.calls).slice(0, most);
  }
}

function tallyOnly({ inside, asked, refused }: Tally): Tally {
  return { inside, asked, refused };
}

/** The summary of the calls of a set. */
export function summarise(view: IndexView, bits: Bits, buckets: number): HistorySummary {
  const count = countBits(bits);
  const nothing: OverTime = { from: null, to: null, bucketMs: HOUR_MS, buckets: [] };
  const of = tallied(view, bits);
  const time =
    count === 0
      ? nothing
      : count <= FEW
        ? few(view, bits, count, of, buckets)
        : many(view, bits, of, buckets);
  const named = (dim: Dim): readonly Named[] => namesIn(view, dim, bits, of, NAMED);
  return {
    ...time,
    agents: named('agent').map((one) => ({ name: one.value, ...tallyOnly(one) })),
    servers: named('server').map((one) => ({ name: one.value, ...tallyOnly(one) })),
    tools: named('tool').map((one) => ({
      server: serverOf(one.value) ?? '',
      tool: ownName(one.value),
      ...tallyOnly(one),
    })),
  };
}

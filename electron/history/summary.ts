// Calls over time and by whom, for charts.

import type { HistorySummary } from '../../shared/contract/history.ts';
import { instantSchema, type Instant } from '../../shared/contract/ids.ts';
import type { Bits } from './bits.ts';
import type { ColumnStore } from './column-store.ts';
import type { IndexView } from './history-index.ts';
import { HOUR_MS, ownName, serverOf } from './key-store.ts';
import { blocksOf, Counts, KeyTallies, tallied, type KeyTally, type Tallied, type Tally } from './tallies.ts';

const NAMED = 20;
/** Widths that people read easily, in ms; beyond them whole weeks. */
const WIDTHS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800].map(
  (seconds) => seconds * 1000,
);

export function instantOf(at: number): Instant {
  return instantSchema.parse(new Date(at).toISOString());
}

/** The narrowest easy width in which so many columns cover the time. */
function widthFor(from: number, to: number, buckets: number): number {
  const needed = (width: number): number => Math.floor(to / width) - Math.floor(from / width) + 1;
  const easy = WIDTHS.find((width) => needed(width) <= buckets);
  if (easy !== undefined) return easy;
  const week = WIDTHS.at(-1) ?? 1;
  return Math.ceil((to - from + 1) / (Math.max(1, buckets - 1) * week)) * week;
}

/** What a summary says of time. */
type OverTime = Pick<HistorySummary, 'from' | 'to' | 'bucketMs' | 'buckets'>;

/** The earliest and the latest time of the calls of a set. A clock may have been put back meanwhile. */
function ends(columns: ColumnStore, bits: Bits, of: Tallied): readonly [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const { block, count, places } of blocksOf(bits, of)) {
    const times = columns.timesIn(block);
    for (let at = 0; at < count; at += 1) {
      const time = times[places[at] ?? 0] ?? 0;
      if (time < from) from = time;
      if (time > to) to = time;
    }
  }
  return [from, to];
}

function overTime(columns: ColumnStore, bits: Bits, of: Tallied, buckets: number): OverTime {
  const [from, to] = ends(columns, bits, of);
  if (from > to) return { from: null, to: null, bucketMs: HOUR_MS, buckets: [] };
  const width = widthFor(from, to, buckets);
  const begin = Math.floor(from / width);
  const number = Math.floor(to / width) - begin + 1;
  const found = new Counts(number);
  for (const here of blocksOf(bits, of)) {
    const times = columns.timesIn(here.block);
    for (let at = 0; at < here.count; at += 1)
      found.add(Math.floor((times[here.places[at] ?? 0] ?? 0) / width) - begin, here.codes[at] ?? 0);
  }
  const all = Array.from({ length: number }, (_, at) => ({
    at: instantOf((begin + at) * width),
    ...found.tally(at),
  }));
  return {
    from: instantOf(from),
    to: instantOf(to),
    bucketMs: width,
    buckets: all.filter(({ calls }) => calls > 0),
  };
}

export type Named = Tally & { readonly value: string; readonly calls: number };

function byCalls(one: { readonly calls: number }, other: { readonly calls: number }): number {
  return other.calls - one.calls;
}

/** The names of a kind that have calls of the set, those of the most calls first; of tools with their server's. */
export function namesIn(
  view: IndexView,
  column: 'agent' | 'server' | 'tool',
  bits: Bits,
  of: Tallied,
  most: number,
): readonly Named[] {
  const tallies = new KeyTallies(view.keys.lastId());
  for (const here of blocksOf(bits, of)) tallies.add(here, view.columns.keysIn(column, here.block));
  return named(view, [...tallies.all()].sort(byCalls).slice(0, most));
}

function named(view: IndexView, tallies: readonly KeyTally[]): readonly Named[] {
  return tallies.map(({ key, calls, inside, asked, refused }) => ({
    value: view.keys.byId(key)?.value ?? '',
    calls,
    inside,
    asked,
    refused,
  }));
}

function tallyOnly({ inside, asked, refused }: Tally): Tally {
  return { inside, asked, refused };
}

/** The summary of the calls of a set. */
export function summarise(view: IndexView, bits: Bits, buckets: number): HistorySummary {
  const of = tallied(view, bits);
  const { columns } = view;
  return {
    ...overTime(columns, bits, of, buckets),
    agents: namesIn(view, 'agent', bits, of, NAMED).map(({ value, ...counts }) => ({ name: value, ...counts })),
    servers: namesIn(view, 'server', bits, of, NAMED).map((one) => ({ name: one.value, ...tallyOnly(one) })),
    tools: namesIn(view, 'tool', bits, of, NAMED).map((one) => ({
      server: serverOf(one.value) ?? '',
      tool: ownName(one.value),
      ...tallyOnly(one),
    })),
  };
}

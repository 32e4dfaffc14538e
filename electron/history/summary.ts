// Calls over time and by whom, for charts.

import type { HistorySummary } from '../../shared/contract/history.ts';
import { type Instant, instantOf } from '../../shared/contract/ids.ts';
import type { Bits } from './bits.ts';
import type { ColumnStore } from './column-store.ts';
import type { IndexView } from './history-index.ts';
import { HOUR_MS, ownName, serverOf } from './key-store.ts';
import { blocksOf, KeyTallies, tallied, TimeTallies, type Tallied, type Tally } from './tallies.ts';

const NAMED = 20;
/** Widths that people read easily, in ms; beyond them whole weeks. */
const WIDTHS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800].map(
  (seconds) => seconds * 1000,
);

export function instantAt(at: number): Instant {
  return instantOf(new Date(at));
}

/** The narrowest easy width in which so many columns cover the time. */
function widthFor(from: number, to: number, buckets: number): number {
  const needed = (width: number): number => Math.floor(to / width) - Math.floor(from / width) + 1;
  const easy = WIDTHS.find((width) => needed(width) <= buckets);
  if (easy !== undefined) return easy;
  const week = WIDTHS.at(-1) ?? 1;
  return Math.ceil((to - from + 1) / (Math.max(1, buckets - 1) * week)) * week;
}

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

type Named = Tally & { readonly value: string; readonly calls: number };

function allNamed(view: IndexView, tallies: KeyTallies): readonly Named[] {
  const all = tallies.all();
  const keys = view.keys.byIds(all.map(({ key }) => key));
  return all
    .map(({ key, calls, inside, asked, refused }) => ({
      value: keys.get(key)?.value ?? '',
      calls,
      inside,
      asked,
      refused,
    }))
    .sort((one, other) => other.calls - one.calls);
}

/** A tool belongs to one server: what is known of its tools is known of it. */
function byServer(tools: readonly Named[]): readonly Named[] {
  const found = new Map<string, Named>();
  for (const tool of tools) {
    const value = serverOf(tool.value) ?? '';
    const known = found.get(value) ?? { value, calls: 0, inside: 0, asked: 0, refused: 0 };
    found.set(value, {
      value,
      calls: known.calls + tool.calls,
      inside: known.inside + tool.inside,
      asked: known.asked + tool.asked,
      refused: known.refused + tool.refused,
    });
  }
  return [...found.values()].sort((one, other) => other.calls - one.calls);
}

/** The names of a kind that have calls of the set, those of the most calls first. */
export function namesIn(
  view: IndexView,
  column: 'agent' | 'server',
  bits: Bits,
  of: Tallied,
  most: number,
): readonly Named[] {
  const tallies = new KeyTallies(view.keys.lastId());
  for (const here of blocksOf(bits, of)) tallies.add(here, view.columns.keysIn(column, here.block));
  return allNamed(view, tallies).slice(0, most);
}

function tallyOnly({ inside, asked, refused }: Tally): Tally {
  return { inside, asked, refused };
}

/** The summary of the calls of a set. */
export function summarise(view: IndexView, bits: Bits, buckets: number): HistorySummary {
  const { columns, keys } = view;
  const of = tallied(view, bits);
  const [from, to] = ends(columns, bits, of);
  if (from > to)
    return { from: null, to: null, bucketMs: HOUR_MS, buckets: [], agents: [], servers: [], tools: [] };
  const width = widthFor(from, to, buckets);
  const first = Math.floor(from / width);
  const overTime = new TimeTallies(width, first, Math.floor(to / width) - first + 1);
  const agents = new KeyTallies(keys.lastId());
  const tools = new KeyTallies(keys.lastId());
  for (const here of blocksOf(bits, of)) {
    overTime.add(here, columns.timesIn(here.block));
    agents.add(here, columns.keysIn('agent', here.block));
    tools.add(here, columns.keysIn('tool', here.block));
  }
  const named = allNamed(view, tools);
  return {
    from: instantAt(from),
    to: instantAt(to),
    bucketMs: width,
    buckets: overTime.all().map(({ at, ...counts }) => ({ at: instantAt(at), ...counts })),
    agents: allNamed(view, agents)
      .slice(0, NAMED)
      .map(({ value, ...counts }) => ({ name: value, ...counts })),
    servers: byServer(named)
      .slice(0, NAMED)
      .map((one) => ({ name: one.value, ...tallyOnly(one) })),
    tools: named.slice(0, NAMED).map((one) => ({
      server: serverOf(one.value) ?? '',
      tool: ownName(one.value),
      ...tallyOnly(one),
    })),
  };
}

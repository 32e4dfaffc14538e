// What can be asked of the index. Filters that were asked for lately are kept, with the calls that they find.

import type {
  FilterKey,
  GroupsPage,
  GroupsQuery,
  HistoryFilter,
  HistoryPage,
  HistoryQuery,
  HistorySummary,
  HistoryValues,
  HistoryValuesQuery,
  ReachMap,
  ReachMapQuery,
  SummaryQuery,
} from '../../shared/contract/history.ts';
import type { FilterClock } from '../../shared/core/filter-time.ts';
import { FIXED_VALUES } from '../../shared/core/history-filter.ts';
import { filterThing } from '../../shared/core/reach-facets.ts';
import { countBits, dropAbove, newestBits, type Bits } from './bits.ts';
import { callRows } from './call-rows.ts';
import { FilterResult } from './filter-result.ts';
import { groupsOf } from './groups.ts';
import type { IndexView } from './history-index.ts';
import { rowOf } from './index-file.ts';
import { ownName } from './key-store.ts';
import { reachMapOf } from './reach-map.ts';
import { summarise } from './summary.ts';

/** A page isn't waited for longer, in ms: it comes with what was found until then, and says that there may be more. */
const PAGE_MS = 20;
const KEPT = 12;
const MOST_VALUES = 200;
/** Relative times move on once a minute: a filter that was just asked for needn't be worked out anew. */
const MINUTE_MS = 60_000;

export class HistoryQueries {
  readonly #view: () => IndexView;
  readonly #clock: () => FilterClock;
  readonly #kept = new Map<string, FilterResult>();
  #version = -1;

  /** `view`: the index as it is now. `clock`: when now is. */
  constructor(view: () => IndexView, clock: () => FilterClock) {
    this.#view = view;
    this.#clock = clock;
  }

  /** Lets go of what was asked for lately. */
  forget(): void {
    this.#kept.clear();
  }

  /** The calls that a filter finds; words may still have to be looked up. */
  result(filter: HistoryFilter): FilterResult {
    const view = this.#view();
    if (view.version() !== this.#version) this.#kept.clear();
    this.#version = view.version();
    const clock = this.#clock();
    const now = Math.floor(clock.now / MINUTE_MS) * MINUTE_MS;
    const name = JSON.stringify([now, filter]);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const made = new FilterResult(view, filter, { ...clock, now });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, made);
    return made;
  }

  /** A page at once: with what was found so far when there is much to look through. `whole`: with everything, however long it takes. */
  page(query: HistoryQuery, whole = false): HistoryPage {
    const until = performance.now() + (whole ? Infinity : PAGE_MS);
    const result = this.result(query.filter);
    const last = this.#lastUpTo(query.upTo);
    const wanted = query.offset + query.limit;
    do {
      result.step();
    } while (
      !result.isDone &&
      (whole || this.#countUpTo(result, last) < wanted) &&
      performance.now() < until
    );
    const bits = this.#upTo(result, last);
    const { seq: head, behind } = this.#view().head();
    return {
      rows: callRows(this.#view(), newestBits(bits, query.offset, query.limit, result.sureFrom)),
      total: countBits(bits, result.sureFrom),
      isTotalExact: result.isDone,
      head,
      behind,
    };
  }

  #countUpTo(result: FilterResult, last: number | null): number {
    return last === null ? result.count() : countBits(this.#upTo(result, last), result.sureFrom);
  }

  /** The number of the newest call up to an entry; null when that is every call. */
  #lastUpTo(upTo: number | null): number | null {
    const view = this.#view();
    if (upTo === null || upTo >= view.head().seq) return null;
    const row = rowOf(view.database.prepare('SELECT max(id) AS id FROM calls WHERE seq <= ?'), upTo);
    return Number(row?.['id'] ?? 0);
  }

  #upTo(result: FilterResult, last: number | null): Bits {
    if (last === null) return result.bits;
    const bits = result.bits.slice();
    dropAbove(bits, last);
    return bits;
  }

  /** `found`: the calls that the filter finds, looked up to the end. */
  summary(query: SummaryQuery, found = this.result(query.filter).finish()): HistorySummary {
    return summarise(this.#view(), found.bits, query.buckets);
  }

  groups(query: GroupsQuery, found = this.result(query.filter).finish()): GroupsPage {
    return groupsOf(this.#view(), found.bits, query);
  }

  reachMap(query: ReachMapQuery, found = this.result(query.filter).finish()): ReachMap {
    return reachMapOf(this.#view(), found.bits, query);
  }

  values({ key, prefix }: HistoryValuesQuery): HistoryValues {
    const fixed = FIXED_VALUES.get(key);
    if (fixed !== undefined) return { values: fixed.filter((value) => value.startsWith(prefix)) };
    return { values: key === 'text' || key === 'since' || key === 'before' ? [] : this.#names(key, prefix) };
  }

  #names(key: Exclude<FilterKey, 'text' | 'since' | 'before'>, prefix: string): readonly string[] {
    const view = this.#view();
    const begin = key === 'path' ? filterThing('path', prefix, view.home) : prefix.toLowerCase();
    const names = view.keys.mostUsed(key, begin, MOST_VALUES).map(({ value }) => ownName(value));
    return [...new Set(names)].filter((name) => name !== '');
  }
}

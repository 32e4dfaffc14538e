// The calls that a filter finds, as a set. Everything but words is cut from sets that the index holds; words are looked up from the newest
// calls on, a table at a time, so that the first page is there before the last call has been looked at.

import type { FilterKey, FilterTerm, HistoryFilter, ReachFacet } from '../../shared/contract/history.ts';
import { filterInstant, type FilterClock } from '../../shared/core/filter-time.ts';
import { filterThing } from '../../shared/core/reach-facets.ts';
import { addBits, addPart, countBits, emptyBits, keepBits, lastBit, setBit, type Bits } from './bits.ts';
import { rowsOf } from './index-file.ts';
import type { IndexView } from './history-index.ts';
import { hourValue } from './key-store.ts';
import { hasWords, PARTITION, partitionOf } from './text-store.ts';

type Word = { readonly text: string; readonly negated: boolean };

/** What is looked up in the sets: words are looked up apart. */
type SetKey = Exclude<FilterKey, 'text'>;
const FACETS: Readonly<Record<ReachFacet, ReachFacet>> = {
  path: 'path',
  site: 'site',
  to: 'to',
  spend: 'spend',
  run: 'run',
  database: 'database',
  value: 'value',
};

function isFacet(key: SetKey): key is ReachFacet {
  return key in FACETS;
}

export class FilterResult {
  readonly bits: Bits;
  readonly #view: IndexView;
  readonly #words: readonly Word[];
  /** The oldest table of words that has been looked at; the newest of all + 1 at first. */
  #partition: number;

  /** Words are taken up by `step`. `clock` says when now is. */
  constructor(view: IndexView, filter: HistoryFilter, clock: FilterClock) {
    this.#view = view;
    this.bits = matching(view, filter, clock);
    this.#words = filter
      .filter((term) => term.key === 'text' && hasWords(term.value))
      .map(({ value, negated }) => ({ text: value, negated }));
    const last = lastBit(this.bits);
    this.#partition = last === null || this.#words.length === 0 ? 0 : partitionOf(last) + 1;
  }

  get isDone(): boolean {
    return this.#partition === 0;
  }

  /** Calls from this number on are sure; older ones may still drop out. */
  get sureFrom(): number {
    return this.#partition * PARTITION;
  }

  /** How many are sure to be found. */
  count(): number {
    return countBits(this.bits, this.sureFrom);
  }

  /** Looks at the next older table of words. */
  step(): void {
    if (this.isDone) return;
    this.#partition -= 1;
    const from = (this.#partition * PARTITION) / 32;
    const to = Math.min(this.bits.length, from + PARTITION / 32);
    const here = this.bits.subarray(from, to);
    for (const { text, negated } of this.#words) {
      if (lastBit(here) === null) break;
      keepBits(here, this.#view.text.search(text, this.#partition), negated);
    }
  }

  /** Looks at all the rest. */
  finish(): this {
    while (!this.isDone) this.step();
    return this;
  }
}

/** The calls that all terms but words allow. */
function matching(view: IndexView, filter: HistoryFilter, clock: FilterClock): Bits {
  const bits = allCalls(view);
  const wanted = new Map<SetKey, FilterTerm[]>();
  for (const term of filter) {
    if (term.key === 'text') continue;
    if (term.negated) keepBits(bits, termBits(view, term.key, term.value, bits, clock), true);
    else wanted.set(term.key, [...(wanted.get(term.key) ?? []), term]);
  }
  for (const [key, terms] of wanted) {
    const any = emptyLike(bits);
    for (const { value } of terms) addBits(any, termBits(view, key, value, bits, clock));
    keepBits(bits, any);
  }
  return bits;
}

function emptyLike(bits: Bits): Bits {
  return new Uint32Array(bits.length);
}

function allCalls(view: IndexView): Bits {
  const last = rowsOf(view.database.prepare('SELECT max(id) AS id FROM calls'))[0]?.['id'];
  const bits = emptyBits(Number(last ?? 0));
  const key = view.keys.key('all', '');
  if (key !== null) view.parts.addTo(bits, key.id);
  return bits;
}

/** The calls that one term finds, negated or not. */
function termBits(view: IndexView, key: SetKey, value: string, like: Bits, clock: FilterClock): Bits {
  const bits = emptyLike(like);
  if (key === 'since' || key === 'before') {
    addTimes(view, bits, key, filterInstant(value, clock));
    return bits;
  }
  addNamed(view, bits, key, value);
  return bits;
}

/** Adds the calls of everything that a value names; `*` in it stands for any run of characters. */
function addNamed(
  view: IndexView,
  bits: Bits,
  key: Exclude<SetKey, 'since' | 'before'>,
  value: string,
): void {
  const name = isFacet(key) ? filterThing(key, value, view.home) : value;
  const fold = key === 'path' ? name : name.toLowerCase();
  const star = fold.indexOf('*');
  if (star !== -1) {
    view.parts.addAlike(bits, key, fold.slice(0, star), globOf(fold));
    return;
  }
  for (const { id } of view.keys.alike(key, fold)) view.parts.addTo(bits, id);
  // The home folder lies beneath the root, though the history shows it apart.
  if (key === 'path' && fold === '/') addNamed(view, bits, 'path', '~');
}

/** In GLOB `?` and `[` are signs, too; in a filter they stand for themselves. */
function globOf(text: string): string {
  return text.replace(/[?[]/g, '[$&]');
}

/** Calls from an instant on, or before it: whole hours by their sets, the hour that it lies in call by call. */
function addTimes(view: IndexView, bits: Bits, key: 'since' | 'before', instant: number | null): void {
  if (instant === null) return;
  const hour = hourValue(instant);
  const [from, to] = key === 'since' ? [hour, ':'] : ['', `${hour}~`];
  const border = emptyLike(bits);
  let isBorder = false;
  for (const { fold, chunk, part } of view.parts.ofKeys('hour', from, to)) {
    if (fold === hour) isBorder = true;
    addPart(fold === hour ? border : bits, chunk, part);
  }
  if (isBorder) addBorder(view, bits, border, key, instant);
}

function addBorder(
  view: IndexView,
  bits: Bits,
  border: Bits,
  key: 'since' | 'before',
  instant: number,
): void {
  const first = view.database.prepare(
    `SELECT id FROM calls WHERE id >= ? AND id <= ? AND at ${key === 'since' ? '>=' : '<'} ?`,
  );
  const within = emptyLike(bits);
  const ids = [...spans(border)];
  for (const [low, high] of ids)
    for (const row of rowsOf(first, low, high, instant)) setBit(within, Number(row['id']));
  keepBits(within, border);
  addBits(bits, within);
}

/** The set as spans of 1,024 call numbers that hold any of it, neighbours together. */
function* spans(bits: Bits): Generator<readonly [number, number]> {
  let low: number | null = null;
  for (let at = 0; at <= bits.length; at += 32) {
    const isIn = bits.subarray(at, at + 32).some((word) => word !== 0);
    if (isIn) low ??= at * 32;
    else if (low !== null) {
      yield [low, at * 32 - 1];
      low = null;
    }
  }
}

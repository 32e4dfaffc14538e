// Main as the window sees it, over made-up calls: every reply is what the schema says.

import type {
  CallRow,
  GroupsQuery,
  HistoryFilter,
  HistoryGroup,
  HistoryPage,
  HistoryQuery,
  HistorySummary,
  HistoryValues,
  SummaryQuery,
} from '../../../shared/contract/history.ts';
import { instantSchema } from '../../../shared/contract/ids.ts';
import { invokeChannels, type AppBridge, type Envelope } from '../../../shared/contract/ipc.ts';
import type { RetentionChoice, Setting } from '../../../shared/contract/record-setting.ts';
import type { SavedFilter, SavedFilters } from '../../../shared/contract/saved-filter.ts';
import type { Snapshot } from '../../../shared/contract/snapshot.ts';
import { filterText } from '../../../shared/core/history-filter.ts';
import { MadeAgents } from './made-agents.ts';
import { MadeBroker } from './made-broker.ts';
import { isFound, madeRow, withLongNames } from './made-calls.ts';
import { madeDetail } from './made-detail.ts';
import { MadeGrants } from './made-grants.ts';
import { madeMap } from './made-map.ts';

export type FakeOptions = {
  readonly calls: number;
  readonly behind: number;
  /** What History's channels answer instead, as text. */
  readonly problem: string | null;
  /** How many grants there are. */
  readonly grants: number;
  /** Replies come after so many ms. */
  readonly slow: number;
  /** How the record is: the kind of its health. */
  readonly record: string;
  /** Why no calls come over HTTP, as text. */
  readonly endpoint: string | null;
  /** Whether the agents that call have long and foreign names. */
  readonly hasLongNames: boolean;
  /** Which agents there are, see `MadeAgents`. */
  readonly agents: string;
};

/** A window's other side. `add` makes so many new calls happen. */
export class FakeMain {
  readonly #options: FakeOptions;
  readonly #found = new Map<string, readonly number[]>();
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  readonly #grants: MadeGrants;
  readonly #broker: MadeBroker;
  readonly #agents: MadeAgents;
  #count: number;
  #saved: readonly SavedFilter[] = [{ name: 'Refused this week', text: 'verdict:refused since:2026-03-24' }];

  constructor(options: FakeOptions) {
    this.#options = options;
    this.#count = options.calls;
    this.#grants = new MadeGrants(options.grants, (count) => this.#rows([], 0, count));
    this.#broker = new MadeBroker(options.record, options.endpoint);
    this.#agents = new MadeAgents(options.agents);
  }

  readonly bridge: AppBridge = {
    invoke: async (channel, payload) => {
      const made = await this.#answer(channel, payload);
      if (!made.ok) return made;
      const { reply } = invokeChannels[channel];
      // The schema of this very channel parses it.
      return { ok: true, value: reply.parse(made.value) as never };
    },
    onSnapshot: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
    onShow: () => () => undefined,
  };

  add(calls: number): void {
    this.#count += calls;
    this.#found.clear();
    this.#changed();
  }

  #snapshot(): Snapshot {
    const broker = { ...this.#broker.snapshot(this.#count), agents: this.#agents.news() };
    return { guard: { kind: 'up', broker }, tryIt: { kind: 'idle' } };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener(this.#snapshot());
  }

  async #answer(channel: string, payload: unknown): Promise<Envelope<unknown>> {
    const { problem, slow } = this.#options;
    if (slow > 0) await new Promise((done) => setTimeout(done, slow));
    if (problem !== null && channel !== 'app:snapshot') return { ok: false, problem };
    const value = this.#value(channel, payload);
    return value === undefined ? { ok: false, problem: `${channel} is not built yet` } : { ok: true, value };
  }

  #value(channel: string, payload: unknown): unknown {
    const input = channels[channel as keyof typeof channels]?.safeParse(payload).data as never;
    switch (channel) {
      case 'app:snapshot':
        return this.#snapshot();
      case 'app:history':
        return this.#page(input);
      case 'app:summary':
        return this.#summary(input);
      case 'app:groups':
        return this.#groups(input);
      case 'app:reach-map':
        return madeMap(input);
      case 'app:history-values':
        return this.#values(input);
      case 'app:saved-filters':
        return this.#filters(input);
      case 'app:export':
        return { path: '/home/u/calls.csv', problem: null };
      case 'app:set-setting':
        return this.#set(input);
      case 'app:retention-preview':
        return this.#preview(input);
      case 'app:begin-record':
        return this.#begin();
      case 'app:detail':
        return this.#detail(input);
      case 'app:authority':
        return this.#grants.rows();
      case 'app:grant-detail':
        return this.#grants.detail((input as { readonly grant: string }).grant);
      case 'app:try-change':
        return this.#grants.tried(input);
      case 'app:apply-change':
        return this.#grants.apply(input);
      case 'app:propose-extension':
        return this.#grants.propose(input);
      case 'app:suggestions':
        return this.#grants.suggestions();
      default:
        return this.#agents.answer(channel, input);
    }
  }

  #detail({ call }: { readonly call: string }): unknown {
    return madeDetail(Number(call.slice('call-'.length)), this.#options.calls);
  }

  #set(setting: Setting): unknown {
    this.#broker.set(setting);
    this.#changed();
    return { problem: null };
  }

  #preview({ days, megabytes }: RetentionChoice): unknown {
    const isNone = days === null && megabytes === null;
    if (isNone) return { entries: 0, calls: 0, bytes: 0, from: null, upTo: null, isExact: true };
    const count = this.#count;
    const [from, upTo] = [madeRow(0, count).at, madeRow(count - 1, count).at].sort();
    return { entries: count * 2, calls: count, bytes: count * 1900, from, upTo, isExact: megabytes === null };
  }

  #begin(): unknown {
    this.#broker.heal();
    this.#changed();
    return { aside: '/home/u/.local/share/remit/record-2026-03-31-0f0f0f0f', problem: null };
  }

  #filters({ set }: { readonly set: readonly SavedFilter[] | null }): SavedFilters {
    if (set !== null) this.#saved = set;
    return { filters: this.#saved, problem: null };
  }

  #values({ key }: { readonly key: string }): HistoryValues {
    const values = this.#rows([], 0, 500).flatMap((row) => {
      const value: unknown = Reflect.get(row, key);
      return typeof value === 'string' ? [value] : [];
    });
    return { values: [...new Set(values)].sort() };
  }

  #row(n: number): CallRow {
    const row = madeRow(n, this.#options.calls);
    return this.#options.hasLongNames ? withLongNames(row, n) : row;
  }

  /** The numbers of the calls that a filter finds, oldest first; null for all of them. */
  #numbers(filter: HistoryFilter): readonly number[] | null {
    if (filter.length === 0) return null;
    const key = filterText(filter);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const numbers: number[] = [];
    for (let n = 0; n < this.#count; n += 1) if (isFound(this.#row(n), filter)) numbers.push(n);
    this.#found.set(key, numbers);
    return numbers;
  }

  #rows(filter: HistoryFilter, offset: number, limit: number, below = Infinity): readonly CallRow[] {
    const numbers = this.#numbers(filter);
    const total = numbers === null ? Math.min(this.#count, below) : numbers.filter((n) => n < below).length;
    const rows: CallRow[] = [];
    for (let at = total - 1 - offset; at >= 0 && rows.length < limit; at -= 1) {
      const n = numbers === null ? at : numbers[at];
      if (n !== undefined) rows.push(this.#row(n));
    }
    return rows;
  }

  #page({ filter, upTo, offset, limit }: HistoryQuery): HistoryPage {
    const below = upTo === null ? this.#count : Math.ceil(upTo / 3);
    const numbers = this.#numbers(filter);
    const total = numbers === null ? Math.min(this.#count, below) : numbers.filter((n) => n < below).length;
    const rows = this.#rows(filter, offset, limit, below);
    return { rows, total, isTotalExact: true, head: this.#count * 3, behind: this.#options.behind };
  }

  /** Of a long history every so-many-th call, for all. */
  #summary({ filter, buckets }: SummaryQuery): HistorySummary {
    const numbers = this.#numbers(filter);
    const total = numbers?.length ?? this.#count;
    const step = Math.max(1, Math.floor(total / 20_000));
    const rows: CallRow[] = [];
    for (let at = 0; at < total; at += step) rows.push(this.#row(numbers?.[at] ?? at));
    const from = rows[0]?.at ?? null;
    const to = rows.at(-1)?.at ?? null;
    if (from === null || to === null)
      return { from, to, bucketMs: 1, buckets: [], agents: [], servers: [], tools: [] };
    const bucketMs = Math.max(60_000, Math.ceil((Date.parse(to) + 1 - Date.parse(from)) / buckets));
    const column = (row: CallRow): string => {
      const index = Math.floor((Date.parse(row.at) - Date.parse(from)) / bucketMs);
      return new Date(Date.parse(from) + index * bucketMs).toISOString();
    };
    const counted = (name: (row: CallRow) => string) => tallies(rows, step, name);
    return {
      from,
      to,
      bucketMs,
      buckets: counted(column)
        .map(({ name, ...tally }) => ({ at: instantSchema.parse(name), ...tally }))
        .sort((a, b) => a.at.localeCompare(b.at)),
      agents: counted((row) => row.agent),
      servers: counted((row) => row.server),
      tools: [],
    };
  }

  #groups({ filter, by, offset, limit }: GroupsQuery): { groups: readonly HistoryGroup[]; total: number } {
    const groups = new Map<string | null, CallRow[]>();
    for (const row of this.#rows(filter, 0, 20_000)) {
      const there = groups.get(row[by]);
      if (there === undefined) groups.set(row[by], [row]);
      else there.push(row);
    }
    const all = [...groups].map(([id, rows]) => groupOf(id, rows));
    return { groups: all.slice(offset, offset + limit), total: all.length };
  }
}

const channels = Object.fromEntries(
  Object.entries(invokeChannels).map(([name, { payload }]) => [name, payload]),
);

type Tally = { inside: number; asked: number; refused: number };

function tallies(
  rows: readonly CallRow[],
  step: number,
  nameOf: (row: CallRow) => string,
): readonly ({ name: string } & Tally)[] {
  const found = new Map<string, Tally>();
  for (const row of rows) {
    const tally = found.get(nameOf(row)) ?? { inside: 0, asked: 0, refused: 0 };
    if (row.standing === 'inside') tally.inside += step;
    if (row.by === 'you' || row.standing === 'waiting') tally.asked += step;
    if (row.standing === 'refused') tally.refused += step;
    found.set(nameOf(row), tally);
  }
  const weight = ({ inside, asked, refused }: Tally): number => inside + asked + refused;
  return [...found].map(([name, tally]) => ({ name, ...tally })).sort((a, b) => weight(b) - weight(a));
}

function groupOf(id: string | null, rows: readonly CallRow[]): HistoryGroup {
  const [tally] = tallies(rows, 1, () => '');
  return {
    id,
    agents: [...new Set(rows.map(({ agent }) => agent))],
    servers: [...new Set(rows.map(({ server }) => server))],
    first: instantSchema.parse(rows.at(-1)?.at),
    last: instantSchema.parse(rows[0]?.at),
    calls: rows.length,
    inside: tally?.inside ?? 0,
    asked: tally?.asked ?? 0,
    refused: tally?.refused ?? 0,
  };
}

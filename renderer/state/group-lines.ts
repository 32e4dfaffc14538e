import type { HistoryFilter, HistoryGroup } from '../../shared/contract/history.ts';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import { CallPages, PAGE } from './call-pages.ts';
import { Changes, type GroupBy, type Line, type Lines, type Progress } from './lines.ts';

const never = (): boolean => false;

type Open = { readonly group: number; readonly calls: CallPages };

/** Sessions or tasks as lines; an open one has its calls beneath it. */
export class GroupLines implements Lines {
  readonly #bridge: AppBridge;
  readonly #filter: HistoryFilter;
  readonly #by: GroupBy;
  readonly #isIdle: () => boolean;
  readonly #changes = new Changes();
  /** Counts the calls, and those that have come since. */
  readonly #all: CallPages;
  readonly #pages = new Map<number, readonly HistoryGroup[]>();
  readonly #reading = new Set<number>();
  #open: readonly Open[] = [];
  #total: number | null = null;
  #problem: string | null = null;
  #ended = false;

  readonly subscribe = this.#changes.subscribe;
  readonly version = this.#changes.version;

  constructor(bridge: AppBridge, filter: HistoryFilter, by: GroupBy, isIdle: () => boolean) {
    this.#bridge = bridge;
    this.#filter = filter;
    this.#by = by;
    this.#isIdle = isIdle;
    this.#all = new CallPages(bridge, filter, never);
    this.#all.subscribe(() => this.#changes.tell());
    void this.#read(0);
  }

  progress(): Progress {
    if (this.#problem !== null) return { kind: 'failed', problem: this.#problem };
    return this.#total === null ? { kind: 'loading' } : this.#all.progress();
  }

  count(): number {
    return this.#open.reduce((sum, { calls }) => sum + calls.count(), this.#total ?? 0);
  }

  at(index: number): Line {
    const found = this.#find(index);
    if (found.kind === 'call') {
      const line = found.open.calls.at(found.within);
      return line.kind === 'group' ? line : { ...line, depth: 1 };
    }
    const group = this.#group(found.group);
    if (group === undefined) return { kind: 'pending', depth: 0 };
    return { kind: 'group', group, open: this.#open.some((one) => one.group === found.group) };
  }

  want(first: number, last: number): void {
    for (let index = first; index <= last; index += 1) {
      const found = this.#find(index);
      if (found.kind === 'group' && this.#group(found.group) === undefined)
        void this.#read(Math.floor(found.group / PAGE));
    }
    for (const one of this.#open) {
      const start = this.#startOf(one) + 1;
      const to = Math.min(last - start, one.calls.count() - 1);
      if (to >= 0 && first - start < one.calls.count()) one.calls.want(Math.max(0, first - start), to);
    }
  }

  grown(): void {
    for (const { calls } of this.#open) calls.grown();
    if (this.#isIdle() && this.#open.length === 0) void this.takeFresh();
    else this.#all.grown();
  }

  async takeFresh(): Promise<void> {
    for (const { calls } of this.#open) calls.end();
    this.#open = [];
    await this.#all.takeFresh();
    this.#pages.clear();
    await this.#read(0);
  }

  toggle(index: number): void {
    const found = this.#find(index);
    if (found.kind !== 'group') return;
    const there = this.#open.find((one) => one.group === found.group);
    if (there !== undefined) {
      there.calls.end();
      this.#open = this.#open.filter((one) => one !== there);
      this.#changes.tell();
      return;
    }
    const group = this.#group(found.group);
    if (group === undefined) return;
    const calls = new CallPages(this.#bridge, [...this.#filter, memberTerm(this.#by, group.id)], never);
    calls.subscribe(() => this.#changes.tell());
    this.#open = [...this.#open, { group: found.group, calls }].sort((a, b) => a.group - b.group);
    this.#changes.tell();
  }

  end(): void {
    this.#ended = true;
    this.#all.end();
    for (const { calls } of this.#open) calls.end();
  }

  #group(index: number): HistoryGroup | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** The line at which an open group stands. */
  #startOf(one: Open): number {
    const before = this.#open.filter(({ group }) => group < one.group);
    return before.reduce((sum, { calls }) => sum + calls.count(), one.group);
  }

  #find(index: number): { kind: 'group'; group: number } | { kind: 'call'; open: Open; within: number } {
    let beneath = 0;
    for (const open of this.#open) {
      const start = open.group + beneath;
      const within = index - start - 1;
      if (within < 0) break;
      if (within < open.calls.count()) return { kind: 'call', open, within };
      beneath += open.calls.count();
    }
    return { kind: 'group', group: index - beneath };
  }

  async #read(page: number): Promise<void> {
    if (this.#reading.has(page)) return;
    this.#reading.add(page);
    const query = { filter: this.#filter, by: this.#by, offset: page * PAGE, limit: PAGE };
    const reply = await this.#bridge.invoke('app:groups', query);
    this.#reading.delete(page);
    if (this.#ended) return;
    if (reply.ok) {
      this.#pages.set(page, reply.value.groups);
      this.#total = reply.value.total;
    }
    this.#problem = reply.ok ? null : reply.problem;
    this.#changes.tell();
  }
}

/** What finds the calls of a group. Those outside every task are the ones that no task's name fits. */
function memberTerm(by: GroupBy, id: string | null): HistoryFilter[number] {
  return id === null ? { key: by, value: '*', negated: true } : { key: by, value: id, negated: false };
}

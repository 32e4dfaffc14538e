import type { CallRow, HistoryFilter, HistoryPage } from '../../shared/contract/history.ts';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import { Changes, type Line, type Lines, type Progress } from './lines.ts';

/** Calls in a page, and pages that are kept around what is in sight. */
export const PAGE = 200;
const KEPT = 10;
/** While the index catches up or counts. */
const AGAIN_MS = 500;

/**
 * The calls that one filter finds, newest first. All pages are of the record as it was at the first one: what comes later is counted as
 * fresh and doesn't move the others, until it is taken in.
 */
export class CallPages implements Lines {
  readonly #bridge: AppBridge;
  readonly #filter: HistoryFilter;
  readonly #isIdle: () => boolean;
  readonly #changes = new Changes();
  readonly #pages = new Map<number, readonly CallRow[]>();
  readonly #reading = new Set<number>();
  #progress: Progress = { kind: 'loading' };
  #upTo: number | null = null;
  #inSight: readonly [number, number] = [0, 0];
  #looking = false;
  #lookAgain = false;
  #timer = 0;
  #ended = false;

  readonly subscribe = this.#changes.subscribe;
  readonly version = this.#changes.version;

  /** `isIdle` says whether nothing is being read in the list, so that it may move. */
  constructor(bridge: AppBridge, filter: HistoryFilter, isIdle: () => boolean) {
    this.#bridge = bridge;
    this.#filter = filter;
    this.#isIdle = isIdle;
    void this.takeFresh();
  }

  progress(): Progress {
    return this.#progress;
  }

  count(): number {
    return this.#progress.kind === 'there' ? this.#progress.calls : 0;
  }

  at(index: number): Line {
    const row = this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
    return row === undefined ? { kind: 'pending', depth: 0 } : { kind: 'call', row, depth: 0 };
  }

  want(first: number, last: number): void {
    this.#inSight = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
    const [from, to] = this.#inSight;
    for (let page = from; page <= to; page += 1) if (!this.#pages.has(page)) void this.#read(page);
    for (const page of this.#pages.keys())
      if (page < from - KEPT || page > to + KEPT) this.#pages.delete(page);
  }

  grown(): void {
    if (this.#ended || this.#progress.kind === 'loading') return;
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = true;
    void (this.#isIdle() ? this.takeFresh() : this.#look()).then(() => {
      this.#looking = false;
      const again = this.#lookAgain;
      this.#lookAgain = false;
      if (again) this.grown();
    });
  }

  async takeFresh(): Promise<void> {
    const reply = await this.#ask(0, PAGE, null);
    if (this.#ended) return;
    if (typeof reply === 'string') {
      this.#fail(reply);
      return;
    }
    this.#upTo = reply.head;
    this.#pages.clear();
    this.#pages.set(0, reply.rows);
    this.#take(reply, 0);
    this.want(this.#inSight[0] * PAGE, this.#inSight[1] * PAGE);
  }

  toggle(): void {
    // A call has nothing beneath it.
  }

  end(): void {
    this.#ended = true;
    window.clearTimeout(this.#timer);
  }

  /** Counts what is new, and reads what is in sight anew: a call that ran may have ended. */
  async #look(): Promise<void> {
    const newest = await this.#ask(0, 1, null);
    if (this.#ended || typeof newest === 'string' || this.#progress.kind !== 'there') return;
    const isExact = newest.isTotalExact && this.#progress.isExact;
    const fresh = isExact ? Math.max(0, newest.total - this.#progress.calls) : this.#progress.fresh;
    this.#progress = { ...this.#progress, fresh, behind: newest.behind };
    this.#changes.tell();
    this.#wait();
    const [from, to] = this.#inSight;
    for (let page = from; page <= to; page += 1) await this.#read(page);
  }

  async #read(page: number): Promise<void> {
    if (this.#reading.has(page) || this.#upTo === null) return;
    this.#reading.add(page);
    const reply = await this.#ask(page * PAGE, PAGE, this.#upTo);
    this.#reading.delete(page);
    if (this.#ended) return;
    if (typeof reply === 'string') {
      this.#fail(reply);
      return;
    }
    this.#pages.set(page, reply.rows);
    this.#take(reply, this.#progress.kind === 'there' ? this.#progress.fresh : 0);
  }

  #take(page: HistoryPage, fresh: number): void {
    const { total, isTotalExact, behind } = page;
    this.#progress = { kind: 'there', calls: total, isExact: isTotalExact, behind, fresh };
    this.#changes.tell();
    this.#wait();
  }

  #wait(): void {
    window.clearTimeout(this.#timer);
    const { behind, isExact } =
      this.#progress.kind === 'there' ? this.#progress : { behind: 0, isExact: true };
    if (behind > 0) this.#timer = window.setTimeout(() => this.grown(), AGAIN_MS);
    else if (!isExact) this.#timer = window.setTimeout(() => void this.#read(this.#inSight[0]), AGAIN_MS);
  }

  #fail(problem: string): void {
    this.#progress = { kind: 'failed', problem };
    this.#changes.tell();
  }

  /** A page, or why there is none. */
  async #ask(offset: number, limit: number, upTo: number | null): Promise<HistoryPage | string> {
    const reply = await this.#bridge.invoke('app:history', { filter: this.#filter, upTo, offset, limit });
    return reply.ok ? reply.value : reply.problem;
  }
}

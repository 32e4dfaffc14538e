import type { HistoryFilter, HistorySummary } from '../../shared/contract/history.ts';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import { Changes } from './lines.ts';

/** Columns of the chart of time. */
const COLUMNS = 120;
/** A summary reads all that a filter finds: while calls stream in it is asked for no more often than this. */
const REST_MS = 2000;

export type SummaryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'there'; readonly summary: HistorySummary };

/** The summary of what one filter finds, kept up to date. */
export class Summaries {
  readonly #bridge: AppBridge;
  readonly #filter: HistoryFilter;
  readonly #changes = new Changes();
  #state: SummaryState = { kind: 'loading' };
  #resting = false;
  #stale = false;
  #ended = false;

  readonly subscribe = this.#changes.subscribe;

  constructor(bridge: AppBridge, filter: HistoryFilter) {
    this.#bridge = bridge;
    this.#filter = filter;
    void this.#read();
  }

  readonly state = (): SummaryState => this.#state;

  grown(): void {
    if (this.#resting) this.#stale = true;
    else void this.#read();
  }

  end(): void {
    this.#ended = true;
  }

  async #read(): Promise<void> {
    this.#resting = true;
    this.#stale = false;
    const reply = await this.#bridge.invoke('app:summary', { filter: this.#filter, buckets: COLUMNS });
    if (this.#ended) return;
    this.#state = reply.ok
      ? { kind: 'there', summary: reply.value }
      : { kind: 'failed', problem: reply.problem };
    this.#changes.tell();
    window.setTimeout(() => {
      this.#resting = false;
      if (this.#stale && !this.#ended) void this.#read();
    }, REST_MS);
  }
}

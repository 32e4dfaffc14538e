import type { TelemetryView } from '../../shared/contract/snapshot.ts';
import { telemetryEndpoint } from '../../electron/authority/telemetry-endpoint.ts';
import { EntrySource } from '../../electron/telemetry/entry-source.ts';
import { PositionFile } from '../../electron/telemetry/position-file.ts';
import { Sender } from '../../electron/telemetry/sender.ts';
import { HOME, type HistorySetup } from './history-setup.ts';

export const RECORD = 'c'.repeat(32);
/** Shorter waits are for gathering entries. */
const GATHERING_MS = 1000;

/** A real sender on a real record whose waits after failures the test ends. */
export class Sending {
  readonly views: TelemetryView[] = [];
  /** The waits after failures, in ms. */
  readonly waits: number[] = [];
  readonly sender: Sender;
  readonly #running: Promise<void>;
  #again: (() => void) | null = null;
  #heard: (() => void) | null = null;

  constructor(setup: HistorySetup, address: string, record = RECORD) {
    const endpoint = telemetryEndpoint(address);
    if (!endpoint.ok) throw new Error(endpoint.error);
    this.sender = new Sender({
      source: new EntrySource({ dir: setup.folder, record, home: HOME }),
      position: new PositionFile(setup.folder, record),
      endpoint: endpoint.value,
      origin: { record, version: '1.2.3' },
      tell: (view) => {
        this.views.push(view);
        this.#heard?.();
      },
      wait: (ms, signal) => this.#wait(ms, signal),
    });
    this.sender.note(setup.entries.at(-1)?.seq ?? 0);
    this.#running = this.sender.run();
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (ms === GATHERING_MS && this.views.at(-1)?.kind !== 'failing')) return;
    this.waits.push(ms);
    await new Promise<void>((resolve) => {
      this.#again = resolve;
      signal.addEventListener('abort', () => resolve());
      this.#heard?.();
    });
    this.#again = null;
  }

  /** Resolves with what it waits for. */
  async failing(): Promise<TelemetryView | undefined> {
    while (this.#again === null)
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
    return this.views.at(-1);
  }

  /** The time that it waits for has come. */
  async again(): Promise<void> {
    await this.failing();
    this.#again?.();
  }

  async stop(): Promise<void> {
    this.sender.stop(60_000);
    await this.#running;
  }
}

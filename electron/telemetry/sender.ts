// Sends the record, entry by entry in its order, each at least once: a batch counts as sent when the collector has taken it, and only
// then is the next one read.

import type { TelemetryView } from '../../shared/contract/snapshot.ts';
import type { Endpoint } from '../authority/telemetry-endpoint.ts';
import { START, type Batch, type EntrySource } from './entry-source.ts';
import { logsRequest, type Origin } from './otlp-logs.ts';
import type { Place, PositionFile } from './position-file.ts';
import { postLogs } from './post-logs.ts';
import { readAnswer, readFailure, type Outcome } from './read-answer.ts';

/** Entries of one request. */
const MOST = 500;
/** Entries that come within this time, in ms, go together. */
const GATHER_MS = 1000;
/** The first wait after a failure, in ms, doubled with each further one, and the longest. */
const AGAIN_MS = [1000, 60_000] as const;
/** The wait after an answer that won't change by itself, in ms. OTLP would have the entries dropped; a record without them is none. */
const HELD_MS = 300_000;

export type SenderPorts = {
  readonly source: EntrySource;
  readonly position: PositionFile;
  readonly endpoint: Endpoint;
  readonly origin: Origin;
  readonly tell: (view: TelemetryView) => void;
  /** Resolves after so many ms, or at once when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class Sender {
  readonly #ports: SenderPorts;
  readonly #stopped = new AbortController();
  readonly #ended = new AbortController();
  #sent: Place;
  #upTo = 0;
  #most = MOST;
  #failures = 0;
  /** Entries that the collector has not kept in this run, and why, in its words. */
  #refused = 0;
  #why = '';
  #warning: string | null = null;
  #told: TelemetryView | null = null;
  #wake: (() => void) | null = null;

  constructor(ports: SenderPorts) {
    this.#ports = ports;
    this.#sent = ports.position.read() ?? START;
  }

  /** The record is durable up to there. */
  note(seq: number): void {
    this.#upTo = Math.max(this.#upTo, seq);
    this.#wake?.();
  }

  /** Sends what is left, unless sending fails just now, and no longer than `ms`: then `run` resolves. */
  stop(ms: number): void {
    setTimeout(() => this.#ended.abort(), ms).unref();
    this.#stopped.abort();
    this.#wake?.();
  }

  /** Sends until it is stopped. */
  async run(): Promise<void> {
    for (let goesOn = true; goesOn && !this.#ended.signal.aborted;) {
      const next = this.#next();
      if (next === null) {
        if (this.#stopped.signal.aborted) return;
        await this.#news();
      } else goesOn = await ('records' in next ? this.#take(next) : this.#failed(next));
    }
  }

  /** The next batch; null when everything is sent; or why it can't be read. */
  #next(): Batch | Extract<Outcome, { kind: 'later' }> | null {
    try {
      const batch = this.#ports.source.batch(this.#sent, this.#upTo, this.#most);
      if (this.#failures === 0) this.#tellWell();
      return batch;
    } catch (error) {
      const problem = `the record can’t be read for sending: ${wordsOf(error)}`;
      return { kind: 'later', waitMs: null, problem };
    }
  }

  /** Resolves when there is something new, and a moment later, so that a burst of calls becomes one request. */
  async #news(): Promise<void> {
    if (this.#upTo <= this.#sent.seq)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#wake = null;
    await this.#ports.wait(GATHER_MS, this.#stopped.signal);
  }

  async #post(records: readonly string[]): Promise<Outcome> {
    const { endpoint, origin } = this.#ports;
    const { url, name } = endpoint;
    try {
      const body = logsRequest(origin, records);
      const answer = await postLogs({ url, version: origin.version, body, signal: this.#ended.signal });
      return readAnswer(answer, name, Date.now());
    } catch (error) {
      return readFailure(error, name);
    }
  }

  /** Sends a batch and does what the answer says; false when it is time to end. */
  async #take(batch: Batch): Promise<boolean> {
    const outcome = await this.#post(batch.records);
    if (outcome.kind === 'accepted') {
      this.#accepted(batch.last, outcome);
      return true;
    }
    if (outcome.kind === 'too-large' && batch.records.length > 1) {
      this.#most = Math.ceil(batch.records.length / 2);
      return true;
    }
    return this.#failed(outcome);
  }

  #accepted(last: Place, { refused, says }: Extract<Outcome, { kind: 'accepted' }>): void {
    const { position, endpoint } = this.#ports;
    this.#sent = last;
    this.#failures = 0;
    this.#refused += refused;
    if (refused > 0) this.#why = says === '' ? 'it doesn’t say why' : says;
    if (this.#refused > 0)
      this.#warning = `${endpoint.name} has not kept ${this.#refused} of the entries sent: ${this.#why}`;
    else this.#warning = says === '' ? null : `${endpoint.name} says: ${says}`;
    try {
      position.write(last);
    } catch (error) {
      this.#warning = `how far the record was sent can’t be noted, so entries may be sent twice: ${wordsOf(error)}`;
    }
    this.#tellWell();
  }

  /** Tells the problem and waits; false when it is time to end. */
  async #failed(outcome: Exclude<Outcome, { kind: 'accepted' }>): Promise<boolean> {
    const { wait, endpoint } = this.#ports;
    const problem =
      outcome.kind === 'too-large'
        ? `${endpoint.name} takes no request as large as entry ${this.#sent.seq + 1}: raise its limit`
        : outcome.problem;
    const ms = outcome.kind === 'later' ? this.#backOff(outcome.waitMs) : HELD_MS;
    this.#failures += 1;
    this.#tell({ kind: 'failing', problem });
    if (!this.#stopped.signal.aborted) await wait(ms, this.#stopped.signal);
    return !this.#stopped.signal.aborted;
  }

  /** Some of it is chance, so that the machines of a team don't come back all at once. A collector that names a time is believed. */
  #backOff(asked: number | null): number {
    const [first, longest] = AGAIN_MS;
    if (asked !== null) return Math.max(first, asked);
    return Math.min(longest, first * 2 ** this.#failures) * (0.5 + Math.random() / 2);
  }

  #tellWell(): void {
    const kind = this.#upTo - this.#sent.seq > MOST ? 'behind' : 'sending';
    this.#tell({ kind, problem: this.#warning });
  }

  #tell(view: TelemetryView): void {
    if (view.kind === this.#told?.kind && view.problem === this.#told.problem) return;
    this.#told = view;
    this.#ports.tell(view);
  }
}

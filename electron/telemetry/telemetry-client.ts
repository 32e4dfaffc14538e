// Sending the record as the broker sees it. There is a thread for it only while an address is set; nothing on the way of a call waits for it.

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TelemetryView } from '../../shared/contract/snapshot.ts';
import { telemetryEndpoint } from '../authority/telemetry-endpoint.ts';
import { fromSenderSchema, type SenderData, type ToSender } from './telemetry-port.ts';

/** New entries are told of at most so often, in ms. */
const NOTE_MS = 50;
/** Until the thread is started again after its first death, in ms; twice as long after each further one, up to the second. */
const AGAIN_MS = [1000, 60_000] as const;
/** What is left may be sent for so long when Remit ends, in ms, and then the thread is ended. */
const FLUSH_MS = 1800;
const STOP_MS = 2000;
const OFF: TelemetryView = { kind: 'off', problem: null };

/** The thread's program: beside this one in a bundle, the source itself in a checkout. */
function program(): string {
  const name = import.meta.url.endsWith('.ts') ? 'worker.ts' : 'telemetry-worker.mjs';
  // Node's loader of modules can't look into the app's archive, so this program lies beside it.
  return fileURLToPath(new URL(name, import.meta.url)).replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

export type TelemetryPorts = Pick<SenderData, 'dir' | 'home' | 'version'> & {
  /** The view has changed. */
  readonly changed: () => void;
};
/** Where the record is to be sent, null: nowhere; which record it is, null: one that doesn't verify; and how far it is durable. */
export type ToSend = {
  readonly endpoint: string | null;
  readonly record: string | null;
  readonly upTo: number;
};

export class TelemetryClient {
  readonly #ports: TelemetryPorts;
  #wanted: ToSend = { endpoint: null, record: null, upTo: 0 };
  #worker: Worker | null = null;
  #view: TelemetryView = OFF;
  #deaths = 0;
  #noteTimer: NodeJS.Timeout | null = null;
  #againTimer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(ports: TelemetryPorts) {
    this.#ports = ports;
  }

  get view(): TelemetryView {
    return this.#view;
  }

  /** Takes what holds from now on. Another address, or none, ends what is being sent at once. */
  take(wanted: ToSend): void {
    const { endpoint } = this.#wanted;
    this.#wanted = wanted;
    if (wanted.endpoint !== endpoint) this.#turn();
    else this.#note();
  }

  #turn(): void {
    this.#deaths = 0;
    this.#clearTimers();
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    const { endpoint, record } = this.#wanted;
    if (endpoint === null) this.#show(OFF);
    else if (record === null)
      this.#show({ kind: 'failing', problem: 'nothing is sent of a record that does not verify' });
    else {
      const address = telemetryEndpoint(endpoint);
      if (address.ok) this.#start(endpoint, record);
      else this.#show({ kind: 'failing', problem: `nothing is sent: ${address.error}` });
    }
  }

  #start(endpoint: string, record: string): void {
    if (this.#isStopped) return;
    const { dir, home, version } = this.#ports;
    const workerData: SenderData = { dir, home, version, endpoint, record, upTo: this.#wanted.upTo };
    const worker = new Worker(program(), { workerData });
    this.#worker = worker;
    worker.unref();
    this.#show({ kind: 'sending', problem: null });
    worker.on('message', (data: unknown) => {
      if (this.#worker === worker) this.#show(fromSenderSchema.parse(data).state);
    });
    worker.on('error', (error) => process.stderr.write(`sending the record stopped: ${String(error)}\n`));
    worker.once('exit', () => this.#ended(worker, endpoint, record));
  }

  #ended(worker: Worker, endpoint: string, record: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    if (this.#isStopped) return;
    this.#show({ kind: 'failing', problem: 'sending the record stopped and is being started again' });
    const [first, most] = AGAIN_MS;
    const again = (): void => this.#start(endpoint, record);
    this.#againTimer = setTimeout(again, Math.min(most, first * 2 ** this.#deaths));
    this.#againTimer.unref();
    this.#deaths += 1;
  }

  #show(view: TelemetryView): void {
    this.#view = view;
    this.#ports.changed();
  }

  #note(): void {
    if (this.#worker === null || this.#noteTimer !== null) return;
    this.#noteTimer = setTimeout(() => {
      this.#noteTimer = null;
      this.#send({ kind: 'note', seq: this.#wanted.upTo });
    }, NOTE_MS);
    this.#noteTimer.unref();
  }

  #send(message: ToSender): void {
    this.#worker?.postMessage(message);
  }

  #clearTimers(): void {
    if (this.#noteTimer !== null) clearTimeout(this.#noteTimer);
    if (this.#againTimer !== null) clearTimeout(this.#againTimer);
    this.#noteTimer = null;
    this.#againTimer = null;
  }

  /** Sends what is left as far as two seconds allow; resolves when the thread has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#clearTimers();
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#send({ kind: 'note', seq: this.#wanted.upTo });
    this.#send({ kind: 'stop', ms: FLUSH_MS });
    const force = setTimeout(() => void worker.terminate(), STOP_MS);
    await ended;
    clearTimeout(force);
  }
}

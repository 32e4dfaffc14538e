// The index's thread as the broker sees it. Nothing on the way of a call waits for it; when it dies it is started again, and who asks
// meanwhile is told so.

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  fromWorkerSchema,
  QUESTIONS,
  type QueryOf,
  type QuestionName,
  type ReplyOf,
  type ToWorker,
  type WorkerData,
} from './history-port.ts';

/** New entries are told of at most so often, in ms: a burst of calls is one message. */
const NOTE_MS = 50;
/** Until the thread is started again after its first death, in ms; twice as long after each further one, up to the second. */
const AGAIN_MS = [200, 30_000] as const;
/** Of the thread's young objects: rows are let go as soon as they are answered, and more room would only be held for more of them. */
const YOUNG_MB = 16;
const STOP_MS = 3000;
const DEAD = 'the history stopped working and is being started again: try again in a moment';

/** The thread's program: beside this one in a bundle, the source itself in a checkout. */
function program(): string {
  const name = import.meta.url.endsWith('.ts') ? 'worker.ts' : 'history-worker.mjs';
  // Node's loader of modules can't look into the app's archive, so this program lies beside it.
  return fileURLToPath(new URL(name, import.meta.url)).replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

type Asked = { readonly done: (reply: unknown) => void; readonly failed: (error: Error) => void };

export class HistoryClient {
  readonly #data: WorkerData;
  readonly #asked = new Map<number, Asked>();
  #worker: Worker | null = null;
  #ids = 0;
  #seq = 0;
  #deaths = 0;
  #noteTimer: NodeJS.Timeout | null = null;
  #againTimer: NodeJS.Timeout | null = null;
  #isStopped = false;

  /** `dir` is the data folder, `home` the folder that `~` stands for. The thread starts with `start`, or when something is asked. */
  constructor(dir: string, home: string) {
    this.#data = { dir, home };
  }

  start(): void {
    if (this.#worker !== null || this.#isStopped || this.#againTimer !== null) return;
    const worker = new Worker(program(), {
      workerData: this.#data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker = worker;
    worker.unref();
    worker.on('message', (data: unknown) => this.#take(data));
    worker.on('error', (error) => process.stderr.write(`the history stopped: ${String(error)}\n`));
    worker.once('exit', () => this.#ended(worker));
    if (this.#seq > 0) this.#send({ kind: 'note', seq: this.#seq });
  }

  /** The record has entries up to `seq`. */
  note(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    if (this.#worker === null || this.#noteTimer !== null) return;
    this.#noteTimer = setTimeout(() => {
      this.#noteTimer = null;
      this.#send({ kind: 'note', seq: this.#seq });
    }, NOTE_MS);
    this.#noteTimer.unref();
  }

  /** Asks the index; rejects with a sentence for the user when it can't answer. */
  async ask<N extends QuestionName>(name: N, query: QueryOf<N>): Promise<ReplyOf<N>> {
    this.start();
    const worker = this.#worker;
    if (worker === null) throw new Error(DEAD);
    this.#ids += 1;
    const id = this.#ids;
    const reply = await new Promise<unknown>((done, failed) => {
      this.#asked.set(id, { done, failed });
      worker.postMessage({ kind: 'ask', id, name, query });
    });
    // The schema of this very question; the compiler can't follow it through the table.
    return QUESTIONS[name].reply.parse(reply) as ReplyOf<N>;
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #take(data: unknown): void {
    const message = fromWorkerSchema.parse(data);
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.kind === 'problem') asked?.failed(new Error(message.problem));
    else {
      this.#deaths = 0;
      asked?.done(message.reply);
    }
  }

  #ended(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { failed } of this.#asked.values()) failed(new Error(DEAD));
    this.#asked.clear();
    if (this.#isStopped) return;
    const [first, most] = AGAIN_MS;
    this.#againTimer = setTimeout(
      () => {
        this.#againTimer = null;
        this.start();
      },
      Math.min(most, first * 2 ** this.#deaths),
    );
    this.#againTimer.unref();
    this.#deaths += 1;
  }

  /** Ends the thread; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#noteTimer !== null) clearTimeout(this.#noteTimer);
    if (this.#againTimer !== null) clearTimeout(this.#againTimer);
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ kind: 'stop' });
    const force = setTimeout(() => void worker.terminate(), STOP_MS);
    await ended;
    clearTimeout(force);
  }
}

// The thread of the index: reads on in the record whenever it is told of new entries, and answers questions in between.

import { parentPort, workerData } from 'node:worker_threads';
import type { HistoryFilter } from '../../shared/contract/history.ts';
import type { ExportOrder } from '../../shared/contract/history-export.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { exportFile } from './export-file.ts';
import type { FilterResult } from './filter-result.ts';
import { isDamage } from './index-file.ts';
import { forget, HistoryIndex, openViewToRead, type IndexView, type OpenedToRead } from './history-index.ts';
import {
  toWorkerSchema,
  workerDataSchema,
  type FromWorker,
  type Question,
  type ReplyOf,
  type QuestionName,
} from './history-port.ts';
import { HistoryQueries } from './history-queries.ts';
import { clockHere } from './clock-here.ts';

/** In ms, until the index is tried again that another process writes. */
const LOCKED_MS = 1000;
/** What a question spends on entries that aren't in the index yet, in ms. */
const CATCH_UP_MS = 15;

/** After so many ms in which nobody asked, what is kept in memory for the next question is let go: an app in the tray needs little. */
const REST_MS = 60_000;

const { dir, home } = workerDataSchema.parse(workerData);
const port = parentPort;
if (port === null) throw new Error('this is a thread of Remit, and not a program of its own');

/** A turn of the event loop: questions that came meanwhile are answered in it. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

class Following {
  #index: HistoryIndex | null = null;
  #reading: OpenedToRead | null = null;
  #isReadingOn = false;
  #isTold = true;
  #seq = 0;
  /** Whether the last attempt to read on failed: the index is made anew once, not again and again. */
  #hasFailed = false;
  readonly queries = new HistoryQueries(() => this.view(), clockHere);

  /** The index as it can be asked now; throws a sentence when it can't. */
  view(): IndexView {
    const index = this.#open();
    if (index !== null) return index.view;
    this.#reading ??= openViewToRead(dir, home);
    if (this.#reading === null)
      throw new Error('another Remit is reading the record just now: try again in a moment');
    return this.#reading.view;
  }

  #open(): HistoryIndex | null {
    if (this.#index !== null) return this.#index;
    this.#index = HistoryIndex.open(dir, home);
    if (this.#index === null) return null;
    this.#reading?.close();
    this.#reading = null;
    this.#index.note(this.#seq);
    return this.#index;
  }

  note(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#index?.note(seq);
    this.#isTold = true;
    void this.readOn();
  }

  /** Reads on until nothing is left, a step at a time. */
  async readOn(): Promise<void> {
    if (this.#isReadingOn) return;
    this.#isReadingOn = true;
    while (this.#isTold) {
      this.#isTold = false;
      await this.#readAll();
    }
    this.#isReadingOn = false;
  }

  async #readAll(): Promise<void> {
    try {
      const index = this.#open();
      if (index === null) {
        setTimeout(() => this.note(this.#seq), LOCKED_MS).unref();
        return;
      }
      while (index.step()) await pause();
      this.#hasFailed = false;
    } catch (error) {
      process.stderr.write(`the history can't be read: ${String(error)}\n`);
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      this.#isTold = true;
      this.#index?.rebuild();
    }
  }

  /** Reads on for a moment, so that a question knows of the newest calls when few are missing, and commits what was read. */
  settle(): void {
    const index = this.#open();
    const until = performance.now() + CATCH_UP_MS;
    while (index?.step() === true && performance.now() < until);
    index?.settle();
  }

  /** Reads on to the newest entry, other questions in between; not beside another process that does it. */
  async catchUp(): Promise<void> {
    const index = this.#open();
    while (index?.step() === true) await pause();
  }

  /** Lets go of what is kept in memory for the next question. */
  rest(): void {
    this.queries.forget();
    const view = this.#index?.view ?? this.#reading?.view;
    if (view !== undefined) forget(view);
  }

  /** The index turned out to be damaged: it is made anew. */
  mend(): void {
    this.#index?.rebuild();
    this.note(this.#seq);
  }

  close(): void {
    this.#index?.close();
    this.#reading?.close();
  }
}

const following = new Following();

/** Looks up a filter's words to the end, other questions in between. */
async function finished(filter: HistoryFilter): Promise<FilterResult> {
  const result = following.queries.result(filter);
  while (!result.isDone) {
    result.step();
    await pause();
  }
  return result;
}

/** Pages asked for so far: whoever types on no longer waits for the count of what was typed before. */
let pages = 0;

/** Counts the rest of a page's calls while nothing else is asked. */
async function countOn(filter: HistoryFilter, isDone: boolean): Promise<void> {
  pages += 1;
  const mine = pages;
  if (isDone) return;
  const result = following.queries.result(filter);
  while (!result.isDone && mine === pages) {
    await pause();
    result.step();
  }
}

let isStopping = false;

/** Writes a file, other questions in between. */
async function exported(order: ExportOrder): Promise<ReplyOf<'export'>> {
  await following.catchUp();
  const source = { dataDir: dir, view: () => following.view(), queries: following.queries };
  const goOn = async (): Promise<void> => {
    await pause();
    if (isStopping) throw new Error('Remit is stopping: export again when it runs');
  };
  const done = await exportFile(source, order, goOn);
  return { problem: done.ok ? null : done.error };
}

async function answer(question: Question): Promise<ReplyOf<QuestionName>> {
  following.settle();
  const { queries } = following;
  switch (question.name) {
    case 'page': {
      const page = queries.page(question.query);
      void countOn(question.query.filter, page.isTotalExact).catch(() => undefined);
      return page;
    }
    case 'summary':
      return queries.summary(question.query, await finished(question.query.filter));
    case 'groups':
      return queries.groups(question.query, await finished(question.query.filter));
    case 'reachMap':
      return queries.reachMap(question.query, await finished(question.query.filter));
    case 'values':
      return queries.values(question.query);
    case 'export':
      return exported(question.query);
    default:
      return assertNever(question);
  }
}

function problemOf(error: unknown): string {
  if (isDamage(error))
    return 'the index of the history was damaged and is being made anew: try again in a moment';
  return error instanceof Error ? error.message : String(error);
}

let isAsked = false;
setInterval(() => {
  if (!isAsked) following.rest();
  isAsked = false;
}, REST_MS).unref();

async function take(question: Question): Promise<void> {
  isAsked = true;
  const { id } = question;
  const send = (message: FromWorker): void => port?.postMessage(message);
  try {
    send({ kind: 'reply', id, reply: await answer(question) });
  } catch (error) {
    if (isDamage(error)) following.mend();
    send({ kind: 'problem', id, problem: problemOf(error) });
  }
}

port.on('message', (data: unknown) => {
  const message = toWorkerSchema.parse(data);
  switch (message.kind) {
    case 'ask':
      void take(message);
      break;
    case 'note':
      following.note(message.seq);
      break;
    case 'stop':
      isStopping = true;
      following.close();
      port.close();
      break;
    default:
      assertNever(message);
  }
});
void following.readOn();

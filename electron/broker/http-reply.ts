import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { AnswerWatch } from './answer-watch.ts';
import { eventOf } from './event-splitter.ts';
import { headersToAgent, mediaType } from './http-headers.ts';

/** How the passing on of an answer ended: whole, broken off by the server, or left by the agent. */
export type Relayed = 'whole' | 'broken' | 'left';

export type Reply = {
  /** The request has its answer already, and what comes of it is told elsewhere: its end ends nothing. */
  readonly isApart: boolean;
  readonly whenLeft: (left: () => void) => void;
  readonly waits: (everyMs: number) => void;
  readonly message: (text: string, status?: number) => void;
  readonly nothing: () => void;
  readonly relay: (answer: IncomingMessage, watch: AnswerWatch) => Promise<Relayed>;
};

/**
 * The answer to one request of an agent. While a call waits, nothing is sent at first, so that the server's own status and headers can
 * still be passed on; before clients give up on a silent answer it is begun as a stream, where the client takes one, and what comes
 * later is an event of it.
 */
export class HttpReply implements Reply {
  readonly isApart = false;
  readonly #response: ServerResponse;
  readonly #takesStream: boolean;
  #alive: NodeJS.Timeout | null = null;
  #isStream = false;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#response = response;
    this.#takesStream = /\btext\/event-stream\b/i.test(request.headers.accept ?? '');
    response.once('close', () => this.#stopWaiting());
  }

  get isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Calls back when the agent goes before it has its whole answer. */
  whenLeft(left: () => void): void {
    this.#response.once('close', () => {
      if (!this.#response.writableFinished) left();
    });
  }

  /** The call may wait from now on: a stream is begun after `everyMs`, and kept alive. Source: MCP 2026-07-28, keep-alive comments. */
  waits(everyMs: number): void {
    if (!this.#takesStream || this.isOver) return;
    this.#alive = setInterval(() => {
      if (!this.#isStream) this.#response.writeHead(200, STREAM_HEADERS);
      this.#isStream = true;
      this.#response.write(': waiting\n\n');
    }, everyMs);
  }

  /** A message in Remit's own name. */
  message(text: string, status = 200): void {
    this.#stopWaiting();
    if (this.isOver) return;
    if (this.#isStream) {
      this.#response.end(eventOf(text));
      return;
    }
    this.#response.writeHead(status, { 'content-type': 'application/json' });
    this.#response.end(text);
  }

  /** There is nothing to say. */
  nothing(): void {
    this.#stopWaiting();
    if (this.isOver) return;
    if (!this.#isStream) this.#response.writeHead(202);
    this.#response.end();
  }

  /** Passes the server's answer on as it comes, and reads it along. */
  async relay(answer: IncomingMessage, watch: AnswerWatch): Promise<Relayed> {
    this.#stopWaiting();
    answer.on('data', (chunk: Buffer) => {
      if (!watch.push(chunk)) answer.destroy(new Error('a message is too large'));
    });
    const type = mediaType(answer.headers);
    if (this.#isStream && type !== 'text/event-stream' && type !== 'application/json') {
      answer.destroy();
      return 'broken';
    }
    if (this.#isStream && type === 'application/json') return this.#asEvent(answer, watch);
    if (!this.#isStream) {
      const headers = headersToAgent(answer.rawHeaders, answer.headers.connection);
      this.#response.writeHead(answer.statusCode ?? 502, wordsOf(answer), headers);
      // A stream may be silent for long; its client waits for the head.
      this.#response.flushHeaders();
    }
    let isBroken = false;
    answer.once('error', () => (isBroken = !this.#response.destroyed));
    try {
      await pipeline(answer, this.#response);
      watch.end();
      return 'whole';
    } catch {
      return isBroken ? 'broken' : 'left';
    }
  }

  /** An answer that is one JSON text becomes the one event of the stream that has begun. */
  async #asEvent(answer: IncomingMessage, watch: AnswerWatch): Promise<Relayed> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of answer) if (Buffer.isBuffer(piece)) pieces.push(piece);
    } catch {
      return 'broken';
    }
    watch.end();
    this.#response.end(eventOf(Buffer.concat(pieces).toString('utf8')));
    return 'whole';
  }

  #stopWaiting(): void {
    if (this.#alive !== null) clearInterval(this.#alive);
    this.#alive = null;
  }
}

/** Of a server's status only the words that may be sent on: Node reads others, too. Source: RFC 9112, 4. */
function wordsOf({ statusMessage = '' }: IncomingMessage): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(statusMessage) ? statusMessage : '';
}

const STREAM_HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' };

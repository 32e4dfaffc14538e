import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { EventSplitter } from './event-splitter.ts';
import { mediaType } from './http-headers.ts';

export type AnswerReader = {
  /** A whole message of the server's. */
  readonly message: (line: Buffer) => void;
  /** The stream can be taken up again after the event of this id. */
  readonly resumable: (event: string) => void;
};

/** Reads an answer along while it is passed on: one JSON text, or messages as events. */
export class AnswerWatch {
  readonly #reader: AnswerReader;
  readonly #limit: number;
  readonly #events: EventSplitter | null;
  readonly #isJson: boolean;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor({ headers }: IncomingMessage, limit: number, reader: AnswerReader) {
    const type = mediaType(headers);
    this.#reader = reader;
    this.#limit = limit;
    this.#isJson = type === 'application/json';
    this.#events =
      type !== 'text/event-stream'
        ? null
        : new EventSplitter(limit, ({ data, id }) => {
            if (id !== null) reader.resumable(id);
            if (data !== null && data.length > 0) reader.message(data);
          });
  }

  /** False when a message is too large to be read. */
  push(chunk: Buffer): boolean {
    if (this.#events !== null) return this.#events.push(chunk);
    if (!this.#isJson) return true;
    this.#size += chunk.length;
    if (this.#size > this.#limit) return false;
    this.#pieces.push(chunk);
    return true;
  }

  /** The answer came whole. */
  end(): void {
    if (this.#pieces.length > 0) this.#reader.message(Buffer.concat(this.#pieces));
    this.#pieces = [];
  }
}

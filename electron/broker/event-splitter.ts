import { Buffer } from 'node:buffer';

/** One event of a stream: its bytes as they came, up to and with the empty line, and what a reader makes of them. */
export type StreamEvent = {
  readonly bytes: Buffer;
  /** `message` where it isn't named. */
  readonly type: string;
  /** Null for an event without data, as a comment is. */
  readonly data: Buffer | null;
  readonly id: string | null;
};

const LF = 10;
const CR = 13;

/**
 * Cuts a stream of server-sent events into events without joining a long one more than once. An event over `limit` bytes ends the
 * reading: `found` is told nothing more, and `push` says false.
 * Source: WHATWG HTML, 9.2.5 "Parsing an event stream".
 */
export class EventSplitter {
  readonly #limit: number;
  readonly #found: (event: StreamEvent) => void;
  #pieces: Buffer[] = [];
  #size = 0;
  /** Nothing stands in the line so far. */
  #emptyLine = true;
  #afterCr = false;
  #over = false;

  constructor(limit: number, found: (event: StreamEvent) => void) {
    this.#limit = limit;
    this.#found = found;
  }

  /** False once an event was too large to be read. */
  push(chunk: Buffer): boolean {
    let start = 0;
    for (let at = 0; at < chunk.length && !this.#over; at += 1) {
      const byte = chunk[at];
      const second = byte === LF && this.#afterCr;
      this.#afterCr = byte === CR;
      // The second half of a line's end: with the event before, where that has just ended.
      if (second) continue;
      if (byte !== LF && byte !== CR) {
        this.#emptyLine = false;
        continue;
      }
      if (this.#emptyLine) {
        const end = byte === CR && chunk[at + 1] === LF ? at + 2 : at + 1;
        this.#take(chunk.subarray(start, end));
        this.#finish();
        start = end;
      }
      this.#emptyLine = true;
    }
    if (start < chunk.length) this.#take(chunk.subarray(start));
    return !this.#over;
  }

  /** What is left of a stream that ended within an event: no event, but bytes that came. */
  rest(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  #take(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > this.#limit) this.#over = true;
    if (this.#over) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #finish(): void {
    if (this.#over) return;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#size = 0;
    this.#found({ bytes, ...readEvent(bytes) });
  }
}

function readEvent(bytes: Buffer): Omit<StreamEvent, 'bytes'> {
  let type = '';
  let id: string | null = null;
  const data: string[] = [];
  // Byte by byte (latin1): the names of fields are ASCII, and no byte of another character looks like one of theirs.
  for (const line of bytes
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split(/\r\n|\r|\n/)) {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') type = value;
    else if (field === 'id') id = value;
  }
  return {
    type: type === '' ? 'message' : type,
    id,
    data: data.length === 0 ? null : Buffer.from(data.join('\n'), 'latin1'),
  };
}

/** A message as an event. */
export function eventOf(message: string): string {
  const lines = message.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `event: message\n${lines.join('')}\n`;
}

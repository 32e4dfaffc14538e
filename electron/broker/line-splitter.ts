import { Buffer } from 'node:buffer';

const NEWLINE = 10;
/**
 * Of a line over the limit this much of each end is kept: its id usually stands there, so that it can be answered. The record keeps what
 * comes before the margin of `excerpt`.
 */
const KEPT_END = 8192;

export type SplitLine =
  | { readonly kind: 'line'; readonly bytes: Buffer }
  | { readonly kind: 'oversized'; readonly head: Buffer; readonly tail: Buffer; readonly size: number };

/**
 * Cuts a byte stream into lines that end in LF, without joining the pieces of a line more than once: appending each chunk to one
 * growing buffer would copy a long line again for every chunk. A line keeps its LF, so that it can be passed on as it came.
 * A line over `limit` bytes is dropped as it arrives and reported when it ends.
 */
export class LineSplitter {
  readonly #limit: number;
  readonly #found: (line: SplitLine) => void;
  #pieces: Buffer[] = [];
  #size = 0;
  #head: Buffer | null = null;

  constructor(limit: number, found: (line: SplitLine) => void) {
    this.#limit = limit;
    this.#found = found;
  }

  push(chunk: Buffer): void {
    let start = 0;
    let end = chunk.indexOf(NEWLINE, start);
    while (end !== -1) {
      this.#take(chunk.subarray(start, end + 1));
      this.#finish();
      start = end + 1;
      end = chunk.indexOf(NEWLINE, start);
    }
    if (start < chunk.length) this.#take(chunk.subarray(start));
  }

  /** The stream ended: what came after the last LF is a line too. */
  end(): void {
    if (this.#size > 0) this.#finish();
  }

  #take(piece: Buffer): void {
    this.#size += piece.length;
    this.#pieces.push(piece);
    if (this.#size <= this.#limit) return;
    const kept = Buffer.concat(this.#pieces);
    this.#head ??= Buffer.from(kept.subarray(0, KEPT_END));
    this.#pieces = [Buffer.from(kept.subarray(-KEPT_END))];
  }

  #finish(): void {
    const [first, ...rest] = this.#pieces;
    const bytes = first === undefined || rest.length > 0 ? Buffer.concat(this.#pieces) : first;
    const head = this.#head;
    const size = this.#size;
    this.#pieces = [];
    this.#size = 0;
    this.#head = null;
    this.#found(head === null ? { kind: 'line', bytes } : { kind: 'oversized', head, tail: bytes, size });
  }
}

/** Whether a line holds nothing but its end. */
export function isBlank(bytes: Buffer): boolean {
  return bytes.length <= 2 && bytes.toString('latin1').trim() === '';
}

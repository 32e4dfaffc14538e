import { Buffer } from 'node:buffer';
import { GIVEN_UP, type ByteBudget, type Unfinished } from './byte-budget.ts';

const NEWLINE = 10;
/**
 * Of a line over the limit this much of each end is kept: its id usually stands there, so that it can be answered. The record keeps what
 * comes before the margin of `excerpt`.
 */
const KEPT_END = 8192;

export type SplitLine =
  | { readonly kind: 'line'; readonly bytes: Buffer }
  | {
      readonly kind: 'oversized';
      readonly head: Buffer;
      readonly tail: Buffer;
      readonly size: number;
      /** It was within the limit, but came beside too many other large ones. */
      readonly isGivenUp: boolean;
    };

/**
 * Cuts a byte stream into lines that end in LF, without joining the pieces of a line more than once: appending each chunk to one
 * growing buffer would copy a long line again for every chunk. A line keeps its LF, so that it can be passed on as it came.
 * A line over `limit` bytes is dropped as it arrives and reported when it ends. With a `budget`, so is one that it gives up.
 */
export class LineSplitter {
  readonly #limit: number;
  readonly #found: (line: SplitLine) => void;
  readonly #budget: ByteBudget | null;
  readonly #line: Unfinished = { giveUp: () => this.#giveUp() };
  #pieces: Buffer[] = [];
  #size = 0;
  #head: Buffer | null = null;
  #isGivenUp = false;

  constructor(limit: number, found: (line: SplitLine) => void, budget: ByteBudget | null = null) {
    this.#limit = limit;
    this.#found = found;
    this.#budget = budget;
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
    if (this.#head === null && this.#size <= this.#limit) {
      this.#budget?.hold(this.#line, this.#size);
      return;
    }
    this.#drop();
  }

  #giveUp(): void {
    this.#isGivenUp = true;
    this.#drop();
  }

  /** Keeps both ends of the line, and lets go of what is between them. */
  #drop(): void {
    this.#budget?.release(this.#line);
    const kept = Buffer.concat(this.#pieces);
    this.#head ??= Buffer.from(kept.subarray(0, KEPT_END));
    this.#pieces = [Buffer.from(kept.subarray(-KEPT_END))];
  }

  #finish(): void {
    const [first, ...rest] = this.#pieces;
    const bytes = first === undefined || rest.length > 0 ? Buffer.concat(this.#pieces) : first;
    const head = this.#head;
    const size = this.#size;
    const isGivenUp = this.#isGivenUp;
    this.#budget?.release(this.#line);
    this.#pieces = [];
    this.#size = 0;
    this.#head = null;
    this.#isGivenUp = false;
    this.#found(
      head === null ? { kind: 'line', bytes } : { kind: 'oversized', head, tail: bytes, size, isGivenUp },
    );
  }
}

/** Why a line that wasn't kept is refused. */
export function oversizedReason(
  { size, isGivenUp }: Extract<SplitLine, { kind: 'oversized' }>,
  limit: number,
): string {
  return isGivenUp ? GIVEN_UP : `the message has ${size} bytes and the limit is ${limit}: send less at once`;
}

/** Whether a line holds nothing but its end. */
export function isBlank(bytes: Buffer): boolean {
  return bytes.length <= 2 && bytes.toString('latin1').trim() === '';
}

const NEWLINE = 10;
/** A longer line isn't looked at: its bytes go on as they come. */
const LOOKED_AT = 32 * 1024 * 1024;

/** Cuts a byte stream into lines, each with its end. One that is too long comes in pieces. */
export class WholeLines {
  readonly #found: (line: Buffer) => void;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(found: (line: Buffer) => void) {
    this.#found = found;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#take(chunk.subarray(start, end + 1));
      this.end();
      start = end + 1;
    }
    this.#take(chunk.subarray(start));
    if (this.#size > LOOKED_AT) this.end();
  }

  /** What is there is all that comes. */
  end(): void {
    const line = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#size = 0;
    if (line.length > 0) this.#found(line);
  }

  #take(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#size += piece.length;
  }
}

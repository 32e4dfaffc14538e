const LF = 0x0a;
/** No entry is nearly as long: a file without line feeds must not fill the memory. */
const LONGEST = 64 * 1024 * 1024;

/** Cuts pieces of bytes into lines, up to one that is too long: what comes from there on is left over. */
export class LineSplitter {
  readonly #take: (line: Buffer) => boolean;
  #rest: Buffer[] = [];
  #length = 0;

  /** `take` is given each line without its LF, and says whether to go on. */
  constructor(take: (line: Buffer) => boolean) {
    this.#take = take;
  }

  /** False when nothing more is wanted. */
  feed(piece: Buffer): boolean {
    let from = 0;
    for (let at = piece.indexOf(LF); at !== -1; at = piece.indexOf(LF, from)) {
      if (this.#length + at - from > LONGEST) break;
      const part = piece.subarray(from, at);
      from = at + 1;
      if (!this.#take(this.#rest.length === 0 ? part : Buffer.concat([...this.#rest, part]))) return false;
      this.#rest = [];
      this.#length = 0;
    }
    if (from < piece.length) this.#rest.push(piece.subarray(from));
    this.#length += piece.length - from;
    return this.#length <= LONGEST;
  }

  /** Whether the last line came without its LF. */
  get leftOver(): boolean {
    return this.#length > 0;
  }
}

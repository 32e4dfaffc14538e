// A text that a parser may look at only so often. A parser that goes back and tries again can take minutes over a short text and can't be
// told to stop; that it reads the text by these three methods is what a bound can hold on to, the same on every machine.

/** Thrown by `BoundedText` in the middle of its reader. */
export class TooManyLooks extends Error {}

export class BoundedText extends String {
  readonly #text: string;
  #left: number;

  constructor(text: string, looks: number) {
    super(text);
    this.#text = text;
    this.#left = looks;
  }

  override charAt(at: number): string {
    this.#look();
    return this.#text.charAt(at);
  }

  override charCodeAt(at: number): number {
    this.#look();
    return this.#text.charCodeAt(at);
  }

  /** The parsers know no other way to take a piece. They never count from the end. */
  override substr(from: number, length?: number): string {
    this.#look();
    return this.#text.slice(from, length === undefined ? undefined : from + length);
  }

  #look(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new TooManyLooks();
  }
}

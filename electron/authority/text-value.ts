/** A value in a text: without its quotes. */
export type TextValue = { readonly start: number; readonly end: number; readonly quoted: boolean };

const OPENING = /(\\{0,8})(["'`])/y;
/** More than this isn't read as one value. */
const MAX_VALUE = 8192;

/**
 * Reads the values of one text. Where a bare value ends is remembered, so that a text of nothing but names is read once and not once for
 * every name.
 */
export class ValueReader {
  readonly #text: string;
  #bare: { readonly start: number; readonly end: number } = { start: 0, end: 0 };

  constructor(text: string) {
    this.#text = text;
  }

  /** The value that begins at `from`: up to the closing quote, or, without quotes, to what ends a word; `line`: to the line's end. */
  at(from: number, line = false): TextValue {
    OPENING.lastIndex = from;
    const opening = OPENING.exec(this.#text);
    if (opening === null)
      return { start: from, end: line ? this.#lineEnd(from) : this.#bareEnd(from), quoted: false };
    const [whole, slashes = '', quote = ''] = opening;
    const start = from + whole.length;
    return { start, end: this.#quoteEnd(start, slashes.length, quote), quoted: true };
  }

  /** A quote closes when no more backslashes stand before it than before the opening one, or an even number (they are escaped themselves). */
  #quoteEnd(start: number, depth: number, quote: string): number {
    const last = Math.min(this.#text.length, start + MAX_VALUE);
    for (let at = start; at < last; at += 1) {
      const one = this.#text[at];
      if (one === '\n' || one === '\r') return at;
      if (one !== quote) continue;
      let slashes = 0;
      while (at - slashes > start && this.#text[at - slashes - 1] === '\\') slashes += 1;
      if (slashes <= depth) return at - slashes;
      if (depth === 0 && slashes % 2 === 0) return at;
    }
    return last;
  }

  #lineEnd(from: number): number {
    return this.#until(from, /[\r\n"'`]/g);
  }

  #bareEnd(from: number): number {
    if (from < this.#bare.start || from > this.#bare.end)
      this.#bare = { start: from, end: this.#until(from, /[\s"'`\\,;&<>(){}|]/g) };
    return this.#bare.end;
  }

  #until(from: number, stop: RegExp): number {
    stop.lastIndex = from;
    const end = stop.exec(this.#text)?.index ?? this.#text.length;
    return Math.min(end, from + MAX_VALUE);
  }
}

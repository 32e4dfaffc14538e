// Reads a sed script (POSIX.1-2024 sed; GNU sed 4.9 manual, "Command summary") command by command. The commands that print, count and change the
// text on its way are known; those that write (`w`, `W`), read (`r`, `R`) or run (`e`, and the flags `e` and `w` of `s`) are not.

/** Why the script may do more than print, or null. */
export function sedProblem(script: string): string | null {
  // To some, `-i ''` is a suffix and the next word the script.
  if (script === '') return 'it has no script';
  const reader = new SedReader(script);
  return reader.isHarmless()
    ? null
    : `the sed script may do more than print: \`${reader.rest().slice(0, 40)}\``;
}

const ADDRESS = /(?:\d+(?:~\d+)?|\$|[+~]\d+)/y;
const SIMPLE = /[=dDgGhHnNpPxzF]|[lLqQ][ \t]*\d*/y;
const BRACKETS = /\[\^?\]?(?:\[[:.=][^\]\n]*[:.=]\]|[^\]\n])*\]/y;
const LABEL = /[:btT][ \t]*[\w.-]*/y;
/** Text up to the line's end, a backslash keeping the next line. */
const TEXT = /[aic](?:\\\n|[ \t]*\\?[ \t]*)(?:[^\\\n]|\\[^])*/y;

class SedReader {
  readonly #script: string;
  #at = 0;

  constructor(script: string) {
    this.#script = script;
  }

  rest(): string {
    return this.#script.slice(this.#at);
  }

  isHarmless(): boolean {
    for (;;) {
      this.#skip(/[\s;{}]*/y);
      if (this.#at >= this.#script.length) return true;
      if (this.#skip(/#[^\n]*/y)) continue;
      if (!this.#addresses() || !this.#command()) return false;
    }
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#script)?.[0] ?? '';
    this.#at += found.length;
    return found !== '';
  }

  #addresses(): boolean {
    if (this.#address()) {
      this.#skip(/[ \t]+/y);
      if (this.#skip(/,[ \t]*/y) && !this.#address()) return false;
    }
    this.#skip(/[ \t]*!*[ \t]*/y);
    return true;
  }

  #address(): boolean {
    if (this.#skip(ADDRESS)) return true;
    const start = this.#at;
    const isPattern = this.#skip(/\//y)
      ? this.#upTo('/')
      : this.#skip(/\\(?=[^\\\n])/y) && this.#upTo(this.#one());
    if (!isPattern) this.#at = start;
    else this.#skip(/[IM]*/y);
    return isPattern;
  }

  #one(): string {
    this.#at += 1;
    return this.#script.charAt(this.#at - 1);
  }

  /** Goes behind the next unquoted delimiter. Readers differ on one between brackets: such a pattern isn't read. */
  #upTo(delimiter: string): boolean {
    while (this.#at < this.#script.length) {
      const start = this.#at;
      if (this.#skip(BRACKETS)) {
        const inner = this.#script.slice(start, this.#at).replace(/\\[^\]]/g, '');
        if (inner.includes(delimiter) || inner.endsWith('\\]')) return false;
        continue;
      }
      const char = this.#one();
      if (char === delimiter) return true;
      if (char === '\\') this.#at += 1;
    }
    return false;
  }

  #command(): boolean {
    const char = this.#script.charAt(this.#at);
    if (char === '{' || char === '}') return this.#skip(/[{}]/y);
    if (char === 's' || char === 'y') return this.#replacement(char) && this.#ends();
    if (this.#skip(TEXT)) return true;
    return (this.#skip(SIMPLE) || this.#skip(LABEL)) && this.#ends();
  }

  #replacement(command: string): boolean {
    this.#at += 1;
    const delimiter = this.#one();
    if (!/[^\w\s\\]/.test(delimiter)) return false;
    return this.#upTo(delimiter) && this.#untilPlain(delimiter) && (command === 'y' || this.#flags());
  }

  /** The second half has no brackets. */
  #untilPlain(delimiter: string): boolean {
    while (this.#at < this.#script.length) {
      const char = this.#one();
      if (char === delimiter) return true;
      if (char === '\\') this.#at += 1;
    }
    return false;
  }

  #flags(): boolean {
    this.#skip(/[gpiIMm\d]*/y);
    return true;
  }

  #ends(): boolean {
    this.#skip(/[ \t]*/y);
    return this.#at >= this.#script.length || /[;\n}#]/.test(this.#script.charAt(this.#at));
  }
}

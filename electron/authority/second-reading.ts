// Reads a command line a second time, without the grammar: only its words, quotes, comments, operators and here-documents (POSIX.1-2024,
// 2.3 "Token Recognition"). A line is judged only when both readings find the same words in the same commands, so that a fault in either
// can't hide a command.

/** Where a word, or the whole of a here-document from its end word to its last line, stands in the line. */
export type Span = { readonly start: number; readonly end: number };
/** The words of a simple command, and what it is redirected to, in the order of the line. */
export type SpanCommand = readonly Span[];

const OPERATORS = ['&&', '||', '|&', ';', '|', '(', ')'] as const;
const REDIRECTIONS = ['<<<', '<<-', '<<', '&>>', '&>', '>>', '>&', '>|', '<&', '<>', '>', '<'] as const;
/** Words that begin or end a statement where a command could begin (bash 5.2, "Reserved Words"). */
const RESERVED: ReadonlySet<string> = new Set(['{', '}', '!', 'if', 'then', 'elif', 'else', 'fi']);
const ENDS_WORD = /[\s|&;<>()]/;

type Heredoc = {
  readonly start: number;
  readonly endWord: string;
  readonly isIndented: boolean;
  /** The command that it belongs to, and its place among the words of it. */
  readonly of: Span[];
  readonly at: number;
};

/** The words of each simple command, or null when the line holds what this reading doesn't know. */
export function secondReading(line: string): readonly SpanCommand[] | null {
  return new SecondReading(line).read();
}

class SecondReading {
  readonly #line: string;
  readonly #commands: Span[][] = [];
  #words: Span[] = [];
  #hasWord = false;
  #awaited: Heredoc[] = [];
  #at = 0;
  #isKnown = true;

  constructor(line: string) {
    this.#line = line;
  }

  read(): readonly SpanCommand[] | null {
    while (this.#isKnown && this.#at < this.#line.length) this.#step();
    this.#endCommand();
    return this.#isKnown && this.#awaited.length === 0 ? this.#commands : null;
  }

  #step(): void {
    const rest = this.#line.slice(this.#at, this.#at + 3);
    const [char = ''] = rest;
    if (char === ' ' || char === '\t') this.#at += 1;
    else if (rest.startsWith('\\\n')) this.#at += 2;
    else if (char === '\n') this.#newline();
    else if (char === '#') this.#comment();
    else if (!this.#redirection() && !this.#operator(rest)) this.#word();
  }

  #comment(): void {
    const end = this.#line.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#line.length : end;
  }

  #operator(rest: string): boolean {
    const operator = OPERATORS.find((one) => rest.startsWith(one));
    if (operator === undefined) return false;
    this.#endCommand();
    this.#at += operator.length;
    return true;
  }

  #endCommand(): void {
    if (this.#words.length > 0) this.#commands.push(this.#words);
    this.#words = [];
    this.#hasWord = false;
  }

  #redirection(): boolean {
    const descriptor = /^\d*/.exec(this.#line.slice(this.#at, this.#at + 8))?.[0] ?? '';
    const from = this.#at + descriptor.length;
    const operator = REDIRECTIONS.find((one) => this.#line.startsWith(one, from));
    if (operator === undefined || (descriptor !== '' && operator.startsWith('&'))) return false;
    this.#at = from + operator.length;
    this.#blanks();
    const start = this.#at;
    const end = this.#wordEnd();
    if (end === start) {
      this.#isKnown = false;
      return true;
    }
    this.#at = end;
    if (operator === '<<' || operator === '<<-') this.#await(operator === '<<-', start, end);
    else this.#words.push({ start, end });
    return true;
  }

  #blanks(): void {
    this.#at += /^(?:[ \t]|\\\n)*/.exec(this.#line.slice(this.#at))?.[0].length ?? 0;
  }

  /** Only end words that every reader takes alike: a name, bare or in one pair of quotes. */
  #await(isIndented: boolean, start: number, end: number): void {
    const word = /^(?:(\w+)|'(\w+)'|"(\w+)"|\\(\w+))$/.exec(this.#line.slice(start, end));
    const endWord = word?.slice(1).find((one) => one !== undefined);
    if (endWord === undefined) this.#isKnown = false;
    else {
      this.#awaited.push({ start, endWord, isIndented, of: this.#words, at: this.#words.length });
      this.#words.push({ start, end });
    }
  }

  #newline(): void {
    this.#at += 1;
    const awaited = this.#awaited;
    this.#awaited = [];
    for (const one of awaited) one.of[one.at] = { start: one.start, end: this.#body(one) };
    this.#endCommand();
  }

  /** Skips a here-document; gives where its last line ends. */
  #body({ endWord, isIndented }: Heredoc): number {
    while (this.#at < this.#line.length) {
      const newline = this.#line.indexOf('\n', this.#at);
      const end = newline === -1 ? this.#line.length : newline;
      const text = this.#line.slice(this.#at, end);
      this.#at = Math.min(end + 1, this.#line.length);
      if ((isIndented ? text.replace(/^\t+/, '') : text) === endWord) return end;
    }
    this.#isKnown = false;
    return this.#at;
  }

  #word(): void {
    const start = this.#at;
    const end = this.#wordEnd();
    if (end === start) {
      this.#isKnown = false;
      return;
    }
    this.#at = end;
    // `{name}>` opens a descriptor and sets a variable to it (bash 5.2, "Redirections").
    if (/^[<>]/.test(this.#line.slice(end)) && this.#line.charAt(end - 1) === '}') this.#isKnown = false;
    if (!this.#hasWord && RESERVED.has(this.#line.slice(start, end))) {
      this.#endCommand();
      return;
    }
    this.#hasWord = true;
    this.#words.push({ start, end });
  }

  /** Where the word ends that begins here; quotes that don't end make the line unknown. */
  #wordEnd(): number {
    let at = this.#at;
    while (at < this.#line.length && !ENDS_WORD.test(this.#line.charAt(at))) {
      const rest = this.#line.slice(at);
      const quoted = /^(?:\\[^]|'[^']*'|\$'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*")/.exec(rest)?.[0];
      if (quoted === undefined && /^["'\\]/.test(rest)) {
        this.#isKnown = false;
        return at;
      }
      at += quoted?.length ?? 1;
    }
    return at;
  }
}

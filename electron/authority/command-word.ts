// Takes the quotes off a word as the shell does, when the word is the same whenever the line runs; says why it isn't otherwise. A
// character that isn't known to stand for itself leaves the word open.

import type { Shell } from '../../shared/contract/command.ts';

/** `isPattern`: the shell replaces it by the names that it finds below the folder that it begins with, if there are any. */
export type Word =
  | { readonly kind: 'fixed'; readonly text: string; readonly isPattern: boolean }
  | { readonly kind: 'open'; readonly why: string };

const open = (why: string): Word => ({ kind: 'open', why });

/** Characters that stand for themselves wherever they are in a bare word. */
const PLAIN = /^[\w./:@%+,=~^#!-]$/u;
/** A character that looks like one of the shell's own would be read as it, by people and by programs that normalise text. */
const LOOKS_SPECIAL = /[\s|&;<>()$`"'\\!*?[\]{}~#=-]/u;
/** What an interactive shell takes for an earlier command or its words (bash 5.2, "Event Designators"). */
const EARLIER_COMMAND = /^![!$*^:#?\w-]/;
const EARLIER_IN_QUOTES = /^!(?:!|\$|-?\d)/;
/** `name=~` and `name=a:~` expand in arguments too (bash 5.2, "Tilde Expansion"). */
const ASSIGNED_TILDE = /^[A-Za-z_]\w*\+?=(?:.*:)?~/s;

/** Reads the source text of one word (POSIX.1-2024, 2.2 "Quoting" and 2.6 "Word Expansions"). */
export function readWord(raw: string, shell: Shell): Word {
  const reader = new WordReader(raw, shell);
  return reader.read();
}

class WordReader {
  readonly #raw: string;
  readonly #shell: Shell;
  #at = 0;
  #text = '';
  /** The word with every quoted character replaced by `x`: what the shell still looks at after quoting. */
  #bare = '';
  #why: string | null = null;

  constructor(raw: string, shell: Shell) {
    this.#raw = raw;
    this.#shell = shell;
  }

  read(): Word {
    while (this.#at < this.#raw.length && this.#why === null) this.#step();
    const why = this.#why ?? bareProblem(this.#bare, this.#text, this.#shell);
    if (why !== null) return open(why);
    return { kind: 'fixed', text: this.#text, isPattern: isPattern(this.#bare, this.#shell) };
  }

  #step(): void {
    const rest = this.#raw.slice(this.#at);
    const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    if (char === "'") this.#single(rest);
    else if (char === '"') this.#double(rest);
    else if (char === '$') this.#dollar(rest);
    else if (char === '\\') this.#escape(rest);
    else if (char === '`') this.#why = 'a command stands in it';
    else if (char === '!' && EARLIER_COMMAND.test(rest)) this.#why = 'an earlier command may stand in it';
    else if (!PLAIN.test(char) && !'*?[]{}'.includes(char) && !isForeign(char))
      this.#why = `\`${char}\` stands in it`;
    else this.#take(char, char, char.length);
  }

  /** `bare` is what remains visible to the shell of `text`. */
  #take(text: string, bare: string, length: number): void {
    this.#text += text;
    this.#bare += bare;
    this.#at += length;
  }

  #quoted(text: string, length: number): void {
    this.#take(text, 'x'.repeat(text.length) || 'x', length);
  }

  #single(rest: string): void {
    const end = rest.indexOf("'", 1);
    if (end === -1) this.#why = 'a quote is not closed';
    else this.#quoted(rest.slice(1, end), end + 1);
  }

  #escape(rest: string): void {
    const next = rest.charAt(1);
    if (next === '') this.#why = 'it ends with a backslash';
    else if (next === '\n') this.#at += 2;
    else this.#quoted(next, 2);
  }

  #dollar(rest: string): void {
    const next = rest.charAt(1);
    if (next === "'") this.#escapes(rest);
    else if (next !== '"' && isLoneDollar(next, this.#shell)) this.#take('$', 'x', 1);
    else this.#why = 'a variable stands in it';
  }

  /** `$'…'`, as far as every shell reads it alike (POSIX.1-2024, 2.2.4 "Dollar-Single-Quotes"). */
  #escapes(rest: string): void {
    const body = /^\$'((?:[^'\\]|\\[^])*)'/.exec(rest);
    const text = body === null ? null : withoutEscapes(body[1] ?? '');
    if (body === null || text === null) this.#why = 'an escape stands in it';
    else this.#quoted(text, body[0].length);
  }

  /** Between double quotes a backslash counts before `$`, a backtick, `"`, `\` and a line's end only (POSIX.1-2024, 2.2.3). */
  #double(rest: string): void {
    let text = '';
    for (let at = 1; at < rest.length; at += 1) {
      const char = rest.charAt(at);
      const next = rest.charAt(at + 1);
      if (char === '"') return this.#quoted(text, at + 1);
      if (char === '`') this.#why = 'a command stands in it';
      else if (char === '$' && !isLoneDollar(next, this.#shell)) this.#why = 'a variable stands in it';
      else if (char === '!' && EARLIER_IN_QUOTES.test(rest.slice(at)))
        this.#why = 'an earlier command may stand in it';
      if (this.#why !== null) return;
      if (char === '\\' && next !== '' && '\n$`"\\'.includes(next)) {
        at += 1;
        if (next !== '\n') text += next;
      } else text += char;
    }
    this.#why = 'a quote is not closed';
  }
}

/** A `$` that begins no expansion. zsh has more of them than bash (`$+x`, `$=x`, `$~x`): there only one at the end is plain. */
function isLoneDollar(next: string, shell: Shell): boolean {
  if (next === '' || next === '"' || next === ' ') return true;
  return shell === 'bash' && '/.,%|)'.includes(next);
}

function isForeign(char: string): boolean {
  return char > '\u007f' && !LOOKS_SPECIAL.test(char.normalize('NFKC'));
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

function withoutEscapes(body: string): string | null {
  let isKnown = true;
  const text = body.replace(/\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[^])/g, (_, code: string) => {
    const named = ESCAPES[code];
    if (named !== undefined) return named;
    const value = code.startsWith('x') ? parseInt(code.slice(1), 16) : parseInt(code, 8);
    if (value >= 0x20 && value < 0x7f) return String.fromCharCode(value);
    isKnown = false;
    return '';
  });
  return isKnown ? text : null;
}

/** What the shell would still make of the unquoted characters of a word: folders, programs, several words, names of files. */
function bareProblem(bare: string, text: string, shell: Shell): string | null {
  if (bare.startsWith('~') || ASSIGNED_TILDE.test(bare)) return '~ stands for a folder';
  if (/[{}]/.test(bare) && bare !== '{}' && (!/^[^{}]*\{[^{},]+\}$/.test(bare) || bare.includes('..')))
    return 'braces stand for several words';
  if (shell === 'zsh' && (/^[=^#]/.test(bare) || bare === '{' || bare === '}'))
    return 'zsh reads its first character in its own way';
  if (!isPattern(bare, shell)) return null;
  return shell === 'bash' && isBounded(bare, text) ? null : 'a pattern stands for unknown names';
}

/** A bracket that isn't closed is one: `[` is a program. */
function isPattern(bare: string, shell: Shell): boolean {
  return /[*?]|\[.*\]/.test(bare) || (shell !== 'bash' && /.\[|\[./.test(bare));
}

/**
 * A pattern is fine behind a literal folder: what it finds there can't become an option, and it stays below that folder. `.*` finds `..`.
 */
function isBounded(bare: string, text: string): boolean {
  const parts = bare.split('/');
  const [first = ''] = parts;
  if (!/^(?!-)[\w.@+-]+$/.test(first) || first === '..' || text.split('/').includes('..')) return false;
  return parts.slice(1).every((part) => !/^\..*[*?[]/.test(part));
}

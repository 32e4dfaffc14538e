// Reads an awk program (POSIX.1-2024 awk, "Grammar"; gawk 5.3 manual) token by token, as far as it has to be to know that it only computes and
// prints: it calls no function that isn't known, opens no pipe and writes no file. Where a slash could be read in two ways it isn't read.

/** Why the program may do more than print, or null. */
export function awkProblem(program: string): string | null {
  return new AwkReader(program).problem();
}

/** Functions that only compute (POSIX; gawk's own beside them). Not system, close, fflush, extension, getline. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  'and asort asorti atan2 compl cos exp gensub gsub index int isarray length log lshift match mktime or patsplit rand rshift sin split sprintf sqrt srand strftime strtonum sub substr systime tolower toupper typeof xor'.split(
    ' ',
  ),
);
const STATEMENTS: ReadonlySet<string> = new Set(
  'BEGIN END BEGINFILE ENDFILE break case continue default delete do else exit for function func if in next nextfile print printf return switch while'.split(
    ' ',
  ),
);
/** Names through which a program reads, writes or runs more than its input. */
const REACHING: ReadonlySet<string> = new Set(
  'system getline close fflush extension ENVIRON ARGV ARGC PROCINFO SYMTAB FUNCTAB'.split(' '),
);
/** After these a statement begins, or an operand. */
const OPENS_OPERAND: ReadonlySet<string> = new Set('print printf return in else do case exit'.split(' '));
/** After these a line's end doesn't end a statement. */
const GOES_ON: ReadonlySet<string> = new Set([',', '&&', '||', '?', ':']);

const BLANK = /(?:[ \t]|\\\n)+|#[^\n]*/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
/** A pattern with a slash between brackets is read in two ways. */
const PATTERN = /\/(?:[^/\\[\n]|\\[^\n]|\[\^?\]?(?:[^\]\\/\n]|\\[^\n])*\])+\//y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /\d[\w.]*|\.\d[\w]*/y;
const OPERATOR = /\+\+|--|>>|\|\||\|&|&&|!~|[-+*/%^=!<>]=|\*\*=?|[-+*/%^=!<>|?:~$,;(){}[\]\n]/y;

class AwkReader {
  readonly #program: string;
  #at = 0;
  /** Whether what stands before can be divided; awks differ on some. */
  #before: 'operand' | 'unclear' | 'other' = 'other';
  /** Open parentheses; true for those of `if`, `while`, `for` and `switch`: gawk begins a statement after them, mawk divides. */
  readonly #open: boolean[] = [];
  #isControl = false;
  /** The depth of parentheses at which a print statement stands. */
  #printing: number | null = null;
  #last = '';

  constructor(program: string) {
    this.#program = program;
  }

  problem(): string | null {
    while (this.#at < this.#program.length) {
      const problem = this.#token();
      if (problem !== null) return problem;
    }
    return null;
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#program)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #token(): string | null {
    if (this.#take(BLANK) !== null) return null;
    const char = this.#program.charAt(this.#at);
    if (char === '"') return this.#literal(STRING);
    if (char === '/' && this.#before !== 'operand') {
      if (this.#before === 'unclear') return 'the awk program can be read in two ways';
      return this.#literal(PATTERN);
    }
    const name = this.#take(NAME);
    if (name !== null) return this.#name(name);
    if (this.#take(NUMBER) !== null) return this.#operand();
    const operator = this.#take(OPERATOR);
    return operator === null ? 'the awk program can’t be read' : this.#operator(operator);
  }

  #operand(): null {
    this.#before = 'operand';
    this.#last = '';
    return null;
  }

  #literal(pattern: RegExp): string | null {
    return this.#take(pattern) === null ? 'the awk program can’t be read' : this.#operand();
  }

  #name(name: string): string | null {
    if (REACHING.has(name)) return `the awk program uses ${name}`;
    const isCall = this.#program.startsWith('(', this.#at);
    const isDefinition = this.#last === 'function' || this.#last === 'func';
    if (isCall && !isDefinition && !FUNCTIONS.has(name) && !STATEMENTS.has(name) && !this.#defines(name))
      return `the awk program calls ${name}`;
    this.#isControl = ['if', 'while', 'for', 'switch'].includes(name);
    if (name === 'print' || name === 'printf') this.#printing = this.#open.length;
    const isBareFunction = FUNCTIONS.has(name) && !isCall;
    this.#before = OPENS_OPERAND.has(name) ? 'other' : isBareFunction ? 'unclear' : 'operand';
    this.#last = name;
    return null;
  }

  #defines(name: string): boolean {
    return new RegExp(String.raw`\bfunc(?:tion)?\s+${name}\(`).test(this.#program);
  }

  #operator(operator: string): string | null {
    if (operator === '|' || operator === '|&') return 'the awk program uses a pipe';
    const isPrinting = this.#printing !== null && this.#open.length <= this.#printing;
    if (operator === '>>' || (operator === '>' && isPrinting)) return 'the awk program may write a file';
    if (operator === '\n' && GOES_ON.has(this.#last)) return null;
    if (';{}\n'.includes(operator) && isPrinting) this.#printing = null;
    if (operator === '(') this.#open.push(this.#isControl);
    const isControlEnd = operator === ')' && this.#open.pop() === true;
    this.#before = beforeOf(operator, isControlEnd);
    this.#isControl = false;
    this.#last = operator;
    return null;
  }
}

function beforeOf(operator: string, isControlEnd: boolean): 'operand' | 'unclear' | 'other' {
  if (operator === '++' || operator === '--' || isControlEnd) return 'unclear';
  return operator === ')' || operator === ']' ? 'operand' : 'other';
}

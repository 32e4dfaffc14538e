// One pass over the text of a JSON value that `JSON.parse` can't give: where the outer members lie, how deep the value nests,
// how many members it has in all (fewer keys after parsing means that one was written twice), and which numbers a double would
// change. It assumes nothing about validity: `JSON.parse` judges that, over the same text.

/** A half-open range of the text. */
export type Span = { readonly start: number; readonly end: number };

export type JsonScan = {
  /** Values of the outermost object by key, the first written when a key repeats. */
  readonly members: ReadonlyMap<string, Span>;
  /** Values of the object that is the outermost object's member `inner` (as passed to `scanJson`). */
  readonly innerMembers: ReadonlyMap<string, Span>;
  /** Members of all objects, repeated ones included. */
  readonly memberCount: number;
  readonly depth: number;
  /** Values of all kinds, counted by what stands between them. */
  readonly valueCount: number;
  /** A number is written with more digits or a larger exponent than a double is sure to hold. */
  readonly hasLongNumber: boolean;
  /** A carriage return stands between tokens: readers with universal newlines would cut the line there. */
  readonly hasCarriageReturn: boolean;
};

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const CARRIAGE_RETURN = 13;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const UPPER_E = 69;
const LOWER_E = 101;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
/** Any decimal of up to 15 significant digits survives a double (IEEE 754-2019, 5.12.2). */
const SURE_NUMBER = 15;

/** The index of the quote that closes the string opened just before `from`, or the text's length. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}

function keyText(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

class Scanner {
  readonly members = new Map<string, Span>();
  readonly innerMembers = new Map<string, Span>();
  memberCount = 0;
  maxDepth = 0;
  valueCount = 1;
  hasLongNumber = false;
  hasCarriageReturn = false;
  private depth = 0;
  private lastString: Span = { start: 0, end: 0 };
  private outerKey: string | null = null;
  private innerKey: string | null = null;
  private outerStart = 0;
  private innerStart = 0;

  private readonly text: string;
  private readonly inner: string;

  constructor(text: string, inner: string) {
    this.text = text;
    this.inner = inner;
  }

  run(): void {
    const { text } = this;
    let at = 0;
    while (at < text.length) at = this.step(at, text.charCodeAt(at));
  }

  private step(at: number, code: number): number {
    if (code === QUOTE) {
      const end = closingQuote(this.text, at + 1);
      this.lastString = { start: at + 1, end };
      return end + 1;
    }
    if (code === COLON) this.memberBegins(at + 1);
    else if (code === COMMA) {
      this.valueCount += 1;
      this.memberEnds(at);
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      this.valueCount += 1;
      this.depth += 1;
      if (this.depth > this.maxDepth) this.maxDepth = this.depth;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      this.memberEnds(at);
      this.depth -= 1;
    } else if (code === CARRIAGE_RETURN) this.hasCarriageReturn = true;
    else if (code === MINUS || (code >= DIGIT_0 && code <= DIGIT_9)) return this.number(at);
    return at + 1;
  }

  private number(start: number): number {
    let at = start + 1;
    let hasExponent = false;
    for (; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === UPPER_E || code === LOWER_E) hasExponent = true;
      else if (!((code >= DIGIT_0 && code <= DIGIT_9) || code === DOT || code === PLUS || code === MINUS))
        break;
    }
    if (hasExponent || at - start > SURE_NUMBER) this.hasLongNumber = true;
    return at;
  }

  private memberBegins(valueStart: number): void {
    this.memberCount += 1;
    if (this.depth === 1) {
      this.outerKey = keyText(this.text.slice(this.lastString.start, this.lastString.end));
      this.outerStart = valueStart;
    } else if (this.depth === 2 && this.outerKey === this.inner) {
      this.innerKey = keyText(this.text.slice(this.lastString.start, this.lastString.end));
      this.innerStart = valueStart;
    }
  }

  private memberEnds(end: number): void {
    if (this.depth === 1 && this.outerKey !== null) {
      if (!this.members.has(this.outerKey)) this.members.set(this.outerKey, { start: this.outerStart, end });
      this.outerKey = null;
    } else if (this.depth === 2 && this.innerKey !== null) {
      if (!this.innerMembers.has(this.innerKey))
        this.innerMembers.set(this.innerKey, { start: this.innerStart, end });
      this.innerKey = null;
    }
  }
}

/** Scans `text`; `inner` names the outer member whose own members are wanted (`params` of a request, `result` of an answer). */
export function scanJson(text: string, inner: string): JsonScan {
  const scanner = new Scanner(text, inner);
  scanner.run();
  return {
    members: scanner.members,
    innerMembers: scanner.innerMembers,
    memberCount: scanner.memberCount,
    depth: scanner.maxDepth,
    valueCount: scanner.valueCount,
    hasLongNumber: scanner.hasLongNumber,
    hasCarriageReturn: scanner.hasCarriageReturn,
  };
}

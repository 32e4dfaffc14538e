// Takes the secrets out of the strings of a JSON text, and the values of members whose name says that they are secret. What isn't redacted
// stays as it is written; the text may end anywhere. From where it isn't JSON it is read as running text.

import { isPlaceholder, isSecretName, isSecretOption } from './secret-names.ts';
import type { Extent, TextRedactor } from './text-redactor.ts';

/** Members of a schema that say what a secret is like and not what it is. */
const DESCRIBING = new Set([
  'type',
  'title',
  'description',
  'format',
  'pattern',
  'required',
  'properties',
  '$ref',
  '$comment',
  '$schema',
  'contentEncoding',
  'name',
  'id',
  'kind',
]);
const OTHER = /[\s,:]+|[-+0-9.eE]+|true|false|null/y;

/** An object or array that is open. `secret`: what lies in it is secret by the name of something around it. */
type Frame = {
  readonly isArray: boolean;
  readonly secret: boolean;
  name: string;
  isName: boolean;
  before: string;
};

export function redactJson(text: string, extent: Extent, depth: number, redactor: TextRedactor): string {
  return new JsonRedaction(text, extent, depth, redactor).run();
}

class JsonRedaction {
  readonly #text: string;
  readonly #extent: Extent;
  readonly #depth: number;
  readonly #redactor: TextRedactor;
  readonly #frames: Frame[] = [];
  #out = '';
  #at = 0;
  /** A name was read: a colon has to follow, and nowhere else may be one. */
  #isColonNext = false;

  constructor(text: string, extent: Extent, depth: number, redactor: TextRedactor) {
    this.#text = text;
    this.#extent = extent;
    this.#depth = depth;
    this.#redactor = redactor;
  }

  run(): string {
    const { limit } = this.#extent;
    while (this.#at < this.#text.length && this.#at < limit) {
      if (this.#step()) continue;
      // What was read as strings may have been the rest of others: all of it is read once more.
      const { isCut } = this.#extent;
      const all = this.#out + this.#text.slice(this.#at);
      return this.#redactor.plain(all, { isCut, limit: this.#out.length + limit - this.#at });
    }
    return this.#out;
  }

  /** Takes one piece; false where the text isn't JSON. */
  #step(): boolean {
    const one = this.#text[this.#at] ?? '';
    if (this.#isColonNext && !/[\s:]/.test(one)) return false;
    if (one === '"') return this.#string();
    if (one === '{' || one === '[') return this.#open(one === '[');
    if (one === '}' || one === ']') {
      this.#frames.pop();
      return this.#copy(this.#at + 1);
    }
    OTHER.lastIndex = this.#at;
    const other = OTHER.exec(this.#text)?.[0];
    if (other === undefined) return false;
    if (/^[-+0-9.eE]/.test(other)) return this.#number(other);
    const frame = this.#frames.at(-1);
    if (other.includes(':') !== this.#isColonNext) return false;
    this.#isColonNext = false;
    if (frame !== undefined && !frame.isArray && other.includes(',')) frame.isName = true;
    return this.#copy(this.#at + other.length);
  }

  #copy(end: number): boolean {
    this.#out += this.#text.slice(this.#at, Math.min(end, this.#extent.limit));
    this.#at = end;
    return true;
  }

  #open(isArray: boolean): boolean {
    this.#frames.push({ isArray, secret: this.#isSecretHere(), name: '', isName: !isArray, before: '' });
    return this.#copy(this.#at + 1);
  }

  /** Whether a value that stands here is secret by a name. */
  #isSecretHere(): boolean {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return false;
    if (frame.isArray) return frame.secret || isSecretOption(frame.before);
    return isSecretName(frame.name) || (frame.secret && !DESCRIBING.has(frame.name));
  }

  #number(written: string): boolean {
    const digits = written.replace(/\D/g, '').length;
    const isSecret = digits >= 3 && this.#isSecretHere();
    const out = isSecret
      ? this.#redactor.mark(written, 'named-value')
      : this.#redactor.plain(written, { ...this.#extent, limit: Infinity });
    if (out === written) return this.#copy(this.#at + written.length);
    this.#out += JSON.stringify(out);
    this.#at += written.length;
    return true;
  }

  #string(): boolean {
    const start = this.#at;
    const end = stringEnd(this.#text, start);
    const isClosed = this.#text[end - 1] === '"' && end - 1 > start;
    const inner = this.#text.slice(start + 1, isClosed ? end - 1 : end);
    const value = decoded(inner, isClosed);
    if (value === null) return false;
    const frame = this.#frames.at(-1);
    const limit = this.#limitIn(start, end, value.length);
    const extent = { limit, isCut: this.#extent.isCut && !isClosed };
    const isName = frame?.isName === true;
    const clean = this.#clean(value, extent, isName);
    if (frame !== undefined) takeString(frame, value);
    this.#isColonNext = isName;
    if (clean === value.slice(0, limit)) return this.#copy(end);
    const out = JSON.stringify(clean);
    this.#out += isClosed && end <= this.#extent.limit ? out : out.slice(0, -1);
    this.#at = end;
    return true;
  }

  #clean(value: string, extent: Extent, isName: boolean): string {
    if (!isName && this.#isSecretHere() && !isPlaceholder(value))
      return this.#redactor.mark(value, 'named-value');
    return this.#redactor.text(value, extent, this.#depth + 1);
  }

  /** How much of a string's value lies before the limit. */
  #limitIn(start: number, end: number, length: number): number {
    const { limit } = this.#extent;
    if (end <= limit) return Math.max(length, 1);
    return decoded(this.#text.slice(start + 1, Math.max(start + 1, limit)), false)?.length ?? 0;
  }
}

function takeString(frame: Frame, value: string): void {
  if (!frame.isName) {
    frame.before = value;
    return;
  }
  frame.name = value;
  frame.isName = false;
}

/** Behind the closing quote, or the text's end. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const next = text.indexOf('"', at);
    if (next === -1) return text.length;
    let slashes = 0;
    while (text[next - slashes - 1] === '\\') slashes += 1;
    if (slashes % 2 === 0) return next + 1;
    at = next + 1;
  }
  return text.length;
}

/** What a string stands for; one that is cut off may end within an escape. Null when it is no JSON string. */
function decoded(inner: string, isClosed: boolean): string | null {
  try {
    const value: unknown = JSON.parse(`"${isClosed ? inner : wholeEscapes(inner)}"`);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function wholeEscapes(inner: string): string {
  const [tail = ''] = /(?:\\u[0-9a-fA-F]{0,3}|\\)$/.exec(inner) ?? [];
  const before = inner.slice(0, inner.length - tail.length);
  const [slashes = ''] = /\\*$/.exec(before) ?? [];
  // Behind an odd number of backslashes the first of the tail is escaped itself.
  return slashes.length % 2 === 0 ? before : inner;
}

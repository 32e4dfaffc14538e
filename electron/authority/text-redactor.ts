// Takes the secrets out of one text, or out of the strings of a JSON text, and keeps what it took for the other texts of the same entry.

import type { Redaction } from '../../shared/contract/record-entry.ts';
import { mayBeEncoded } from './decoded-text.ts';
import { encodedForms } from './encoded-forms.ts';
import { findEncoded } from './encoded-secrets.ts';
import { findKnown } from './known-values.ts';
import { findSecrets, mayHoldSecret, merged } from './find-secrets.ts';
import type { FoundSecret } from './secret-rule.ts';
import { findSplit, mayBeSplit } from './split-values.ts';
import { redactJson } from './redact-json.ts';

export type Keyed = (text: string) => string;

/** A text with where it ends: what lies behind `limit` is looked at and left out. `isCut`: more followed that isn't there. */
export type Extent = { readonly limit: number; readonly isCut: boolean };
export const WHOLE: Extent = { limit: Number.POSITIVE_INFINITY, isCut: false };

/** What Remit hands to servers, which doesn't change from entry to entry, and a look for it in other encodings. */
export type GivenValues = {
  readonly values: readonly string[];
  readonly mayBeEncodedIn: (text: string) => boolean;
};
const NONE_GIVEN: GivenValues = { values: [], mayBeEncodedIn: () => false };

/** JSON within strings of JSON is read as JSON so many times. */
const MAX_DEPTH = 8;
const MARK = /\[redacted [a-z0-9-]{1,40} [0-9a-f]{8}\]/g;
/** Hex digits of a secret's keyed hash in its place. */
const SHOWN = 8;

export class TextRedactor {
  readonly #keyed: Keyed;
  /** What Remit hands to servers, and what is known from before. */
  readonly #given: GivenValues;
  readonly #known: readonly string[];
  readonly #taken = new Map<string, Redaction>();
  /** Secrets that were found here: they are known from then on. */
  readonly found = new Set<string>();

  constructor(keyed: Keyed, known: readonly string[], given = NONE_GIVEN) {
    this.#keyed = keyed;
    this.#given = given;
    this.#known = known;
  }

  /** What was taken so far, each secret once. */
  get redactions(): readonly Redaction[] {
    return [...this.#taken.values()];
  }

  /** The text without its secrets; the same text where there are none. */
  text(text: string, extent: Extent = WHOLE, depth = 0): string {
    if (!this.mayHold(text)) return text.slice(0, extent.limit);
    const split = this.#splitIn(text);
    if (split.length > 0) {
      const limit = extent.limit === Infinity ? Infinity : this.#replace(text, split, extent.limit).length;
      return this.text(this.#replace(text, split, Infinity), { ...extent, limit }, depth);
    }
    if (depth < MAX_DEPTH && /^\s{0,100}[[{]/.test(text)) return redactJson(text, extent, depth, this);
    return this.plain(text, extent);
  }

  /** The same of a text that isn't read as JSON. */
  plain(text: string, { limit, isCut }: Extent): string {
    const values = this.#values();
    const look = (part: string, isLast: boolean): readonly FoundSecret[] => [
      ...findSecrets(part),
      ...findKnown(part, values, isCut && isLast),
    ];
    const encoded = outsideMarks(text, findEncoded(text, look));
    const all = outsideMarks(text, merged([...look(text, true), ...encoded]));
    for (const { secret } of all) if (secret !== undefined) this.found.add(secret);
    return this.#replace(text, all, limit);
  }

  /** Words without the pieces of a value that stands in several of them. */
  words(words: readonly unknown[]): readonly unknown[] {
    if (!words.every((word) => typeof word === 'string' && !word.includes('\n'))) return words;
    const text = words.join('\n');
    const split = this.#splitIn(text);
    return split.length === 0 ? words : this.#replace(text, split, Infinity).split('\n');
  }

  #splitIn(text: string): readonly FoundSecret[] {
    return outsideMarks(text, merged(findSplit(text, this.#values())));
  }

  /** The text up to the limit with what was found in it replaced. */
  #replace(text: string, all: readonly FoundSecret[], limit: number): string {
    let out = '';
    let from = 0;
    for (const { start, end, rule, secret } of all) {
      if (start >= limit) break;
      out += text.slice(from, start) + this.mark(secret ?? text.slice(start, end), rule);
      from = end;
    }
    return out + text.slice(Math.min(from, limit), limit);
  }

  /** What stands in the place of a secret. */
  mark(secret: string, rule: string): string {
    const keyed = this.#keyed(secret).slice(0, SHOWN);
    this.#taken.set(`${rule} ${keyed}`, { rule, keyed });
    this.found.add(secret);
    return `[redacted ${rule} ${keyed}]`;
  }

  /** Whether it is worth while to look closer: true for every text that holds a secret, and for some others. */
  mayHold(text: string): boolean {
    // An escaped letter hides what it is a part of.
    if (mayHoldSecret(text) || text.includes('\\u') || mayBeEncoded(text)) return true;
    if (this.#given.mayBeEncodedIn(text)) return true;
    const values = this.#values();
    if (values.some((value) => value.length > 0 && text.includes(coreOf(value)))) return true;
    const own = [...this.#known, ...this.found];
    return (
      own.some((value) => encodedForms(value).some((form) => text.includes(form))) || mayBeSplit(text, values)
    );
  }

  #values(): readonly string[] {
    return [...this.#given.values, ...this.#known, ...this.found];
  }
}

/** What stands in the place of a secret is none. */
function outsideMarks(text: string, found: readonly FoundSecret[]): readonly FoundSecret[] {
  if (found.length === 0 || !text.includes('[redacted ')) return found;
  const marks = [...text.matchAll(MARK)].map(({ 0: mark, index }) => ({
    start: index,
    end: index + mark.length,
  }));
  return found.filter(({ start, end }) => !marks.some((mark) => start >= mark.start && end <= mark.end));
}

/** A part of a value that is written the same in JSON, however often. */
function coreOf(value: string): string {
  return /^[^"\\/\u0000-\u001F]{1,6}/.exec(value)?.[0] ?? '';
}

// Values that are known to be secret, whatever they look like: Remit hands them to servers, or has found them beside a name that says so.

import { encodedForms, withSides } from './encoded-forms.ts';
import { wholeWordAt } from './whole-word.ts';
import type { FoundSecret } from './secret-rule.ts';

const RULE = 'known-value';
/** Below this many characters a value is found only where nothing touches it. */
const SHORT = 8;
/** A shorter value stands for itself in too many places. */
const MIN = 4;
/** So much of a value before the sign of a cut is a part of it. */
const HEAD = 6;
const CUT = /["'`]?(?:…|\.\.\.)/g;
/** Cuts that are looked at in one text. */
const MAX_CUTS = 64;

/** Whether a variable's value may be a secret: no plain words, path, address without credentials, or number. */
export function maybeSecret(value: string): boolean {
  if (value.length < SHORT) return false;
  if (/^[A-Za-z]+(?:[ _,.:-][A-Za-z]+)*$/.test(value) && !/[a-z][A-Z].*[a-z][A-Z]/.test(value)) return false;
  if (/^[\d.,:+-]+$/.test(value)) return false;
  return !isPath(value) && !/^[a-z][a-z0-9+.-]*:\/\/[^@?]*$/i.test(value);
}

/** Base64 may begin with a slash: a path has short names in it. */
function isPath(value: string): boolean {
  const isRooted = /^(?:~|\.{0,2})[/\\]|^[A-Za-z]:[/\\]/.test(value);
  return isRooted && value.split(/[/\\]/).every((name) => name.length < 30);
}

/** The places of known values in a text, also as JSON, base64 and hex write them, and of the beginnings of such where the text is cut. */
export function findKnown(text: string, values: Iterable<string>, isCut: boolean): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  const ends = cutsOf(text, isCut);
  for (const value of values) {
    if (value.length < MIN) continue;
    const written = JSON.stringify(value).slice(1, -1);
    for (const form of written === value ? [value] : [value, written]) {
      findWhole(text, form, found);
      for (const end of ends) findHead(text, form, end, found);
    }
    for (const form of encodedForms(value)) {
      const encoded: FoundSecret[] = [];
      findWhole(text, form, encoded);
      for (const end of ends) findHead(text, form, end, encoded);
      found.push(
        ...encoded.map(({ start, end, rule }) => ({ ...withSides(text, start, end), rule, secret: value })),
      );
    }
  }
  return found;
}

function findWhole(text: string, form: string, found: FoundSecret[]): void {
  let at = text.indexOf(form);
  while (at !== -1) {
    const end = at + form.length;
    const isTaken = form.length >= SHORT || wholeWordAt(text, at, end);
    if (isTaken) found.push({ start: at, end, rule: RULE });
    at = text.indexOf(form, isTaken ? end : at + 1);
  }
}

/** Where something is cut: before an ellipsis and the quote that may stand there, and at the end of a text of which more follows. */
function cutsOf(text: string, isCut: boolean): readonly number[] {
  const ends: number[] = isCut ? [text.length] : [];
  for (const { index } of text.matchAll(CUT)) {
    ends.push(index);
    if (ends.length >= MAX_CUTS) break;
  }
  return ends;
}

/** The beginning of a value that ends at a cut: the longest one. */
function findHead(text: string, form: string, end: number, found: FoundSecret[]): void {
  const from = Math.max(0, end - form.length);
  const window = text.slice(from, end);
  const head = form.slice(0, HEAD);
  for (let at = window.indexOf(head); at !== -1; at = window.indexOf(head, at + 1)) {
    if (!form.startsWith(window.slice(at))) continue;
    found.push({ start: from + at, end, rule: RULE });
    return;
  }
}

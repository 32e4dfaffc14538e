// How a value that is known is written in base64 and in hex, so that it is found there without decoding anything.

import { Buffer } from 'node:buffer';

/** A shorter value has so short a form that it stands in other texts by chance. */
const MIN = 8;
/** Of a value behind 0, 1 or 2 other bytes: the first character of its base64 that it alone decides. */
const FIRST = [0, 2, 3];
/** Values whose forms are remembered: those that Remit holds come with every entry. */
const MAX_REMEMBERED = 1024;
const ALPHABET = /[A-Za-z0-9+/_-]/;

const remembered = new Map<string, readonly string[]>();

/** The characters that a value decides in base64 (RFC 4648, 4 and 5), wherever in it the value stands, and in hex; none of a short value. */
export function encodedForms(value: string): readonly string[] {
  if (value.length < MIN) return [];
  const known = remembered.get(value);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const forms = formsOf(Buffer.from(value));
  remembered.set(value, forms);
  return forms;
}

function formsOf(bytes: Buffer): readonly string[] {
  const base64 = FIRST.map((first, before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(first, Math.floor(((before + bytes.length) * 8) / 6)),
  );
  const urlSafe = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = bytes.toString('hex');
  return [...new Set([...base64, ...urlSafe, hex, hex.toUpperCase()])];
}

/** With the characters on both sides of such a form that the value decides in part. */
export function withSides(text: string, start: number, end: number): { start: number; end: number } {
  const before = ALPHABET.test(text[start - 1] ?? '') ? 1 : 0;
  const after = ALPHABET.test(text[end] ?? '') ? 1 : 0;
  return { start: start - before, end: end + after };
}

/** Looks for the forms of all these values at once. */
export function lookForEncoded(values: readonly string[]): (text: string) => boolean {
  const forms = values.flatMap(encodedForms);
  if (forms.length === 0) return () => false;
  const any = new RegExp(forms.map((form) => form.replaceAll('+', '\\+').replaceAll('/', '\\/')).join('|'));
  return (text) => any.test(text);
}

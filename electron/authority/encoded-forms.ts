// How a value that is known is written in base64, base32 and hex, so that it is found there without decoding anything.

import { Buffer } from 'node:buffer';
import { base32Text } from './base32.ts';

/** A shorter value has so short a form that it stands in other texts by chance. */
const MIN = 8;
/** Of a value behind 0, 1 or 2 other bytes: the first character of its base64 that it alone decides. */
const FIRST = [0, 2, 3];
/** The same of its base32, behind 0 to 4 other bytes. */
const FIRST_32 = [0, 2, 4, 5, 7];
/** Values whose forms are remembered: those that Remit holds come with every entry. */
const MAX_REMEMBERED = 1024;
const ALPHABET = /[A-Za-z0-9+/_-]/;

const remembered = new Map<string, readonly string[]>();

/** The characters that a value decides in base64 and base32 (RFC 4648, 4 to 6), wherever in it the value stands, and in hex; none of a short value. */
export function encodedForms(value: string): readonly string[] {
  if (value.length < MIN) return [];
  const known = remembered.get(value);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  // Of UTF-16 without its last byte: so it stands there with either byte first.
  const wide = Buffer.from(value, 'utf16le').subarray(0, -1);
  const forms = [...formsOf(Buffer.from(value)), ...formsOf(wide), ...base32Forms(Buffer.from(value))];
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

function base32Forms(bytes: Buffer): readonly string[] {
  const forms = FIRST_32.map((first, before) =>
    base32Text(Buffer.concat([Buffer.alloc(before), bytes])).slice(
      first,
      Math.floor(((before + bytes.length) * 8) / 5),
    ),
  );
  return forms.flatMap((form) => [form, form.toLowerCase()]);
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

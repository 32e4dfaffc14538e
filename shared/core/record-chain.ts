// The chain of the record: every entry's hash covers its place, its time, its body and the hash before it, so that no entry can be
// changed, moved, added or dropped without every later hash being wrong. The hash function is passed in.

import canonicalize from 'canonicalize';
import type { EntryBody } from '../contract/record-entry.ts';

/** The hash that stands before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** The body as it is stored and hashed: canonical JSON (RFC 8785). */
export function bodyText(body: EntryBody): string {
  const text = canonicalize(body);
  if (text === undefined) throw new Error('an entry has to be a JSON object');
  return text;
}

/** The text whose SHA-256 is the entry's hash. The parts can't run into each other: only the last may hold a newline. */
export function linkText(previous: string, seq: number, at: string, body: string): string {
  return `${previous}\n${seq}\n${at}\n${body}`;
}

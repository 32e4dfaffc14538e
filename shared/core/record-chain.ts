// The texts of docs/record-format.md that are hashed and signed. Every entry's hash covers its place, its time, its body's hash and the
// hash before it, so that no entry can be changed, moved, added or dropped without every later hash being wrong. The hash function and
// the signature are the caller's.

import canonicalize from 'canonicalize';
import type { EntryBody } from '../contract/record-entry.ts';
import type { Carried } from '../contract/record-proof.ts';

/** The hash that stands before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** A place in the chain: an entry's number and hash. */
export type ChainPlace = { readonly seq: number; readonly hash: string };

/** The body as it is stored and hashed: canonical JSON (RFC 8785). */
export function bodyText(body: EntryBody): string {
  return canonicalText(body);
}

/** What stands for the carried state in a prune's signature. */
export function carriedText(carried: Carried): string {
  return canonicalText(carried);
}

function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('what is hashed has to be a JSON object');
  return text;
}

/** The text whose SHA-256 is the entry's hash; `bodyHash` is the SHA-256 of the body's text. */
export function linkText(previous: string, seq: number, at: string, bodyHash: string): string {
  return `${previous}\n${seq}\n${at}\n${bodyHash}`;
}

/** What is signed of a place in the chain: by a `checkpoint` entry, or by the head and the anchors. */
export function placeText(of: 'checkpoint' | 'head', record: string, { seq, hash }: ChainPlace): string {
  return `remit ${of}\n${record}\n${seq}\n${hash}`;
}

/** What a `prune` entry signs; `carriedHash` is the SHA-256 of `carriedText`. */
export function pruneText(record: string, { seq, hash }: ChainPlace, carriedHash: string): string {
  return `remit prune\n${record}\n${seq}\n${hash}\n${carriedHash}`;
}

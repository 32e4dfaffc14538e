// Long texts stand in the record with their head, their size and the hash of the whole: enough to recognise them, without letting one
// call fill the disk. It never cuts within a character.

import { Buffer } from 'node:buffer';
import type { Excerpt } from '../../shared/contract/record-entry.ts';
import { sha256 } from './sha256.ts';

/** Bytes of a text that are kept when nothing else is said. */
const KEPT = 65_536;
/**
 * Bytes beyond the cut that an excerpt takes along until its secrets are taken out (see redactor.ts): a secret that the cut goes through
 * has to be seen whole to be known.
 */
export const MARGIN = 4096;

/** `kept` is in bytes of UTF-8; a text that is hardly longer stays whole. `hash` is that of the text, where it is known already. */
export function excerpt(text: string | Buffer, kept = KEPT, hash = sha256(text)): Excerpt {
  const most = kept + MARGIN;
  const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
  if (bytes <= most) return { text: text.toString('utf8'), bytes, sha256: hash };
  const head = typeof text === 'string' ? Buffer.from(text.slice(0, most)) : text.subarray(0, most);
  return { text: wholeCharacters(head.subarray(0, most)), bytes, sha256: hash };
}

/** Of a cut excerpt's text, the length in UTF-16 units without the margin; null for one that isn't cut. */
export function keptLength({ text, bytes }: Excerpt): number | null {
  const all = Buffer.from(text);
  if (all.length >= bytes) return null;
  return wholeCharacters(all.subarray(0, Math.max(0, all.length - MARGIN))).length;
}

/** The text without a character that the cut went through: UTF-8 continuation bytes are 10xxxxxx (RFC 3629, 3). */
function wholeCharacters(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\uFFFD{1,3}$/, '');
}

// Long texts stand in the record with their head, their size and the hash of the whole: enough to recognise them, without letting one
// call fill the disk. It never cuts within a character.

import { Buffer } from 'node:buffer';
import type { Excerpt } from '../../shared/contract/record-entry.ts';
import { sha256 } from './sha256.ts';

/** Bytes of a text that are kept when nothing else is said. */
const KEPT = 65_536;

/** `kept` is in bytes of UTF-8; `hash` is that of the text, where it is known already. */
export function excerpt(text: string | Buffer, kept = KEPT, hash = sha256(text)): Excerpt {
  const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
  if (bytes <= kept) return { text: text.toString('utf8'), bytes, sha256: hash };
  const head = typeof text === 'string' ? Buffer.from(text.slice(0, kept)) : text.subarray(0, kept);
  return { text: wholeCharacters(head.subarray(0, kept)), bytes, sha256: hash };
}

/** The text without a character that the cut went through: UTF-8 continuation bytes are 10xxxxxx (RFC 3629, 3). */
function wholeCharacters(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\uFFFD{1,3}$/, '');
}

// Long texts stand in the record with their head, their size and the hash of the whole: enough to recognise them, without letting one
// call fill the disk. It never cuts within a character.

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { sha256Schema } from '../../shared/contract/ids.ts';
import type { Excerpt } from '../../shared/contract/record-entry.ts';

/** Bytes of a text that are kept. */
const KEPT = 65_536;

/** `kept` is in bytes of UTF-8. */
export function excerpt(text: string | Buffer, kept = KEPT): Excerpt {
  const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
  const sha256 = sha256Schema.parse(createHash('sha256').update(text).digest('hex'));
  if (bytes <= kept) return { text: text.toString('utf8'), bytes, sha256 };
  const head = typeof text === 'string' ? Buffer.from(text.slice(0, kept)) : text.subarray(0, kept);
  return { text: wholeCharacters(head.subarray(0, kept)), bytes, sha256 };
}

/** The text without a character that the cut went through: UTF-8 continuation bytes are 10xxxxxx (RFC 3629, 3). */
function wholeCharacters(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\uFFFD{1,3}$/, '');
}

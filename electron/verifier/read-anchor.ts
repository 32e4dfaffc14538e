import type { Anchor } from './entry.ts';
import { HEX_64, isSeq } from './proof-body.ts';

/** `SEQ:HASH`, a place that somebody noted, or null. */
export function readAnchor(text: string): Anchor | null {
  const [, digits = '', hash = ''] = /^([1-9][0-9]*):(.*)$/s.exec(text) ?? [];
  const seq = Number(digits);
  return isSeq(seq) && HEX_64.test(hash) ? { seq, hash } : null;
}

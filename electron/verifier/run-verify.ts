import process from 'node:process';
import { HEX_64 } from './proof-body.ts';
import { progressLine } from './progress-line.ts';
import { readAnchor } from './read-anchor.ts';
import { reportOf } from './report.ts';
import { verifyPath } from './verify-path.ts';

export type VerifyWords = {
  readonly path: string;
  readonly key: string | undefined;
  readonly heads: readonly string[];
  readonly json: boolean;
};

/**
 * `remit verify`: reads the record with code of its own, shared with nothing that writes it, after docs/record-format.md, and prints what
 * it found. 0: verified; 1: it doesn't verify; 2: it can't be read. What is wrong with the words comes back as a sentence.
 */
export async function runVerify({ path, key, heads, json }: VerifyWords): Promise<number | string> {
  if (key !== undefined && !HEX_64.test(key))
    return '`--key` needs a public key: 64 hex digits in lower case';
  const anchors = heads.map(readAnchor).filter((anchor) => anchor !== null);
  if (anchors.length < heads.length) return '`--head` needs a place and a hash: `SEQ:HASH`';
  const line = progressLine(process.stderr);
  const outcome = await verifyPath({ path, key: key ?? null, anchors, progress: line.show });
  line.clear();
  const { text, code, stream } = reportOf(outcome, { key: key ?? null, anchors, json });
  process[stream].write(text);
  return code;
}

// What stands in the record of a call whose arguments the user doesn't want kept: what was reached and what was decided, but neither what
// the arguments nor what the result said.

import type { EntryBody, Excerpt } from '../../shared/contract/record-entry.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { ExcessWords } from '../../shared/contract/request.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { keyedHash } from './redact-entry.ts';
import type { Keyed } from './text-redactor.ts';

const NOT_KEPT = '[not kept]';
/** Rungs whose words are the arguments themselves, by the end of their ids. */
const SAYS_ARGUMENTS = /\.(?:call|now|this|exact|line)$/;

/** The entry of such a call without what its arguments and results say. Paths, addresses and recipients stay: they are what was used. */
export function unkept(body: EntryBody, keyed: Keyed): EntryBody {
  switch (body.kind) {
    case 'call':
      return {
        ...body,
        args: emptied(body.args, keyed),
        digest: keyedHash(body.digest, keyed),
        reaches: body.reaches.map(unkeptReach),
        verdict: unkeptVerdict(body.verdict),
      };
    case 'resumed':
      return { ...body, args: emptied(body.args, keyed) };
    case 'reading':
      return { ...body, reaches: body.reaches.map(unkeptReach), verdict: unkeptVerdict(body.verdict) };
    case 'prompt':
      return { ...body, digest: keyedHash(body.digest, keyed), excess: body.excess.map(unkeptWords) };
    case 'outcome':
      return { ...body, result: body.result === null ? null : emptied(body.result, keyed) };
    case 'refusal':
      return {
        ...body,
        refusal: body.refusal.code === 'unattended' ? { ...body.refusal, reason: NOT_KEPT } : body.refusal,
        message: body.message === null ? null : emptied(body.message, keyed),
      };
    default:
      return body;
  }
}

function emptied({ bytes, sha256 }: Excerpt, keyed: Keyed): Excerpt {
  return { text: '', bytes, sha256: keyedHash(sha256, keyed), kept: false };
}

function unkeptReach(reach: Reach): Reach {
  switch (reach.kind) {
    case 'value':
      return { ...reach, value: NOT_KEPT };
    case 'database':
    case 'undetermined':
      return { ...reach, asked: NOT_KEPT };
    default:
      return reach;
  }
}

function unkeptVerdict(verdict: Verdict): Verdict {
  if (verdict.kind !== 'exceeds') return verdict;
  return {
    kind: 'exceeds',
    excess: verdict.excess.map((one) =>
      one.kind === 'value' || one.kind === 'undetermined' ? { ...one, asked: NOT_KEPT } : one,
    ),
  };
}

/** In a question an argument is named and said in one sentence: what isn't about the tool itself goes as a whole. */
function unkeptWords(words: ExcessWords): ExcessWords {
  const asks = words.asks.includes(' = ') ? NOT_KEPT : words.asks;
  return {
    ...words,
    asks,
    rungs: words.rungs.map((rung) => (SAYS_ARGUMENTS.test(rung.id) ? { ...rung, words: NOT_KEPT } : rung)),
  };
}

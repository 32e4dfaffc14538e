// How a call stands, who decided it and what `verdict:` finds it by, from its entries.

import type { Decider, Standing, VerdictWord } from '../contract/history.ts';
import type { Refusal } from '../contract/errors.ts';
import type { Answer } from '../contract/request.ts';
import type { Verdict } from '../contract/verdict.ts';
import { assertNever } from './assert-never.ts';
import { wholeGrant, type RecordedGrant } from './grants-from-record.ts';

type GrantOf = (id: string) => RecordedGrant | null;

/** What the entries of one call say, as far as it decides how the call stands. */
export type CallFacts = {
  /** As it was judged last. */
  readonly verdict: Verdict;
  readonly wasAsked: boolean;
  readonly answer: Answer | null;
  readonly refusal: Refusal | null;
  /** The grants by which a call that waited came inside. */
  readonly covered: readonly string[] | null;
  /** It was allowed while nobody waited for that, and its agent hasn't called again. */
  readonly isAwaited: boolean;
};

export type CallStanding = { readonly standing: Standing; readonly by: Decider; readonly why: string };

function answerWords(answer: Answer): string {
  switch (answer.kind) {
    case 'deny':
      return answer.reason === '' ? 'you denied it' : `you denied it: ${answer.reason}`;
    case 'not-now':
      return 'you did not answer';
    case 'allow-once':
      return 'you allowed it once';
    case 'remember':
      return 'you allowed and remembered it';
    default:
      return assertNever(answer);
  }
}

function grantWords(ids: readonly string[], grantOf: GrantOf): string {
  const words = new Set(ids.map((id) => grantOf(id)?.grant.words ?? wholeGrant(id)));
  return `grant: ${[...words].join('; ')}`;
}

function deciderOf(answer: Answer): Decider {
  return answer.kind === 'not-now' ? 'timeout' : 'you';
}

/** A refusal without an answer: whether a rule refused, or nobody did because whoever asked or would have answered was gone. */
export function refuser({ code }: Refusal): Decider {
  if (code === 'not-now') return 'timeout';
  return code === 'withdrawn' || code === 'prompt-lost' || code === 'stopping' ? 'nobody' : 'rule';
}

/** How the call stands; `why` names the grant, the answer or the refusal. */
export function callStanding(facts: CallFacts, grantOf: GrantOf): CallStanding {
  const { answer, refusal, covered, verdict } = facts;
  if (refusal !== null) {
    const isAnswer = answer?.kind === 'deny' || answer?.kind === 'not-now';
    const by = isAnswer ? deciderOf(answer) : refuser(refusal);
    return { standing: 'refused', by, why: isAnswer ? answerWords(answer) : refusal.reason };
  }
  const yet = facts.isAwaited ? '; the agent hasn’t called again yet' : '';
  if (answer !== null)
    return { standing: 'allowed', by: deciderOf(answer), why: `${answerWords(answer)}${yet}` };
  const grants = covered ?? (verdict.kind === 'inside' ? verdict.grants : null);
  if (grants !== null)
    return { standing: 'inside', by: 'grant', why: `${grantWords(grants, grantOf)}${yet}` };
  return { standing: 'waiting', by: 'nobody', why: 'waits for your answer' };
}

/** Everything that `verdict:` finds the call by. */
export function verdictWords(facts: CallFacts): readonly VerdictWord[] {
  const words: VerdictWord[] = [];
  if (facts.wasAsked) words.push('asked');
  else if (facts.verdict.kind === 'inside' && facts.refusal === null) words.push('inside');
  if (facts.verdict.kind === 'denied' || facts.answer?.kind === 'deny') words.push('denied');
  if (facts.refusal !== null) words.push('refused');
  return words;
}

// Puts a call that exceeds into a question for the user, and makes of a remembered answer the grant that its sentence says.

import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema, instantSchema, requestIdSchema, type Sha256 } from '../../shared/contract/ids.ts';
import type { Answer, ApprovalRequest, LifetimeChoice } from '../../shared/contract/request.ts';
import type { Grant, Lifetime } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { ladder, type LadderPlace, type RungOffer } from '../../shared/core/ladder.ts';
import { promptContent } from '../../shared/core/prompt-content.ts';
import { sha256 } from './sha256.ts';

/** A question, with the rungs that it offers. */
export type Question = { readonly request: ApprovalRequest; readonly offers: readonly RungOffer[] };

const HOUR_MS = 3_600_000;

export function question(
  call: Call,
  verdict: Extract<Verdict, { readonly kind: 'exceeds' }>,
  claims: { readonly serverCommand: string; readonly description: string | null },
  place: LadderPlace,
): Question {
  const offers = ladder(call, place);
  const rungs = offers.map((offer) => offer.rung);
  const content = promptContent(call, verdict, { ...claims, home: place.home, rungs });
  const id = requestIdSchema.parse(`q-${randomBytes(16).toString('hex')}`);
  const undigested = { ...content, id, at: call.at };
  return { request: { ...undigested, digest: digestOf(undigested) }, offers };
}

function digestOf(request: Omit<ApprovalRequest, 'digest'>): Sha256 {
  return sha256(canonicalize(request) ?? '');
}

/** The grant of the rung that was chosen. Throws when the question didn't offer it, which the taking of the answer has made sure of. */
export function rememberedGrant(
  call: Call,
  { offers }: Question,
  answer: Extract<Answer, { readonly kind: 'remember' }>,
  now: number,
): Grant {
  const offer = offers.find(({ rung }) => rung.kind === answer.rung);
  if (offer === undefined) throw new Error(`the rung \`${answer.rung}\` was not offered`);
  const base = `g-${randomBytes(6).toString('hex')}`;
  const parts = offer.grant((suffix) => grantIdSchema.parse(`${base}.${suffix}`));
  const lifetime = chosenLifetime(answer.lifetime, call, now);
  return { id: grantIdSchema.parse(base), words: offer.rung.words, lifetime, ...parts, deny: [] };
}

function chosenLifetime(choice: LifetimeChoice, call: Call, now: number): Lifetime {
  switch (choice) {
    case 'session':
      return { kind: 'session', session: call.session };
    case 'hour':
      return { kind: 'until', at: instantSchema.parse(new Date(now + HOUR_MS).toISOString()) };
    case 'always':
      return { kind: 'always' };
    default:
      return assertNever(choice);
  }
}

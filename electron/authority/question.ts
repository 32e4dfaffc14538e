// Puts a call that exceeds into a question for the user, and makes of a remembered answer the grant that its sentences say.

import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Agent, Call } from '../../shared/contract/call.ts';
import { grantIdSchema, instantOf, requestIdSchema, type Sha256 } from '../../shared/contract/ids.ts';
import type { Answer, ApprovalRequest, LifetimeChoice } from '../../shared/contract/request.ts';
import type { Grant, Grantee, Lifetime } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { ladders, type Ladder } from '../../shared/core/ladder.ts';
import { promptContent, type PromptContext } from '../../shared/core/prompt-content.ts';
import type { RungOffer } from '../../shared/core/rung-offer.ts';
import { projectFolders } from './project-folders.ts';
import { sha256 } from './sha256.ts';

/** A question, with the ladders that it offers. */
export type Question = { readonly request: ApprovalRequest; readonly ladders: readonly Ladder[] };

/** What a question depends on besides the call. `past` are the calls of this tool of late, newest first. */
export type QuestionContext = Pick<
  PromptContext,
  'serverCommand' | 'description' | 'readings' | 'scope' | 'usage' | 'past'
>;
export type QuestionPlace = Pick<PromptContext, 'home' | 'keyOf' | 'protectedKeys' | 'holdsSecret'>;

const HOUR_MS = 3_600_000;

export function question(
  call: Call,
  verdict: Extract<Verdict, { readonly kind: 'exceeds' }>,
  context: QuestionContext,
  { home, keyOf, protectedKeys, holdsSecret }: QuestionPlace,
): Question {
  const projects = projectFolders(call, { home, keyOf });
  const whole = { ...context, home, keyOf, protectedKeys, holdsSecret, projects };
  const offered = ladders(call, verdict.excess, whole);
  const content = promptContent(call, verdict, offered, whole);
  const id = requestIdSchema.parse(`q-${randomBytes(16).toString('hex')}`);
  const undigested = { ...content, kind: 'call' as const, id, at: call.at };
  return { request: { ...undigested, digest: digestOf(undigested) }, ladders: offered };
}

function digestOf(request: Omit<ApprovalRequest, 'digest'>): Sha256 {
  return sha256(canonicalize(request) ?? '');
}

/** The grant of the rungs that were chosen: for the agent that asked, and of no more than their sentences. Others than the offered ones add nothing. */
export function rememberedGrant(
  call: Call,
  asked: Question,
  answer: Extract<Answer, { readonly kind: 'remember' }>,
  now: number,
): Grant {
  const chosen = chosenOffers(asked, answer.rungs);
  const base = `g-${randomBytes(6).toString('hex')}`;
  const parts = chosen.map(({ rung, parts: make }) =>
    make((suffix) => grantIdSchema.parse(`${base}.${rung.id}.${suffix}`)),
  );
  return {
    id: grantIdSchema.parse(base),
    words: grantWords(call.agent, chosen),
    agent: granteeOf(call.agent),
    lifetime: chosenLifetime(answer.lifetime, call, now),
    limits: [],
    tools: parts.flatMap((one) => one.tools),
    reach: parts.flatMap((one) => one.reach),
    deny: [],
  };
}

/** One rung of each ladder at most; one that settles them all stands alone. */
function chosenOffers({ ladders: offered }: Question, rungs: readonly string[]): readonly RungOffer[] {
  const chosen = offered.flatMap(({ offers }) => {
    const [first] = offers.filter((offer) => rungs.includes(offer.rung.id));
    return first === undefined ? [] : [first];
  });
  const settling = chosen.find((offer) => offer.rung.settles);
  return settling === undefined ? chosen : [settling];
}

function grantWords({ name }: Agent, chosen: readonly RungOffer[]): string {
  return [`${name} ${chosen.map((offer) => offer.rung.words).join('; ')}`, 'and nothing else'].join('; ');
}

/** The program behind the connection is bound where it is known: a name alone proves nothing. */
function granteeOf({ name, process }: Agent): Grantee {
  return { name, executable: process === null || process.executable === '' ? null : process.executable };
}

function chosenLifetime(choice: LifetimeChoice, call: Call, now: number): Lifetime {
  switch (choice) {
    case 'session':
      return { kind: 'session', session: call.session };
    case 'task':
      // A call without a task has no such lifetime: the shorter one takes its place.
      return call.task === null
        ? { kind: 'session', session: call.session }
        : { kind: 'task', task: call.task };
    case 'hour':
      return { kind: 'until', at: instantOf(new Date(now + HOUR_MS)) };
    case 'always':
      return { kind: 'always' };
    default:
      return assertNever(choice);
  }
}

// An extended form of a grant: it allows the same, and holds longer or goes further. Tools, reaches and denials stay as they are, but for
// the sums that may be spent.

import type { AuthorityRow, Extension } from '../contract/authority.ts';
import { grantIdSchema, type GrantId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { Grant, Limit, ReachGrant, SpendGrant } from '../contract/scope.ts';
import { extensionTerms, lifetimeFrom, type ExtensionEnds, type ExtensionTerms } from './extension-terms.ts';
import { amountWithin } from './read-amount.ts';

export type ExtensionNaming = {
  /** The id of the new grant. */
  readonly id: GrantId;
  readonly ends: ExtensionEnds;
  /** Its sentence, where another limit makes it another one. */
  readonly words: (grant: Omit<Grant, 'words'>) => string;
};

/**
 * The grant that a proposal makes. Raised limits keep the names under which is counted; a renewal takes others, so that what was used before
 * counts no more. The error says what can't be extended like that.
 */
export function extendedGrant(
  { grant, standing }: Pick<AuthorityRow, 'grant' | 'standing'>,
  wanted: Extension,
  { id, ends, words }: ExtensionNaming,
): Result<Grant, string> {
  const terms = extensionTerms({ grant, standing }, ends);
  if (!terms.ok) return terms;
  const problem = termsProblem(terms.value, wanted);
  if (problem !== null) return err(problem);
  const limits = allOk(grant.limits.map((limit) => raisedLimit(limit, wanted)));
  if (!limits.ok) return limits;
  const reach = allOk(grant.reach.map((part) => raisedPart(part, wanted)));
  if (!reach.ok) return reach;
  const isRaised =
    JSON.stringify([limits.value, reach.value]) !== JSON.stringify([grant.limits, grant.reach]);
  if (wanted.lifetime === null && !isRaised && !wanted.renews)
    return err('nothing of this grant would be more');
  const named = {
    id,
    agent: grant.agent,
    lifetime: wanted.lifetime === null ? grant.lifetime : lifetimeFrom(wanted.lifetime, ends),
    limits: limits.value.map((limit) => counted(limit, grant.limits, wanted.renews ? id : null)),
    tools: grant.tools.map((part) => ({ ...part, id: partId(id, part.id) })),
    reach: reach.value.map((part) =>
      isSummed(part) && !wanted.renews ? part : { ...part, id: partId(id, part.id) },
    ),
    deny: grant.deny.map((part) => ({ ...part, id: partId(id, part.id) })),
  };
  return ok({ ...named, words: isRaised ? words(named) : grant.words });
}

function termsProblem(terms: ExtensionTerms, wanted: Extension): string | null {
  const { lifetimes, keepsLifetime, renewal } = terms;
  const { lifetime, renews, limits, spend } = wanted;
  if (lifetime === null && !keepsLifetime) return 'its time is over: say for how long it is to hold';
  if (lifetime !== null && !lifetimes.includes(lifetime)) return 'it holds longer already';
  if (renews && renewal === 'never') return 'it is in force: nothing has to be renewed';
  if (!renews && renewal === 'must') return 'it covers nothing any more: it can only be renewed';
  const counters = limits.map(({ counter }) => counter);
  const parts = spend.map(({ part }) => part);
  if (new Set(counters).size < counters.length || new Set(parts).size < parts.length)
    return 'one of its limits is named twice';
  const isKnown =
    counters.every((one) => terms.limits.some(({ counter }) => counter === one)) &&
    parts.every((one) => terms.spend.some(({ id }) => id === one));
  if (!isKnown) return 'there is no such limit';
  return null;
}

function raisedLimit(limit: Limit, { limits }: Extension): Result<Limit, string> {
  const raised = limits.find(({ counter }) => counter === limit.counter);
  if (raised === undefined) return ok(limit);
  const isMore = (wanted: number, held: number): boolean => wanted > held;
  const maxCalls = raisedTo(limit.maxCalls, raised.maxCalls, isMore);
  if (!maxCalls.ok) return maxCalls;
  const perMinute = raisedTo(limit.perMinute, raised.perMinute, isMore);
  if (!perMinute.ok) return perMinute;
  return ok({
    counter: limit.counter,
    ...(maxCalls.value === undefined ? {} : { maxCalls: maxCalls.value }),
    ...(perMinute.value === undefined ? {} : { perMinute: perMinute.value }),
  });
}

function raisedPart(part: ReachGrant, { spend }: Extension): Result<ReachGrant, string> {
  const raised = spend.find((one) => one.part === part.id);
  if (raised === undefined || part.kind !== 'spend') return ok(part);
  const isMore = (wanted: string, held: string): boolean => !amountWithin(wanted, held);
  const perCall = raisedTo(part.perCall, raised.perCall, isMore);
  if (!perCall.ok) return perCall;
  const total = raisedTo(part.total, raised.total, isMore);
  if (!total.ok) return total;
  if (perCall.value === undefined && total.value === undefined)
    return err('spending needs a limit: by payment, or in all');
  const { perCall: _perCall, total: _total, ...bare } = part;
  return ok<SpendGrant>({
    ...bare,
    ...(perCall.value === undefined ? {} : { perCall: perCall.value }),
    ...(total.value === undefined ? {} : { total: total.value }),
  });
}

/** What a limit is raised to: `null` takes it away, `undefined` leaves it. */
function raisedTo<T>(
  held: T | undefined,
  wanted: T | null | undefined,
  isMore: (wanted: T, held: T) => boolean,
): Result<T | undefined, string> {
  if (wanted === undefined) return ok(held);
  if (held === undefined) return err('there is no such limit');
  if (wanted === null) return ok(undefined);
  return isMore(wanted, held) ? ok(wanted) : err(`${String(wanted)} is not more than ${String(held)}`);
}

/** What was counted so far counts under another name. Limits with one counter still have one. */
function counted(limit: Limit, all: readonly Limit[], fresh: GrantId | null): Limit {
  if (fresh === null) return limit;
  const place = all.findIndex(({ counter }) => counter === limit.counter);
  return { ...limit, counter: `${fresh}.${place}` };
}

function allOk<T>(results: readonly Result<T, string>[]): Result<readonly T[], string> {
  const values: T[] = [];
  for (const one of results) {
    if (!one.ok) return one;
    values.push(one.value);
  }
  return ok(values);
}

/** What was spent is counted under the part's id. */
function isSummed(part: ReachGrant): boolean {
  return part.kind === 'spend' && part.total !== undefined;
}

/** A part is named after its grant (see `wholeGrant`). */
function partId(grant: GrantId, part: GrantId): GrantId {
  const dot = part.indexOf('.');
  return grantIdSchema.parse(`${grant}.${dot === -1 ? part : part.slice(dot + 1)}`);
}

// What a user may propose to extend of a grant: how long it holds, and how often or how much it allows. What it allows is never among it.

import type { AuthorityRow, Longer } from '../contract/authority.ts';
import type { Instant } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { Lifetime, Limit, SpendGrant } from '../contract/scope.ts';
import { assertNever } from './assert-never.ts';

export type ExtensionTerms = {
  /** Lifetimes that are longer than its own, shortest first. */
  readonly lifetimes: readonly Longer[];
  /** Its own lifetime may stay: it isn't over. */
  readonly keepsLifetime: boolean;
  readonly limits: readonly Limit[];
  readonly spend: readonly SpendGrant[];
  /** Whether it may, or has to, come into force anew, with nothing used of it. */
  readonly renewal: 'never' | 'may' | 'must';
};

/** When an hour, a day and a week from now are over. */
export type ExtensionEnds = Readonly<Record<Exclude<Longer, 'always'>, Instant>>;

type Standing = Pick<AuthorityRow, 'grant' | 'standing'>;

const LONGER: readonly Longer[] = ['hour', 'day', 'week', 'always'];

/** The error says why it can't be extended. */
export function extensionTerms(
  { grant, standing }: Standing,
  ends: ExtensionEnds,
): Result<ExtensionTerms, string> {
  const { lifetime } = grant;
  const limits = grant.limits.filter(
    ({ maxCalls, perMinute }) => maxCalls !== undefined || perMinute !== undefined,
  );
  if (standing === 'revoked')
    return err('a revoked grant is not extended: the next call asks, and can be remembered then');
  if (lifetime.kind === 'once') return err('a grant for one call is not extended');
  const isOver = standing === 'ended';
  const lifetimes = LONGER.filter((one) => isLonger(one, lifetime, isOver, ends));
  if (isOver && lifetimes.length === 0) return err('this grant is not in force any more');
  const spend = grant.reach.flatMap((part) => (part.kind === 'spend' ? [part] : []));
  const renewal = limits.length === 0 && standing === 'used-up' ? 'never' : renewalOf(standing);
  if (lifetimes.length === 0 && limits.length === 0 && spend.length === 0 && renewal === 'never')
    return err('it holds always and has no limits');
  return ok({ lifetimes, keepsLifetime: !isOver, limits, spend, renewal });
}

/** The lifetime that begins now. */
export function lifetimeFrom(longer: Longer, ends: ExtensionEnds): Lifetime {
  return longer === 'always' ? { kind: 'always' } : { kind: 'until', at: ends[longer] };
}

function renewalOf(standing: Exclude<AuthorityRow['standing'], 'revoked'>): ExtensionTerms['renewal'] {
  switch (standing) {
    case 'in-force':
    case 'unused':
      return 'never';
    case 'used-up':
      return 'may';
    case 'lapsed':
    case 'ended':
      return 'must';
    default:
      return assertNever(standing);
  }
}

/** How long a session or a task lasts, nobody knows: an hour may be less. */
function isLonger(longer: Longer, lifetime: Lifetime, isOver: boolean, ends: ExtensionEnds): boolean {
  switch (lifetime.kind) {
    case 'always':
    case 'once':
      return false;
    case 'session':
    case 'task':
      return isOver || longer !== 'hour';
    case 'until':
      return longer === 'always' || ends[longer] > lifetime.at;
    default:
      return assertNever(lifetime);
  }
}

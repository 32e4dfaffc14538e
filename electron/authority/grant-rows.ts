// What was ever granted, as Authority lists it: how each grant stands and what is left of it.

import type { AuthorityRow, GrantStanding } from '../../shared/contract/authority.ts';
import type { Instant } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { RecordedGrant } from '../../shared/core/grants-from-record.ts';
import { amountLeft } from '../../shared/core/read-amount.ts';
import type { HeldGrants } from './held-grants.ts';

/** One row, ended grants included. */
export function authorityRow(recorded: RecordedGrant, held: HeldGrants, now: Instant): AuthorityRow {
  const { grant, since, origin, uses, lastUsed, replacedBy } = recorded;
  const standing = standingOf(recorded, held, now);
  const isOver = standing === 'ended' || standing === 'revoked';
  return {
    grant,
    since,
    origin,
    uses,
    lastUsed,
    standing,
    endedAt: endOf(recorded, standing),
    left: isOver ? null : leftWords(grant, held),
    replacedBy: standing === 'revoked' ? replacedBy : null,
  };
}

function standingOf(
  { grant, uses, revokedAt }: RecordedGrant,
  held: HeldGrants,
  now: Instant,
): GrantStanding {
  const { usage } = held;
  if (revokedAt !== null) return 'revoked';
  if (!held.has(grant.id) || (grant.lifetime.kind === 'until' && grant.lifetime.at <= now)) return 'ended';
  if (usage.hasLapsed(grant.id, now)) return 'lapsed';
  if (isUsedUp(grant, held)) return 'used-up';
  return uses === 0 ? 'unused' : 'in-force';
}

/** A limit by the minute passes by itself: it uses nothing up. */
function isUsedUp({ limits }: Grant, { usage }: HeldGrants): boolean {
  return limits.some(({ counter, maxCalls }) => maxCalls !== undefined && usage.used(counter) >= maxCalls);
}

function endOf({ grant, revokedAt }: RecordedGrant, standing: GrantStanding): Instant | null {
  if (standing === 'revoked') return revokedAt;
  return standing === 'ended' && grant.lifetime.kind === 'until' ? grant.lifetime.at : null;
}

function leftWords({ limits, reach }: Grant, { usage }: HeldGrants): string | null {
  const calls = limits.flatMap(({ counter, maxCalls }) =>
    maxCalls === undefined ? [] : [`${Math.max(0, maxCalls - usage.used(counter))} of ${maxCalls} calls`],
  );
  const money = reach.flatMap((part) =>
    part.kind === 'spend' && part.total !== undefined
      ? [`${amountLeft(part.total, usage.spent(part.id))} of ${part.total} ${part.currency}`]
      : [],
  );
  const left = [...calls, ...money];
  return left.length === 0 ? null : `${left.join(', ')} left`;
}

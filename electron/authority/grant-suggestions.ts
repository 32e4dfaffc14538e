// Ways to grant less that cost the user nothing: what nothing uses can go, and what is used for less than it allows can be that less.

import type {
  AuthorityRow,
  GrantChange,
  GrantTrial,
  Narrowing,
  Suggestion,
} from '../../shared/contract/authority.ts';
import type { Instant } from '../../shared/contract/ids.ts';
import { LAPSE_DAYS } from '../../shared/core/usage.ts';
import type { PastUse } from './past-uses.ts';

export type Suggesting = {
  readonly now: Instant;
  readonly usesOf: (row: AuthorityRow) => readonly PastUse[];
  readonly narrowingsOf: (row: AuthorityRow, uses: readonly PastUse[]) => readonly Narrowing[];
  /** Against these calls, or all; null when the change can't be tried. */
  readonly trial: (change: GrantChange, of: readonly PastUse[] | null) => Promise<GrantTrial | null>;
};

/** More at once are homework. */
const MAX_SUGGESTIONS = 10;
/** What a grant is needed for shows after a while only, in days: before, a suggestion would undo what the user has just said. */
const SETTLED_DAYS = 7;
const DAY_MS = 86_400_000;

export async function suggestions(
  rows: readonly AuthorityRow[],
  suggesting: Suggesting,
): Promise<readonly Suggestion[]> {
  const found: Suggestion[] = [];
  for (const row of rows) {
    if (found.length === MAX_SUGGESTIONS) break;
    const one = await suggestionFor(row, suggesting);
    if (one !== null) found.push(one);
  }
  return found;
}

async function suggestionFor(row: AuthorityRow, suggesting: Suggesting): Promise<Suggestion | null> {
  const isSettled = Date.parse(suggesting.now) - Date.parse(row.since) >= SETTLED_DAYS * DAY_MS;
  switch (row.standing) {
    case 'lapsed':
      return toRevoke(row, `not used for ${LAPSE_DAYS} days`, suggesting);
    case 'unused':
      return isSettled ? toRevoke(row, 'never used', suggesting) : null;
    case 'in-force':
      return isSettled ? toNarrow(row, suggesting) : null;
    default:
      return null;
  }
}

async function toRevoke(row: AuthorityRow, why: string, { trial }: Suggesting): Promise<Suggestion | null> {
  const change = { kind: 'revoke', grant: row.grant.id } as const;
  const tried = await trial(change, null);
  return tried === null || asksMore(tried)
    ? null
    : { change, why, now: row.grant.words, then: null, trial: tried };
}

async function toNarrow(
  row: AuthorityRow,
  { usesOf, narrowingsOf, trial }: Suggesting,
): Promise<Suggestion | null> {
  const uses = usesOf(row);
  const offer = narrowingsOf(row, uses).find(({ id }) => id.startsWith('used.'));
  if (offer === undefined) return null;
  const change = { kind: 'narrow', grant: row.grant.id, to: offer.id } as const;
  const tried = await trial(change, uses);
  // Calls that can't be tried could be just those that would ask.
  if (tried === null || tried.tried === 0 || tried.notTried > 0 || asksMore(tried)) return null;
  return { change, why: usedWords(tried.tried), now: row.grant.words, then: offer.words, trial: tried };
}

function usedWords(calls: number): string {
  return calls === 1
    ? 'the one call that used it needed less'
    : `none of the ${calls} calls that used it needed more`;
}

function asksMore({ now, then }: GrantTrial): boolean {
  return then.inside < now.inside;
}

// Works out one thing that a call would touch: where a path leads, which site an address is, whom a text names, what a statement needs.

import type { Place } from '../../shared/contract/place.ts';
import type { Reach, UndeterminedReach } from '../../shared/contract/reach.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import type {
  ReachCandidate,
  RecipientCandidate,
  SiteCandidate,
  SpendCandidate,
  SqlCandidate,
} from '../../shared/core/reach-candidate.ts';
import { readAmount, readTotal } from '../../shared/core/read-amount.ts';
import { shownText } from '../../shared/core/shown-value.ts';
import { commandReaches } from './command-reaches.ts';
import { readRecipientValue } from './read-recipients.ts';
import { readSite } from './read-site.ts';
import { readSql } from './read-sql.ts';
import { resolveGlob, resolvePath } from './resolve-path.ts';

export function reachesOf(candidate: ReachCandidate, place: Place): readonly Reach[] {
  switch (candidate.kind) {
    case 'path':
      return resolvePath(candidate, place);
    case 'glob':
      return resolveGlob(candidate, place);
    case 'site':
      return [siteReach(candidate)];
    case 'recipient':
      return recipientReaches(candidate);
    case 'spend':
      return [spendReach(candidate)];
    case 'command':
      return commandReaches(candidate, place);
    case 'sql':
      return [databaseReach(candidate)];
    case 'value':
    case 'undetermined':
      return [candidate];
    default:
      return assertNever(candidate);
  }
}

function undetermined(pointer: string, asked: string, why: string): UndeterminedReach {
  return { kind: 'undetermined', pointer, asked, why };
}

function siteReach({ pointer, text, asked, method }: SiteCandidate): Reach {
  const read = readSite(text);
  if (read.kind === 'unreadable') return undetermined(pointer, asked, read.why);
  return { kind: 'site', pointer, asked, ...read.site, method };
}

/** One for each address: each is granted by itself. */
function recipientReaches({ pointer, value, form }: RecipientCandidate): readonly Reach[] {
  const asked = shownText(value);
  const read = readRecipientValue(value, form);
  if (read.kind === 'unreadable') return [undetermined(pointer, asked, read.why)];
  return read.addresses.map((address) => ({ kind: 'recipient', pointer, asked, address }));
}

function spendReach({ pointer, amount, factors, currency, unit }: SpendCandidate): Reach {
  const asked = `${shownText(amount)} ${currency === undefined ? '' : shownText(currency)}`.trim();
  const read =
    factors === null ? readAmount(amount, currency, unit) : readTotal(amount, currency, { unit, factors });
  if (read.kind === 'unreadable') return undetermined(pointer, asked, read.why);
  return { kind: 'spend', pointer, asked, amount: read.amount, currency: read.currency };
}

function databaseReach({ pointer, text, dialect, database }: SqlCandidate): Reach {
  const read = readSql(text, dialect);
  const asked = shownText(text);
  if (read.kind === 'unreadable') return undetermined(pointer, asked, read.why);
  return { kind: 'database', pointer, asked, name: database, access: read.access };
}

// Whether one grant covers one reach, for the kinds that are kept in the common table; and whether one denial denies it. Paths have rules
// of their own (find-cover.ts).

import type { DatabaseAccess } from '../contract/database.ts';
import type { GrantId } from '../contract/ids.ts';
import type { Call } from '../contract/call.ts';
import type { CommandReach, RecipientReach, SiteReach, SpendReach } from '../contract/reach.ts';
import type { CommandGrant, RecipientGrant, SiteGrant, SpendGrant } from '../contract/scope.ts';
import { assertNever } from './assert-never.ts';
import { commandCovered } from './command-cover.ts';
import type { KeyedDenial } from './compile-scope.ts';
import { databaseCovers } from './database-cover.ts';
import { amountSum, amountWithin } from './read-amount.ts';
import { originOf, parentDomains, type KeyedGrant, type KeyedReach } from './reach-keys.ts';
import { recipientCovers } from './recipient-cover.ts';
import { siteCovers } from './site-cover.ts';
import type { Usage } from './usage.ts';

/** What keeps a grant from covering a reach. `why` is a sentence where the reason alone says too little. */
export type Gap =
  | { readonly by: 'host' | 'method' | 'address' | 'currency' | 'access' | 'argument' | 'command' }
  | { readonly by: 'amount' | 'options' | 'unreadable'; readonly why: string };

/** Null: the grant covers the reach. `part` is the id under which it is held. */
export function gapOf(
  grant: KeyedGrant,
  reach: KeyedReach,
  judged: { readonly call: Call; readonly usage: Usage },
  part: GrantId,
): Gap | null {
  switch (reach.kind) {
    case 'site':
      return grant.kind === 'site' ? siteGap(grant, reach) : { by: 'host' };
    case 'recipient':
      return grant.kind === 'recipient' ? recipientGap(grant, reach) : { by: 'address' };
    case 'spend':
      return grant.kind === 'spend' ? spendGap(grant, reach, judged, part) : { by: 'currency' };
    case 'command':
      return grant.kind === 'command' ? commandGap(grant, reach) : { by: 'command' };
    case 'database': {
      if (grant.kind !== 'database' || (grant.name !== '*' && grant.name !== reach.name))
        return { by: 'argument' };
      return databaseCovers(grant.access, reach.access) ? null : { by: 'access' };
    }
    case 'value':
      // Found by its key, which holds the value.
      return grant.kind === 'value' ? null : { by: 'argument' };
    default:
      return assertNever(reach);
  }
}

function siteGap(grant: SiteGrant, reach: SiteReach): Gap | null {
  if (grant.host !== '*' && !siteCovers(grant, reach)) return { by: 'host' };
  if (grant.methods === undefined) return null;
  return reach.method !== null && grant.methods.includes(reach.method) ? null : { by: 'method' };
}

function recipientGap(grant: RecipientGrant, reach: RecipientReach): Gap | null {
  return recipientCovers(grant.address, reach.address) ? null : { by: 'address' };
}

/** All that the call spends in this currency counts together, and so does all that was spent under this grant before. */
function spendGap(
  grant: SpendGrant,
  reach: SpendReach,
  { call, usage }: { readonly call: Call; readonly usage: Usage },
  part: GrantId,
): Gap | null {
  if (grant.currency !== reach.currency) return { by: 'currency' };
  const here = call.reaches.flatMap((one) =>
    one.kind === 'spend' && one.currency === grant.currency ? [one.amount] : [],
  );
  const asked = amountSum(here);
  if (grant.perCall !== undefined && !amountWithin(asked, grant.perCall))
    return { by: 'amount', why: `${asked} is more than ${grant.perCall} at a time` };
  if (grant.total === undefined) return null;
  const spent = usage.spent(part);
  if (amountWithin(amountSum([spent, asked]), grant.total)) return null;
  return { by: 'amount', why: `of ${grant.total} in all, ${spent} has been spent` };
}

function commandGap(grant: CommandGrant, reach: CommandReach): Gap | null {
  // A granted line is found by its key, which holds the whole line.
  if ('line' in grant) return null;
  if (reach.argv === null) return { by: 'unreadable', why: reach.problem ?? 'it can’t be worked out' };
  const cover = commandCovered(reach.argv, grant.argv, grant.match);
  if (cover.ok) return null;
  const named = grant.argv.every((word, at) => word === reach.argv?.[at]);
  return named ? { by: 'options', why: cover.why } : { by: 'command' };
}

/** Whether a denial that was found by one of the reach's keys denies it. */
export function denies(denial: KeyedDenial, reach: KeyedReach): boolean {
  switch (denial.kind) {
    case 'site':
      return reach.kind === 'site' && siteDenied(denial, reach);
    case 'recipient':
      return reach.kind === 'recipient' && isAddressDenied(denial, reach);
    case 'command':
      return reach.kind === 'command' && commandDenied(denial, reach);
    case 'database':
      return reach.kind === 'database' && databaseDenied(denial.access, reach.access);
    case 'value':
      return reach.kind === 'value';
    default:
      return assertNever(denial);
  }
}

/** A denied host is denied over every scheme and port, and a denied path also where it isn't sure where the path leads. */
function siteDenied(denial: SiteGrant, reach: SiteReach): boolean {
  if (denial.methods !== undefined && reach.method !== null && !denial.methods.includes(reach.method))
    return false;
  if (denial.host === '*') return true;
  if (denial.host !== undefined)
    return denial.host.startsWith('*.')
      ? [...parentDomains(reach.host)].includes(denial.host.slice(2))
      : denial.host === reach.host;
  if (reach.ambiguousPath && denial.url !== undefined) return true;
  return siteCovers(denial, reach) || denial.origin === originOf(reach);
}

/** Most servers don't look at case before the `@`. */
function isAddressDenied(denial: RecipientGrant, reach: RecipientReach): boolean {
  return recipientCovers(denial.address.toLowerCase(), reach.address.toLowerCase());
}

/** Denied with whatever words follow. */
function commandDenied(denial: CommandGrant, reach: CommandReach): boolean {
  if ('line' in denial) return true;
  const { argv } = reach;
  return argv !== null && denial.argv.every((word, at) => word === argv[at]);
}

/** Denying to read denies all that reads; denying to write leaves reading. */
function databaseDenied(denied: DatabaseAccess, asked: DatabaseAccess): boolean {
  return databaseCovers(asked, denied);
}

// Whether one reach grant covers nothing that another doesn't.

import Big from 'big.js';
import type {
  CommandGrant,
  DatabaseGrant,
  PathGrant,
  ReachGrant,
  SiteGrant,
  SpendGrant,
  ValueGrant,
} from '../contract/scope.ts';
import { canonicalText } from './canonical-text.ts';
import { commandCovered } from './command-cover.ts';
import { databaseCovers } from './database-cover.ts';
import { isWithin, upwards } from './path-key.ts';
import { isProtected, type ProtectedPlaces } from './protected-names.ts';
import { recipientCovers } from './recipient-cover.ts';

/** How paths are compared here, and the places that no wide grant covers. */
export type PathRules = {
  readonly keyOf: (path: string) => string;
  readonly protectedPlaces: ProtectedPlaces;
};

/** What is bound to a tool may stay bound to it, and what is free may be bound. */
export function isNarrowerReach(narrow: ReachGrant, wide: ReachGrant, rules: PathRules): boolean {
  if (wide.with !== undefined && !same(narrow.with, wide.with)) return false;
  switch (narrow.kind) {
    case 'file':
    case 'folder':
      return (wide.kind === 'file' || wide.kind === 'folder') && isNarrowerPath(narrow, wide, rules);
    case 'site':
      return wide.kind === 'site' && isNarrowerSite(narrow, wide);
    case 'recipient':
      return wide.kind === 'recipient' && recipientCovers(wide.address, narrow.address);
    case 'spend':
      return wide.kind === 'spend' && spendsLess(narrow, wide);
    case 'command':
      return wide.kind === 'command' && isNarrowerCommand(narrow, wide);
    case 'database':
      return wide.kind === 'database' && isNarrowerDatabase(narrow, wide);
    case 'value':
      return wide.kind === 'value' && isNarrowerValue(narrow, wide);
  }
}

function isNarrowerPath(narrow: PathGrant, wide: PathGrant, { keyOf, protectedPlaces }: PathRules): boolean {
  if (narrow.access === 'write' && wide.access === 'read') return false;
  const key = keyOf(narrow.path);
  const wideKey = keyOf(wide.path);
  if (key === wideKey) return narrow.kind === 'file' || wide.kind === 'folder';
  if (wide.kind === 'file' || !isWithin(key, wideKey)) return false;
  // A folder says nothing of a protected place in it: naming that place would be more. What is protected against writing only counts, too.
  for (const above of upwards(key)) {
    if (above === wideKey) return true;
    if (isProtected(protectedPlaces, above, 'write')) return false;
  }
  return false;
}

function isNarrowerSite(narrow: SiteGrant, wide: SiteGrant): boolean {
  const { methods } = wide;
  if (methods !== undefined && !(narrow.methods?.every((one) => methods.includes(one)) ?? false))
    return false;
  const named = [narrow.origin, narrow.host, narrow.url];
  if (wide.host === '*' || same(named, [wide.origin, wide.host, wide.url])) return true;
  const address = narrow.url ?? narrow.origin;
  if (wide.origin !== undefined) return narrow.url?.startsWith(`${wide.origin}/`) ?? false;
  if (wide.url !== undefined) return narrow.url !== undefined && isBeneath(narrow.url, wide.url);
  if (wide.host === undefined) return false;
  return hostFits(wide.host, narrow.host ?? usualHost(address));
}

/** `*.` before a name means its subdomains; of two such the longer is the narrower. */
function hostFits(wide: string, narrow: string | null): boolean {
  if (narrow === null) return false;
  return narrow === wide || (wide.startsWith('*.') && wide.length > 2 && narrow.endsWith(wide.slice(1)));
}

/** The host of an address over https at its usual port, which is what granting a host means; null for another. */
function usualHost(address: string | undefined): string | null {
  return /^https:\/\/([^/:@]+)(\/|$)/.exec(address ?? '')?.[1] ?? null;
}

function isBeneath(url: string, prefix: string): boolean {
  return url.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/** What was spent is counted under the part's id: another id would begin anew. */
function spendsLess(narrow: SpendGrant, wide: SpendGrant): boolean {
  if (narrow.currency !== wide.currency) return false;
  if (wide.total !== undefined && narrow.id !== wide.id) return false;
  return isAtMost(narrow.perCall, wide.perCall) && isAtMost(narrow.total, wide.total);
}

function isAtMost(narrow: string | undefined, wide: string | undefined): boolean {
  return wide === undefined || (narrow !== undefined && new Big(narrow).lte(wide));
}

function isNarrowerCommand(narrow: CommandGrant, wide: CommandGrant): boolean {
  if (!('argv' in narrow) || !('argv' in wide)) return same(sayings(narrow), sayings(wide));
  // More words than are granted may write, and be covered only where a folder is granted, too: that can't be seen from here.
  if (!same(narrow.argv, wide.argv)) return false;
  // The mere name of a program covers nothing as a prefix, and itself when it is exact.
  if (narrow.match === wide.match) return true;
  return wide.match === 'prefix' && commandCovered(narrow.argv, wide.argv, 'prefix').ok;
}

function sayings(grant: CommandGrant): object {
  return 'argv' in grant
    ? { argv: grant.argv, match: grant.match }
    : { line: grant.line, shell: grant.shell };
}

function isNarrowerDatabase(narrow: DatabaseGrant, wide: DatabaseGrant): boolean {
  return (wide.name === '*' || wide.name === narrow.name) && databaseCovers(wide.access, narrow.access);
}

function isNarrowerValue(narrow: ValueGrant, wide: ValueGrant): boolean {
  if (narrow.pointer !== wide.pointer) return false;
  return 'any' in wide || ('equals' in narrow && same(narrow.equals, wide.equals));
}

function same(one: unknown, other: unknown): boolean {
  return canonicalText(one ?? null) === canonicalText(other ?? null);
}

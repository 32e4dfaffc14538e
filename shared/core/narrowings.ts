// Narrower forms of a grant, made from what it was used for. They are offers: whoever takes one proves first that it is narrower.

import type { Call } from '../contract/call.ts';
import { grantIdSchema, type GrantId, type Instant } from '../contract/ids.ts';
import { isPathReach, type Reach } from '../contract/reach.ts';
import type { Grant, PathGrant, ReachGrant } from '../contract/scope.ts';
import { isWithin } from './path-key.ts';
import { recipientCovers } from './recipient-cover.ts';
import { originOf } from './reach-keys.ts';
import { siteCovers } from './site-cover.ts';

export type Narrower = {
  readonly id: string;
  /** What is taken away, in a few words. */
  readonly label: string;
  readonly grant: Omit<Grant, 'id' | 'words'>;
};

export type NarrowingContext = {
  readonly keyOf: (path: string) => string;
  /** Instants in a day and in a week from now. */
  readonly tomorrow: Instant;
  readonly nextWeek: Instant;
};

/** More names than these are a list that nobody reads. */
const MAX_NAMES = 5;

/** `uses` are the calls that the grant let through, as far as they are known; those that say nothing of a part leave it as it is. */
export function narrowings(
  grant: Grant,
  uses: readonly Call[],
  { keyOf, tomorrow, nextWeek }: NarrowingContext,
): readonly Narrower[] {
  const reaches = uses.flatMap((use) => use.reaches);
  const { id: _id, words: _words, ...held } = grant;
  const withReach = (
    id: string,
    label: string,
    change: (part: ReachGrant) => readonly ReachGrant[],
  ): Narrower => ({
    id,
    label,
    grant: { ...held, reach: numbered(held.reach.flatMap(change)) },
  });
  const until = (id: string, label: string, at: Instant): Narrower => ({
    id,
    label,
    grant: { ...held, lifetime: { kind: 'until', at } },
  });
  const offers = [
    withReach('used', 'only what it was used for', (part) => asUsed(part, reaches, keyOf)),
    withReach('read', 'read only', (part) =>
      isPath(part) && part.access === 'write' ? [{ ...part, access: 'read' }] : [part],
    ),
    ...(held.lifetime.kind === 'always' || isLater(held.lifetime, nextWeek)
      ? [until('week', 'for a week', nextWeek)]
      : []),
    ...(held.lifetime.kind === 'always' || isLater(held.lifetime, tomorrow)
      ? [until('day', 'until tomorrow', tomorrow)]
      : []),
  ];
  const before = JSON.stringify(held);
  return offers.filter((offer) => JSON.stringify(offer.grant) !== before);
}

function isLater(lifetime: Grant['lifetime'], at: Instant): boolean {
  return lifetime.kind === 'until' && lifetime.at > at;
}

/** One part may have become several: each needs an id of its own. What stayed one keeps its id, under which its use is counted. */
function numbered(parts: readonly ReachGrant[]): readonly ReachGrant[] {
  const seen = new Map<GrantId, number>();
  return parts.map((part) => {
    const count = seen.get(part.id) ?? 0;
    seen.set(part.id, count + 1);
    return count === 0 ? part : { ...part, id: grantIdSchema.parse(`${part.id}-${count}`) };
  });
}

function isPath(part: ReachGrant): part is PathGrant {
  return part.kind === 'file' || part.kind === 'folder';
}

function asUsed(
  part: ReachGrant,
  reaches: readonly Reach[],
  keyOf: (path: string) => string,
): readonly ReachGrant[] {
  switch (part.kind) {
    case 'folder':
      return [folderAsUsed(part, reaches, keyOf)];
    case 'recipient':
      return namesAsUsed(
        part,
        reaches.flatMap((one) =>
          one.kind === 'recipient' && recipientCovers(part.address, one.address) ? [one.address] : [],
        ),
        (address) => ({ ...part, address }),
      );
    case 'site': {
      const { origin: _origin, host: _host, url: _url, ...rest } = part;
      return namesAsUsed(
        part,
        reaches.flatMap((one) => (one.kind === 'site' && siteCovers(part, one) ? [originOf(one)] : [])),
        (origin) => ({ ...rest, origin }),
      );
    }
    default:
      return [part];
  }
}

function namesAsUsed<P extends ReachGrant>(
  part: P,
  names: readonly string[],
  named: (name: string) => P,
): readonly P[] {
  const different = [...new Set(names)].sort();
  return different.length === 0 || different.length > MAX_NAMES ? [part] : different.map(named);
}

/** The deepest folder that holds all that was touched, and reading only where nothing was written. */
function folderAsUsed(
  part: PathGrant,
  reaches: readonly Reach[],
  keyOf: (path: string) => string,
): PathGrant {
  const wide = keyOf(part.path);
  const touched = reaches.filter(isPathReach).filter(({ key }) => isWithin(key, wide));
  const [first, ...others] = touched.map(({ kind, real }) => (kind === 'folder' ? real : folderOf(real)));
  if (first === undefined) return part;
  const common = others.reduce(commonFolder, first);
  const isWritten = touched.some(({ access }) => access === 'write');
  const path = isWithin(keyOf(common), wide) ? common : part.path;
  return { ...part, path, access: isWritten ? part.access : 'read' };
}

function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? path.slice(0, end + 1) : path.slice(0, end);
}

function commonFolder(one: string, other: string): string {
  const separator = one.includes('\\') ? '\\' : '/';
  const parts = one.split(separator);
  const others = other.split(separator);
  const differs = parts.findIndex((part, at) => part !== others[at]);
  return differs === -1 ? one : parts.slice(0, differs).join(separator) || separator;
}

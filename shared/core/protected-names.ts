// Places that a wide grant never covers, given as keys (`/home/u/.ssh`) or as names that are protected wherever they lie
// (`**/.git/hooks`). A name protects against writing only: reading a project's own settings harms nobody.

import type { Access } from '../contract/call.ts';
import { nameFits } from './name-pattern.ts';
import { keysBeneath } from './path-key.ts';

const ANYWHERE = '**/';

type NamedPlace = { readonly above: readonly string[]; readonly last: string };

export type ProtectedPlaces = {
  readonly keys: ReadonlySet<string>;
  /** The keys in order: what lies beneath a folder is found by one search. */
  readonly sorted: readonly string[];
  readonly named: ReadonlyMap<string, readonly NamedPlace[]>;
  /** Names whose last part holds a `*`. */
  readonly patterned: readonly NamedPlace[];
  /** First parts of names of several parts: a folder so named may hold the place. */
  readonly openings: ReadonlySet<string>;
};

export function protectedPlaces(places: readonly string[]): ProtectedPlaces {
  const keys = new Set<string>();
  const named = new Map<string, NamedPlace[]>();
  const patterned: NamedPlace[] = [];
  const openings = new Set<string>();
  for (const place of places) {
    if (!place.startsWith(ANYWHERE)) {
      keys.add(place);
      continue;
    }
    const parts = place.slice(ANYWHERE.length).split('/');
    const last = parts.pop() ?? '';
    const [opening] = parts;
    if (opening !== undefined) openings.add(opening);
    const one = { above: parts, last };
    if (last.includes('*')) patterned.push(one);
    else named.set(last, [...(named.get(last) ?? []), one]);
  }
  return { keys, sorted: [...keys].sort(), named, patterned, openings };
}

/** Whether a protected place begins at this very key. */
export function isProtected(places: ProtectedPlaces, key: string, access: Access): boolean {
  if (places.keys.has(key)) return true;
  if (access === 'read') return false;
  const last = key.slice(key.lastIndexOf('/') + 1);
  return (
    (places.named.get(last)?.some((place) => liesUnder(key, place)) ?? false) ||
    places.patterned.some((place) => nameFits(place.last, last) && liesUnder(key, place))
  );
}

function liesUnder(key: string, { above }: NamedPlace): boolean {
  if (above.length === 0) return true;
  const folder = key.slice(0, key.lastIndexOf('/'));
  return folder.endsWith(`/${above.join('/')}`);
}

/** Whether a protected place lies beneath the folder, or would if it were created there. */
export function holdsProtected(places: ProtectedPlaces, folder: string, access: Access): boolean {
  if (keysBeneath(places.sorted, folder).next().done !== true) return true;
  return access === 'write' && places.openings.has(folder.slice(folder.lastIndexOf('/') + 1));
}

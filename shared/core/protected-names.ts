// Places that a wide grant never covers, given as keys (`/home/u/.ssh`), as patterns held to a place (`/etc/cron*`), or as names that are
// protected wherever they lie (`**/.git/hooks`). A key protects against reading too, the others against writing only: reading a
// project's own settings harms nobody.

import type { Access } from '../contract/access.ts';
import { foldLoosely } from './fold-case.ts';
import { nameFits } from './name-pattern.ts';
import { keysBeneath } from './path-key.ts';

const ANYWHERE = '**/';
const NON_ASCII = /[^\u0000-\u007f]/;

type Fits = (name: string) => boolean;
/** `above` is the tail that the containing folder has to have, part by part, innermost first; `null` is the root. */
type NamedPlace = { readonly above: readonly (Fits | null)[]; readonly last: Fits };

export type ProtectedPlaces = {
  readonly keys: ReadonlySet<string>;
  /** The keys as the most forgiving volume would take them: looked up for names that aren't plain ASCII. */
  readonly looseKeys: ReadonlySet<string>;
  /** The keys in order: what lies beneath a folder is found by one search. */
  readonly sorted: readonly string[];
  /** The patterns held to a place, in order. */
  readonly held: readonly string[];
  readonly named: ReadonlyMap<string, readonly NamedPlace[]>;
  /** Names whose last part holds a `*`, by the folder that they lie in; by '' when that one is a pattern too or isn't said. */
  readonly patterned: ReadonlyMap<string, readonly NamedPlace[]>;
  /** What the path of a folder ends in that would hold a name of several parts: `.git` and `a/b` for `.git/hooks` and `a/b/c`. */
  readonly openings: ReadonlySet<string>;
};

/** `/**` at an end adds nothing: a place holds all beneath it. */
export function protectedPlaces(places: readonly string[]): ProtectedPlaces {
  const keys = new Set<string>();
  const named = new Map<string, NamedPlace[]>();
  const patterned = new Map<string, NamedPlace[]>();
  const openings = new Set<string>();
  const held: string[] = [];
  for (const written of places) {
    const place = written.replace(/(?<=.)(\/\*\*)+$/, '');
    const anywhere = place.startsWith(ANYWHERE);
    if (!anywhere && !place.includes('*')) {
      keys.add(place);
      continue;
    }
    const parts = (anywhere ? place.slice(ANYWHERE.length) : place).split('/');
    if (anywhere) for (let end = 1; end < parts.length; end += 1) openings.add(parts.slice(0, end).join('/'));
    else held.push(place);
    const last = parts.pop() ?? '';
    const folder = parts.at(-1) ?? '';
    const above = parts.reverse().map((part) => (part === '' ? null : fitting(part)));
    const one = { above, last: fitting(last) };
    if (last.includes('*')) put(patterned, folder.includes('*') ? '' : folder, one);
    else put(named, last, one);
  }
  const looseKeys = new Set([...keys].map(foldLoosely));
  return { keys, looseKeys, sorted: [...keys].sort(), held: held.sort(), named, patterned, openings };
}

/** A test made once, because it is asked for every folder of every path. */
function fitting(pattern: string): Fits {
  const star = pattern.indexOf('*');
  if (star === -1) return (name) => name === pattern;
  if (star !== pattern.length - 1) return (name) => nameFits(pattern, name);
  const start = pattern.slice(0, -1);
  return (name) => name.startsWith(start);
}

function put(map: Map<string, NamedPlace[]>, name: string, place: NamedPlace): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [place]);
  else list.push(place);
}

/** Whether a protected place begins at this very key. */
export function isProtected(places: ProtectedPlaces, key: string, access: Access): boolean {
  if (places.keys.has(key)) return true;
  if (access === 'write' && isNamed(places, key)) return true;
  if (!NON_ASCII.test(key)) return false;
  const loose = foldLoosely(key);
  return places.looseKeys.has(loose) || (access === 'write' && isNamed(places, loose));
}

function isNamed({ named, patterned }: ProtectedPlaces, key: string): boolean {
  const slash = key.lastIndexOf('/');
  const last = key.slice(slash + 1);
  if (liesAt(named.get(last), key, slash, last)) return true;
  const folder = slash <= 0 ? '' : key.slice(key.lastIndexOf('/', slash - 1) + 1, slash);
  return (
    (folder !== '' && liesAt(patterned.get(folder), key, slash, last)) ||
    liesAt(patterned.get(''), key, slash, last)
  );
}

function liesAt(list: readonly NamedPlace[] | undefined, key: string, slash: number, last: string): boolean {
  if (list === undefined) return false;
  return list.some((place) => place.last(last) && liesUnder(key, slash, place.above));
}

/** Compares the folders above, from the inside out. */
function liesUnder(key: string, slash: number, above: NamedPlace['above']): boolean {
  let end = slash;
  for (const fits of above) {
    if (fits === null) return end === 0;
    if (end <= 0) return false;
    const start = key.lastIndexOf('/', end - 1);
    if (!fits(key.slice(start + 1, end))) return false;
    end = start;
  }
  return true;
}

/** Whether a protected place lies beneath the folder, or would if it were created there. */
export function holdsProtected(places: ProtectedPlaces, folder: string, access: Access): boolean {
  if (keysBeneath(places.sorted, folder).next().done !== true) return true;
  if (access === 'read') return false;
  if (keysBeneath(places.held, folder).next().done !== true) return true;
  for (let slash = folder.lastIndexOf('/'); slash !== -1; slash = folder.lastIndexOf('/', slash - 1)) {
    if (places.openings.has(folder.slice(slash + 1))) return true;
    if (slash === 0) break;
  }
  return false;
}

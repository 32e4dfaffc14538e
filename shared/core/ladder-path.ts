// Rungs about files and folders: these, the folders that hold them, the projects, anywhere in the home folder, anywhere.

import type { Access } from '../contract/access.ts';
import type { PathReach } from '../contract/reach.ts';
import type { ProtectedPlaces } from './protected-names.ts';
import { isWithin, parentKey, upwards } from './path-key.ts';
import { isProtected } from './protected-names.ts';
import { listWords, nameWords, someWords } from './plain-words.ts';
import type { ReachPlan } from './reach-plan.ts';
import { withTilde } from './scope-words.ts';

export type PathPlace = {
  readonly home: string;
  readonly keyOf: (path: string) => string;
  /** As keys, and as patterns (see `protectedPlaces`). */
  readonly protectedKeys: readonly string[];
  readonly protectedPlaces: ProtectedPlaces;
  /** The project that a path lies in, by the path's key. */
  readonly projects: ReadonlyMap<string, string>;
};

type Spot = { readonly kind: 'file' | 'folder'; readonly path: string; readonly key: string };

/** More than this don't fit in a sentence that is read. */
const MAX_FILES = 20;
const MAX_FOLDERS = 4;
const SHOWN_PLACES = 3;
/** Begins a place that is protected wherever it lies. */
const ANYWHERE = '**/';

/** The paths are of one argument, and asked for with the same access. */
export function pathPlans(paths: readonly PathReach[], place: PathPlace): readonly ReachPlan[] {
  const access = paths.some((path) => path.access === 'write') ? 'write' : 'read';
  const plan = (kind: string, label: string, spots: readonly Spot[]): ReachPlan => ({
    kind,
    label,
    words: pathWords(spots, access, place),
    grants: spots.map((spot) => ({ kind: spot.kind, path: spot.path, access })),
  });
  const these = distinct(paths.map(({ kind, real, key }) => ({ kind, path: real, key })));
  const plans = these.length <= MAX_FILES ? [plan('this', theseLabel(these), these)] : [];
  // A protected place is granted by its name or not at all.
  if (paths.some((path) => liesProtected(path, place.protectedPlaces))) return plans;
  const folders = foldersOf(paths, place);
  if (folders !== null) plans.push(plan('folder', folderLabel(folders, place), folders));
  const projects = projectsOf(paths, place);
  if (projects !== null && !sameSpots(projects, folders))
    plans.push(plan('project', projectLabel(projects, place), projects));
  const home: Spot = { kind: 'folder', path: place.home, key: place.keyOf(place.home) };
  if (paths.every((path) => isWithin(path.key, home.key))) plans.push(plan('home', 'Anywhere in ~', [home]));
  plans.push(plan('anywhere', 'Anywhere', distinct(paths.map(rootOf))));
  return plans;
}

/** What a sentence needs to know of the machine to name places. */
export type SpotPlace = Pick<PathPlace, 'home' | 'keyOf' | 'protectedKeys'>;

/** "read and write anything in ~/p", and what of it is left out. */
export function pathWords(spots: readonly Spot[], access: Access, place: SpotPlace): string {
  return `${accessVerb(access)} ${spotsWords(spots, place)}${withoutWords(spots, access, place)}`;
}

function accessVerb(access: Access): string {
  return access === 'write' ? 'read and write' : 'read';
}

function distinct(spots: readonly Spot[]): readonly Spot[] {
  return [...new Map(spots.map((spot) => [`${spot.kind} ${spot.key}`, spot])).values()];
}

function theseLabel(spots: readonly Spot[]): string {
  const files = spots.every((spot) => spot.kind === 'file');
  if (spots.length === 1) return files ? 'This file' : 'This folder';
  return files ? `These ${spots.length} files` : `These ${spots.length} places`;
}

function folderLabel(folders: readonly Spot[], { home }: PathPlace): string {
  const [first] = folders;
  return folders.length === 1 && first !== undefined
    ? `Folder ${withTilde(first.path, home)}`
    : `Their ${folders.length} folders`;
}

function projectLabel(projects: readonly Spot[], { home }: PathPlace): string {
  const [first] = projects;
  return projects.length === 1 && first !== undefined
    ? `Project ${withTilde(first.path, home)}`
    : `Their ${projects.length} projects`;
}

function spotsWords(spots: readonly Spot[], { home }: SpotPlace): string {
  return listWords(
    spots.map(
      ({ kind, path }) => `${kind === 'folder' ? 'anything in ' : ''}${nameWords(withTilde(path, home))}`,
    ),
  );
}

/** What a grant of folders leaves out: no wide grant covers a protected place. Places given as patterns are protected against writing only. */
function withoutWords(spots: readonly Spot[], access: Access, place: SpotPlace): string {
  const folders = spots.filter((spot) => spot.kind === 'folder');
  const left = place.protectedKeys.filter((one) => {
    if (one.startsWith(ANYWHERE)) return access === 'write' && folders.length > 0;
    if (one.includes('*') && access === 'read') return false;
    return folders.some(({ key }) => one !== key && isWithin(one, key));
  });
  const names = left.map((one) => nameWords(withTilde(one.replace(ANYWHERE, ''), place.keyOf(place.home))));
  return names.length === 0 ? '' : `, but not protected places (${someWords(names, SHOWN_PLACES)}),`;
}

function liesProtected({ key, access }: PathReach, places: ProtectedPlaces): boolean {
  return [...upwards(key)].some((one) => isProtected(places, one, access));
}

function sameSpots(one: readonly Spot[], other: readonly Spot[] | null): boolean {
  if (other === null || one.length !== other.length) return false;
  return one.every((spot) => other.some(({ key }) => key === spot.key));
}

/** The folders that hold the paths, or one that holds them all where they are many; none at the home folder or above it. */
function foldersOf(paths: readonly PathReach[], place: PathPlace): readonly Spot[] | null {
  const parents = distinctParents(paths);
  if (parents === null) return null;
  const folders = parents.length <= MAX_FOLDERS ? parents : commonFolder(parents);
  return folders.some((folder) => isTooWide(folder.key, place)) ? null : folders;
}

function distinctParents(paths: readonly PathReach[]): readonly Spot[] | null {
  const parents = paths.map((path) => parentOf({ path: path.real, key: path.key }));
  const found = parents.filter((parent) => parent !== null);
  return found.length === parents.length ? withoutNested(distinct(found)) : null;
}

function withoutNested(folders: readonly Spot[]): readonly Spot[] {
  return folders.filter(
    (folder) => !folders.some((other) => other.key !== folder.key && isWithin(folder.key, other.key)),
  );
}

function commonFolder(folders: readonly Spot[]): readonly Spot[] {
  let [common] = folders;
  while (common !== undefined) {
    const { key } = common;
    if (folders.every((folder) => isWithin(folder.key, key))) return [common];
    common = parentOf(common) ?? undefined;
  }
  return folders;
}

/** The projects of the paths where each lies in one. */
function projectsOf(paths: readonly PathReach[], place: PathPlace): readonly Spot[] | null {
  const found = paths.map(({ key }) => place.projects.get(key));
  const spots = found.flatMap((path): readonly Spot[] =>
    path === undefined ? [] : [{ kind: 'folder', path, key: place.keyOf(path) }],
  );
  const projects = withoutNested(distinct(spots));
  if (spots.length < paths.length || projects.length > MAX_FOLDERS) return null;
  return projects.some((project) => isTooWide(project.key, place)) ? null : projects;
}

function isTooWide(key: string, { home, keyOf }: PathPlace): boolean {
  return parentKey(key) === null || isWithin(keyOf(home), key);
}

function parentOf({ path, key }: Pick<Spot, 'path' | 'key'>): Spot | null {
  const above = parentKey(key);
  if (above === null) return null;
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return { kind: 'folder', key: above, path: cut <= 0 ? path.slice(0, 1) : path.slice(0, cut) };
}

/** The root that the path hangs from: `/`, or a drive. */
function rootOf({ real, key }: PathReach): Spot {
  const top = [...upwards(key)].at(-1) ?? key;
  return { kind: 'folder', key: top, path: top === '/' ? '/' : `${real.slice(0, top.length)}\\` };
}

// Finds the real place behind a path as an agent wrote it: every reading that a tool could plausibly apply, each resolved as the
// kernel would, symlinks first and `..` after. What can't be resolved is a reach that always exceeds.

import type { Place } from '../../shared/contract/place.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import type { GlobCandidate, PathCandidate } from '../../shared/core/reach-candidate.ts';
import { isMissing, isOwn, noLinkAt, ownLinkAt, ownRealPath } from './ask-files.ts';
import { globFolder, isGlob } from './glob-folders.ts';
import { pathReadings, type Reading } from './path-readings.ts';
import { oneName, unixProblem, walkPath } from './walk-path.ts';
import { windowsNameProblem } from './windows-path.ts';

type Read = Result<Reading, string>;
type Site = Pick<Place, 'platform' | 'linkAt'>;

/** Has an empty name, `.` or `..` in it. */
const UNTIDY = /\/\.{0,2}(?:\/|$)/;

/** One reach for each distinct place that the text could mean. A folder may be given as a pattern: then both readings count. */
export function resolvePath(candidate: PathCandidate, place: Place): readonly Reach[] {
  const { text, target } = candidate;
  const readings = pathReadings(text, place);
  if (target === 'file' || !isGlob(text)) return reachesOf(readings, candidate, place);
  const folders = asPatterns(readings, place);
  // No name on Windows holds a wildcard, and what is there by this very name is what is meant.
  if (place.platform === 'win32' && /[*?]/.test(text)) return reachesOf(folders, candidate, place);
  const literal = reachesOf(readings, candidate, place);
  const there = isOwn(place) && literal.every((reach) => reach.kind === 'folder' && !isMissing(reach.real));
  return there ? literal : reachesOf([...readings, ...folders], candidate, place);
}

/**
 * What a pattern of file names can match: the folders beneath which it all lies. `base` is the folder that the tool searches, as the
 * agent wrote it; null where the tool searches its own.
 */
export function resolveGlob(candidate: GlobCandidate, place: Place): readonly Reach[] {
  const { pointer, pattern, base, access } = candidate;
  const asked: PathCandidate = { kind: 'path', pointer, text: pattern, target: 'folder', access };
  const starts = base === null ? [] : resolvePath({ ...asked, text: base }, place);
  const unclear = starts.filter((reach) => reach.kind === 'undetermined');
  if (unclear.length > 0) return unclear;
  const roots = starts.flatMap((reach) => (reach.kind === 'folder' ? [reach.real] : []));
  const [cwd = place.cwd, ...more] = roots;
  const from = { ...place, cwd, bases: base === null ? place.bases : more };
  return reachesOf(asPatterns(pathReadings(pattern, from), from), asked, from);
}

function asPatterns(readings: readonly Read[], { platform }: Place): readonly Read[] {
  return readings.map((read) => {
    if (!read.ok) return read;
    const folder = globFolder(read.value.text, platform);
    if (!folder.ok || folder.value === read.value.text) return folder.ok ? read : folder;
    return ok({ text: folder.value, how: read.value.how ?? 'as a pattern', needs: null });
  });
}

function reachesOf(readings: readonly Read[], candidate: PathCandidate, place: Place): readonly Reach[] {
  const { pointer, text, target, access } = candidate;
  const key = keyOf(place.platform, place.caseSensitive);
  const found = new Map<string, Reach>();
  for (const reading of access === 'read' ? findable(readings, place) : readings) {
    const real = reading.ok ? realPath(reading.value.text, place) : reading;
    if (!reading.ok || !real.ok) {
      const why = real.ok ? '' : real.error;
      found.set(`!${why}`, { kind: 'undetermined', pointer, asked: text, why });
      continue;
    }
    const at = key(real.value);
    if (found.has(at)) continue;
    const reach = { kind: target, pointer, asked: text, real: real.value, key: at, access };
    const { how } = reading.value;
    found.set(at, how === null ? reach : { ...reach, reading: how });
  }
  return [...found.values()];
}

/**
 * Reading what isn't there discloses nothing: of several readings, those count for which the folder that they are relative to holds
 * something by that name. When none does, all count.
 */
function findable(readings: readonly Read[], place: Place): readonly Read[] {
  if (readings.length === 1 || !isOwn(place)) return readings;
  const left = readings.filter(
    (read) => !read.ok || read.value.needs === null || !isMissing(read.value.needs),
  );
  return left.length === 0 ? readings : left;
}

/** The absolute path with every symlink followed, also through parts that don't exist yet. */
export function realPath(path: string, place: Site): Result<string, string> {
  const { platform } = place;
  const problem = unixProblem(path, platform);
  if (problem !== null) return err(problem);
  if (!isOwn(place)) return walkPath(path, platform, place.linkAt ?? noLinkAt);
  if (path.startsWith('/') && !UNTIDY.test(path) && ownRealPath(path) === path)
    return ok(oneName(path, platform));
  // The walk sees what the kernel's answer passes over: its own links, which are others for each process.
  const walked = walkPath(path, platform, ownLinkAt(platform));
  if (!walked.ok || platform === 'linux') return walked;
  // As the volume spells it; and on Windows a drive may be another name for a folder or for a share.
  return ok(oneName(ownRealPath(walked.value) ?? walked.value, platform));
}

/**
 * The place that a grant names. A folder is where its links lead; a file is the one by that name: were a link at its place followed,
 * whoever can put one there would choose what the grant covers.
 */
export function grantedPath(
  { kind, path }: { readonly kind: 'file' | 'folder'; readonly path: string },
  place: Site,
): Result<string, string> {
  if (kind === 'folder') return realPath(path, place);
  const cut = Math.max(path.lastIndexOf('/'), place.platform === 'win32' ? path.lastIndexOf('\\') : -1);
  const name = path.slice(cut + 1);
  if (name === '' || name === '.' || name === '..') return err('it names a folder');
  const folder = realPath(path.slice(0, cut + 1), place);
  if (!folder.ok) return folder;
  const whole = `${folder.value}${/[\\/]$/.test(folder.value) ? '' : (path[cut] ?? '')}${name}`;
  const problem = place.platform === 'win32' ? windowsNameProblem(name) : unixProblem(whole, place.platform);
  return problem === null ? ok(whole) : err(problem);
}

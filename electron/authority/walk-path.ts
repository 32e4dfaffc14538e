// Resolves a path name by name, as path_resolution(7) says: links first, `..` after. It goes on where a name is missing, because what
// is to be created lands behind the links that are there already.

import type { LinkAt, Platform } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { mayBeShortName, windowsNameProblem } from './windows-path.ts';

/** As many links as Linux follows in one path. */
const MAX_LINKS = 40;
/** Names that mean another place to each process that resolves them (proc(5), fd(4)). */
const PER_PROCESS = /^\/(?:proc\/(?:self|thread-self|\d+)|dev\/(?:fd|stdin|stdout|stderr|tty))(?:\/|$)/i;
/** Files by number, and switches of path resolution, on macOS. */
const MAC_MAGIC = /^\/\.(?:vol|file|nofollow|resolve)(?:\/|$)/i;
/** A part of a file that isn't what the user sees. */
const MAC_FORK = /\/\.\.namedfork(?:\/|$)/i;
/** The root's own links on macOS, wherever it is looked at from. */
const MAC_LINKS = /^\/(etc|tmp|var)$/i;
/** What `/usr/share/firmlinks` joins to the data volume: two names of one folder, and neither is a link. */
const MAC_FIRMLINKS =
  /^\/System\/Volumes\/Data(?=\/(?:Applications|Library|Users|Volumes|cores|opt|private|usr\/local)(?:\/|$))/i;

/** Why nobody can say from here where a path of this unix leads, or null. */
export function unixProblem(path: string, platform: Platform): string | null {
  if (platform === 'win32') return null;
  if (PER_PROCESS.test(path)) return 'it means another place to each process';
  if (platform !== 'darwin') return null;
  if (MAC_MAGIC.test(path)) return 'it names a file by its number';
  return MAC_FORK.test(path) ? 'it names another fork of a file' : null;
}

/** The one name that a resolved path is known by, where the system has two for it. */
export function oneName(path: string, platform: Platform): string {
  return platform === 'darwin' ? path.replace(MAC_FIRMLINKS, '') : path;
}

/** `path` is absolute. The result has no link, `.` or `..` in it, as far as `linkAt` can tell. */
export function walkPath(path: string, platform: Platform, linkAt: LinkAt): Result<string, string> {
  const start = startOf(path, platform);
  if (start === null) return err('it is a network or device path');
  const slash = platform === 'win32' ? '\\' : '/';
  const pending = start.names.reverse();
  let { root } = start;
  let real = root;
  let links = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      real = above(real, root, slash);
      continue;
    }
    const here = real === root ? real + name : real + slash + name;
    const problem = platform === 'win32' ? windowsNameProblem(name) : unixProblem(here, platform);
    if (problem !== null) return err(problem);
    const link = linkOf(here, platform, linkAt);
    if (!link.ok) return link;
    if (link.value === null) {
      if (platform === 'win32' && mayBeShortName(name)) return err('a part of it may be a short name');
      real = here;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return err('its symbolic links form a loop');
    const target = targetOf(link.value, root, platform);
    if (target === null) return err('a link in it leads to a network or device path');
    if (target.root !== null) real = root = target.root;
    pending.push(...target.names.reverse());
  }
  return ok(oneName(real, platform));
}

/** The containing folder; of the root, the root. */
function above(path: string, root: string, slash: string): string {
  return path.slice(0, Math.max(root.length, path.lastIndexOf(slash)));
}

type Start<Root> = { readonly root: Root; readonly names: string[] };

function startOf(path: string, platform: Platform): Start<string> | null {
  if (platform !== 'win32') return path.startsWith('/') ? { root: '/', names: path.split('/') } : null;
  const drive = /^([A-Za-z]:)[\\/]/.exec(path)?.[1];
  return drive === undefined
    ? null
    : { root: `${drive.toUpperCase()}\\`, names: path.slice(3).split(/[\\/]/) };
}

/** A link's target; its root is null when it is relative to the link. Null for what leaves the machine. */
function targetOf(target: string, root: string, platform: Platform): Start<string | null> | null {
  if (platform !== 'win32') return { root: target.startsWith('/') ? '/' : null, names: target.split('/') };
  const plain = target.replace(/^\\\\\?\\(?=[A-Za-z]:\\)/, '');
  if (/^[\\/]{2}/.test(plain)) return null;
  const absolute = startOf(plain, platform);
  if (absolute !== null) return absolute;
  if (/^[A-Za-z]:/.test(plain)) return null;
  return { root: /^[\\/]/.test(plain) ? root : null, names: plain.split(/[\\/]/) };
}

function linkOf(path: string, platform: Platform, linkAt: LinkAt): Result<string | null, string> {
  const link = linkAt(path);
  if (!link.ok || link.value !== null || platform !== 'darwin') return link;
  const own = MAC_LINKS.exec(path)?.[1];
  return ok(own === undefined ? null : `private/${own}`);
}

// What the file system of this machine is asked: whether a name is a link, and where a path really is. It is never asked to open
// anything.

import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { LinkAt, Place, Platform } from '../../shared/contract/place.ts';
import { err, ok } from '../../shared/contract/result.ts';

const QUIET = { throwIfNoEntry: false } as const;
/** Whether this machine's own file system is the one that the place is on. */
export function isOwn({ platform, linkAt }: Pick<Place, 'platform' | 'linkAt'>): boolean {
  if (linkAt !== undefined) return false;
  switch (platform) {
    case 'win32':
    case 'darwin':
      return process.platform === platform;
    case 'linux':
      return process.platform !== 'win32' && process.platform !== 'darwin';
  }
}

/** Asks about links on this machine. */
export function ownLinkAt(platform: Platform): LinkAt {
  return (path) => {
    try {
      const stat = lstatSync(path, QUIET);
      if (stat === undefined) return ok(null);
      if (stat.isSymbolicLink()) return ok(readlinkSync(path));
      return ok(platform === 'win32' ? otherName(path) : null);
    } catch (error) {
      // Beneath a file there is nothing: the plain path is where a later folder would be.
      if (codeOf(error) === 'ENOTDIR') return ok(null);
      return err(`\`${path}\` can't be looked at (${codeOf(error)})`);
    }
  };
}

/** A file system that can't be asked is taken to have no links. */
export function noLinkAt(): ReturnType<LinkAt> {
  return ok(null);
}

/** On Windows, the full name of a file that was named by a short one. */
function otherName(path: string): string | null {
  if (!path.includes('~')) return null;
  const real = realpathSync.native(path);
  return real.toLowerCase() === path.toLowerCase() ? null : real;
}

/** Whether the path is known to lead to nothing. */
export function isMissing(path: string): boolean {
  try {
    return lstatSync(path, QUIET) === undefined;
  } catch (error) {
    return codeOf(error) === 'ENOTDIR';
  }
}

/**
 * Where an absolute path without `.`, `..` and empty names leads, in the kernel's own words. What doesn't exist will lie where its nearest
 * existing folder leads. Null when that can't be told at once: a link leads to nothing, or a folder may not be entered.
 */
export function ownRealPath(path: string): string | null {
  try {
    let at = path;
    while (lstatSync(at, QUIET) === undefined) {
      if (at === dirname(at)) return null;
      at = dirname(at);
    }
    const real = realpathSync.native(at);
    return at === path ? real : join(real, path.slice(at.length));
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

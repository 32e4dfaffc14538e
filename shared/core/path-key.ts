// How two paths are compared: component by component, as the volume compares names. A key always has `/` between its components and
// none at its end, so that one prefix rule serves every platform.

import type { Platform } from '../contract/place.ts';

/** The key of an absolute real path. Case and Unicode forms are folded where the platform's usual volumes fold them. */
export function keyOf(platform: Platform): (path: string) => string {
  switch (platform) {
    case 'linux':
      return trimmed;
    case 'darwin':
      return (path) => trimmed(path.normalize('NFC').toUpperCase().toLowerCase());
    case 'win32':
      return (path) => trimmed(path.replaceAll('\\', '/').toUpperCase().toLowerCase());
  }
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether `key` is `folder` or lies beneath it. */
export function isWithin(key: string, folder: string): boolean {
  if (!key.startsWith(folder)) return false;
  return key.length === folder.length || folder === '/' || key.charCodeAt(folder.length) === 47;
}

/** The key of the containing folder, or null at a root. */
export function parentKey(key: string): string | null {
  const slash = key.lastIndexOf('/');
  if (slash === -1 || key === '/') return null;
  return slash === 0 ? '/' : key.slice(0, slash);
}

/** The key and all folders above it. */
export function* upwards(key: string): Generator<string> {
  for (let at: string | null = key; at !== null; at = parentKey(at)) yield at;
}

/** The keys of a sorted list that lie beneath `folder`, without itself. */
export function* keysBeneath(sorted: readonly string[], folder: string): Generator<string> {
  for (const key of startingWith(sorted, folder.endsWith('/') ? folder : `${folder}/`)) {
    if (key !== folder) yield key;
  }
}

/** The texts of a sorted list that start with `prefix`, found by one search. */
export function* startingWith(sorted: readonly string[], prefix: string): Generator<string> {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < sorted.length; at += 1) {
    const text = sorted[at] ?? '';
    if (!text.startsWith(prefix)) return;
    yield text;
  }
}

// How two paths are compared: component by component, as the volume compares names. A key always has `/` between its components and
// none at its end, so that one prefix rule serves every platform.

import type { Platform } from '../contract/place.ts';
import { foldCase } from './fold-case.ts';

/** The key of an absolute real path. Case and Unicode forms are folded where the platform's usual volumes fold them. */
export function keyOf(
  platform: Platform,
  caseSensitive: boolean = platform === 'linux',
): (path: string) => string {
  switch (platform) {
    case 'linux':
      return caseSensitive ? trimmed : folded;
    case 'darwin':
      return caseSensitive ? composed : folded;
    case 'win32':
      return caseSensitive ? slashed : slashedAndFolded;
  }
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function composed(path: string): string {
  return trimmed(path.normalize('NFC'));
}

function folded(path: string): string {
  return trimmed(foldCase(path.normalize('NFC')).normalize('NFC'));
}

function slashed(path: string): string {
  return trimmed(path.replaceAll('\\', '/'));
}

/** NTFS compares code unit by code unit and knows no Unicode forms. */
function slashedAndFolded(path: string): string {
  return foldCase(slashed(path));
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

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

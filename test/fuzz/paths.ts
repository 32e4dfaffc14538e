// Throws any text at the readers of paths, on every platform's rules: they must not throw, and what they say must hold together.

import { noLinkAt } from '../../electron/authority/ask-files.ts';
import { resolveGlob, resolvePath } from '../../electron/authority/resolve-path.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { keyOf, upwards } from '../../shared/core/path-key.ts';
import { holdsProtected, isProtected, protectedPlaces } from '../../shared/core/protected-names.ts';

const PLACES: readonly Place[] = [
  { platform: 'linux', cwd: '/home/u/proj', bases: ['/home/u/b'], home: '/home/u' },
  {
    platform: 'linux',
    cwd: '/home/u/proj',
    bases: [],
    home: '/home/u',
    linkAt: noLinkAt,
    caseSensitive: false,
  },
  { platform: 'darwin', cwd: '/Users/u/proj', bases: [], home: '/Users/u', linkAt: noLinkAt },
  { platform: 'win32', cwd: 'C:\\Users\\u\\proj', bases: [], home: 'C:\\Users\\u', linkAt: noLinkAt },
];
const PROTECTED = protectedPlaces([
  '/home/u/.ssh',
  'c:/users/u/.ssh',
  '**/.git',
  '**/.cursor/*.json',
  '/etc/cron*',
]);

/** Throws with the text when something doesn't hold. */
export function fuzzPath(text: string): void {
  for (const place of PLACES) {
    for (const target of ['file', 'folder'] as const) {
      for (const access of ['read', 'write'] as const) {
        check(resolvePath({ kind: 'path', pointer: '/p', text, target, access }, place), text, place);
      }
    }
    check(
      resolveGlob({ kind: 'glob', pointer: '/p', pattern: text, base: null, access: 'read' }, place),
      text,
      place,
    );
    check(
      resolveGlob({ kind: 'glob', pointer: '/p', pattern: '*', base: text, access: 'read' }, place),
      text,
      place,
    );
  }
}

function check(reaches: readonly Reach[], text: string, place: Place): void {
  const fail = (why: string): never => {
    throw new Error(`${why}: ${JSON.stringify({ text, platform: place.platform, reaches })}`);
  };
  if (reaches.length === 0) fail('a text that is read as nothing');
  const key = keyOf(place.platform, place.caseSensitive);
  for (const reach of reaches) {
    if (reach.kind === 'undetermined') {
      if (reach.why === '') fail('no reason');
      continue;
    }
    if (reach.kind !== 'file' && reach.kind !== 'folder') return fail('not a path');
    const root = place.platform === 'win32' ? /^[A-Z]:\\/ : /^\//;
    if (!root.test(reach.real)) fail('not absolute');
    const names = reach.real.split(place.platform === 'win32' ? /[\\/]/ : '/').slice(1);
    if (names.some((name) => name === '.' || name === '..')) fail('not resolved');
    if (names.length > 1 && names.includes('')) fail('an empty name');
    if (reach.key !== key(reach.real) || key(reach.key) !== reach.key) fail('not its key');
    for (const at of upwards(reach.key)) isProtected(PROTECTED, at, reach.access);
    holdsProtected(PROTECTED, reach.key, reach.access);
  }
}

// Finds the project that a path lies in: the nearest folder above it that holds what projects hold at their top. It is only ever offered
// to the user by name.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Call } from '../../shared/contract/call.ts';
import { isPathReach } from '../../shared/contract/reach.ts';
import { isWithin } from '../../shared/core/path-key.ts';

const MARKERS = [
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'package.json',
  'deno.json',
  'pyproject.toml',
  'setup.py',
  'requirements.txt',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'settings.gradle',
  'composer.json',
  'Gemfile',
  'mix.exs',
  'pubspec.yaml',
  'Package.swift',
  'CMakeLists.txt',
  'Makefile',
  'WORKSPACE',
  'flake.nix',
];
/** Paths and folders of one call that are looked at: a question has to be on the screen at once. */
const MAX_PATHS = 20;
const MAX_FOLDERS = 64;

type ProjectPlace = { readonly home: string; readonly keyOf: (path: string) => string };

/** The projects of the paths that a call touches, by the paths' keys. The home folder and what holds it is no project. */
export function projectFolders(call: Call, { home, keyOf }: ProjectPlace): ReadonlyMap<string, string> {
  const homeKey = keyOf(home);
  const looked = new Map<string, boolean>();
  const isProject = (folder: string): boolean => {
    const known = looked.get(folder);
    if (known !== undefined) return known;
    const found = looked.size < MAX_FOLDERS && MARKERS.some((name) => existsSync(join(folder, name)));
    looked.set(folder, found);
    return found;
  };
  const found = new Map<string, string>();
  for (const { kind, key, real } of call.reaches.filter(isPathReach).slice(0, MAX_PATHS)) {
    let folder = kind === 'folder' ? real : dirname(real);
    while (!isWithin(homeKey, keyOf(folder)) && dirname(folder) !== folder) {
      if (isProject(folder)) {
        found.set(key, folder);
        break;
      }
      folder = dirname(folder);
    }
  }
  return found;
}

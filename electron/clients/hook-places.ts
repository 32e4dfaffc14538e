import { statSync } from 'node:fs';
import { pathsOf, type Surroundings } from './find-files.ts';
import { readConfig } from './config-text.ts';
import type { ClientPlatform, KnownClient, KnownHooks } from './known-client.ts';
import { holdsHooks } from './plan-hooks.ts';

/** Where a client's file of hooks is, whether it is there or not. */
export function hookPlaces({ file }: KnownHooks, around: Surroundings): readonly string[] {
  const onWindows = file.kind === 'script' && around.platform === 'win32';
  return pathsOf(onWindows ? file.onWindows : file.place, around);
}

/** Whether Remit's hook stands before all of the client's own tools, as far as its files say. */
export function hookInstalled({ hooks }: KnownClient, around: Surroundings): boolean {
  if (hooks === null) return false;
  const places = hookPlaces(hooks, around);
  return places.length > 0 && places.every((path) => isInPlace(path, hooks, around.platform));
}

function isInPlace(path: string, hooks: KnownHooks, platform: ClientPlatform): boolean {
  const read = readConfig(path);
  if (!read.ok || read.value === null || !holdsHooks(read.value.text, hooks, platform)) return false;
  // Some take a script for switched off when it can't be run as a program.
  return hooks.file.kind === 'list' || platform === 'win32' || (statSync(path).mode & 0o100) !== 0;
}

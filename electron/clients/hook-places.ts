import { pathsOf, type Surroundings } from './find-files.ts';
import { readConfig } from './config-text.ts';
import type { KnownClient, KnownHooks } from './known-client.ts';
import { holdsHooks } from './plan-hooks.ts';

/** Where a client's file of hooks is, whether it is there or not. */
export function hookPlaces({ file }: KnownHooks, around: Surroundings): readonly string[] {
  const onWindows = file.kind === 'script' && around.platform === 'win32';
  return pathsOf(onWindows ? file.onWindows : file.place, around);
}

/** Whether Remit's hook stands before all of the client's own tools, as far as its files say. */
export function hookInstalled({ hooks }: KnownClient, around: Surroundings): boolean {
  if (hooks === null) return false;
  return hookPlaces(hooks, around).some((path) => {
    const read = readConfig(path);
    return read.ok && read.value !== null && holdsHooks(read.value.text, hooks);
  });
}

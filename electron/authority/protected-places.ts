// Places whose change would undo the user's control: Remit's own data, agents' and MCP clients' configuration, keys, shell start-up
// files, what starts by itself. No wide grant covers them; a grant has to name them or something in them.

import { posix, win32, type PlatformPath } from 'node:path';
import type { Place, Platform } from '../../shared/contract/place.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { CODE_PLACES } from './code-places.ts';
import { realPath } from './resolve-path.ts';
import { SECRET_PLACES } from './secret-places.ts';

/** `secret` is protected against reading too, `code` against writing only. */
type Listed = { readonly path: string; readonly kind: 'secret' | 'code' };

/**
 * The protected places on this machine, as `protectedPlaces` takes them; `dataDir` is Remit's own. Each counts where it is named and
 * where a link leads from there: many keep their start-up files elsewhere. A pattern protects against writing only.
 */
export function protectedKeys(place: Place, dataDir: string): readonly string[] {
  const key = keyOf(place.platform, place.caseSensitive);
  const found = new Set<string>();
  for (const { path, kind } of [{ path: dataDir, kind: 'secret' as const }, ...listed(place)]) {
    const real = realPath(path, place);
    for (const at of real.ok ? [path, real.value] : [path])
      found.add(kind === 'secret' ? key(at) : `${key(at)}*`);
  }
  for (const name of CODE_PLACES.anywhere) found.add(`**/${key(name)}`);
  return [...found];
}

function listed(place: Place): readonly Listed[] {
  const { home, platform } = place;
  const config = folderFrom(place, ['XDG_CONFIG_HOME'], '.config');
  const common = [
    ...under(place, home, SECRET_PLACES.home, 'secret'),
    ...under(place, home, SECRET_PLACES.agentsInHome, 'secret'),
    ...under(place, home, CODE_PLACES.home, 'code'),
    ...under(place, config, SECRET_PLACES.config, 'secret'),
    ...under(place, config, SECRET_PLACES.agentsInConfig, 'secret'),
    ...moved(place),
  ];
  switch (platform) {
    case 'linux':
      return [
        ...common,
        ...under(place, home, SECRET_PLACES.linux, 'secret'),
        ...under(place, home, CODE_PLACES.linux, 'code'),
        ...under(place, '/', CODE_PLACES.unix, 'code'),
      ];
    case 'darwin':
      return [
        ...common,
        ...under(place, home, SECRET_PLACES.mac, 'secret'),
        ...under(
          place,
          posix.join(home, 'Library/Application Support'),
          SECRET_PLACES.agentsInSupport,
          'secret',
        ),
        ...under(place, home, CODE_PLACES.mac, 'code'),
        ...under(place, '/', CODE_PLACES.unix, 'code'),
      ];
    case 'win32':
      return [...common, ...onWindows(place)];
  }
}

function onWindows(place: Place): readonly Listed[] {
  const roaming = folderFrom(place, ['APPDATA'], 'AppData/Roaming');
  const local = folderFrom(place, ['LOCALAPPDATA'], 'AppData/Local');
  return [
    ...under(place, local, SECRET_PLACES.local, 'secret'),
    ...under(place, roaming, SECRET_PLACES.roaming, 'secret'),
    ...under(place, roaming, SECRET_PLACES.agentsInSupport, 'secret'),
    ...under(place, roaming, CODE_PLACES.roaming, 'code'),
    ...CODE_PLACES.windows.map((path): Listed => ({ path: win32.normalize(path), kind: 'code' })),
  ];
}

/** What the environment says lies elsewhere. */
function moved({ variables, platform }: Place): readonly Listed[] {
  const names = [
    'CLAUDE_CONFIG_DIR',
    'CODEX_HOME',
    'GNUPGHOME',
    'DOCKER_CONFIG',
    'KUBECONFIG',
    'AWS_SHARED_CREDENTIALS_FILE',
    'REMIT_STATE',
  ];
  const rules = pathRules(platform);
  return names.flatMap((name): Listed[] => {
    const path = variables?.[name];
    return path !== undefined && rules.isAbsolute(path) ? [{ path, kind: 'secret' }] : [];
  });
}

function pathRules(platform: Platform): PlatformPath {
  return platform === 'win32' ? win32 : posix;
}

function folderFrom(
  { variables, home, platform }: Place,
  names: readonly string[],
  otherwise: string,
): string {
  const rules = pathRules(platform);
  const named = names
    .map((name) => variables?.[name])
    .find((path) => path !== undefined && rules.isAbsolute(path));
  return named ?? rules.join(home, otherwise);
}

function under(
  { platform }: Place,
  folder: string,
  names: readonly string[],
  kind: Listed['kind'],
): readonly Listed[] {
  const rules = pathRules(platform);
  return names.map((name) => ({ path: rules.join(folder, name), kind }));
}

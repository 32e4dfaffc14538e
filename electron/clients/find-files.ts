import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { assertNever } from '../../shared/core/assert-never.ts';
import { documentFolders } from './document-folders.ts';
import type { ClientPlatform, KnownClient, KnownFile, KnownPlace } from './known-client.ts';

/** Whose files are looked for, and where: all of it can be another machine's, so that every platform's rules can be tried on one. */
export type Surroundings = {
  readonly platform: ClientPlatform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders of projects whose own files are looked at, too. */
  readonly projects: readonly string[];
  /** The root of the disk. */
  readonly root: string;
};

export type FoundFile = {
  readonly client: KnownClient;
  readonly known: KnownFile;
  readonly path: string;
  /** The folder of the project that the file belongs to. */
  readonly project: string | null;
};

/** The client's configuration files that exist, in the order of its list. */
export function findFiles(client: KnownClient, around: Surroundings): readonly FoundFile[] {
  const found = client.files.flatMap((known): readonly FoundFile[] =>
    known.base === 'project'
      ? around.projects.map((project) => ({ client, known, path: join(project, known.path), project }))
      : pathsOf(known, around).map((path) => ({ client, known, path, project: null })),
  );
  return found.filter(
    ({ path }, index) => existsSync(path) && found.findIndex((other) => other.path === path) === index,
  );
}

/** Whether anything on this machine shows that the client is used here. */
export function isInstalled(client: KnownClient, around: Surroundings): boolean {
  const signs = client.signs.flatMap((sign) => pathsOf(sign, around));
  return signs.some((path) => existsSync(path)) || findFiles(client, around).length > 0;
}

/** The places that a place of a client's list stands for here; a `*` is looked up on the disk. */
export function pathsOf(place: KnownPlace, around: Surroundings): readonly string[] {
  if (place.platforms !== undefined && !place.platforms.includes(around.platform)) return [];
  const folder = place.override === undefined ? undefined : around.env[place.override.variable];
  if (place.override !== undefined && folder !== undefined && isAbsolute(folder))
    return [join(folder, place.override.path)];
  return basesOf(place.base, around).flatMap((base) => expand(base, place.path.split('/')));
}

function basesOf(base: KnownPlace['base'], around: Surroundings): readonly string[] {
  if (base === 'documents') return documentFolders(around);
  const one = baseOf(base, around);
  return one === null ? [] : [one];
}

function baseOf(
  base: Exclude<KnownPlace['base'], 'documents'>,
  { platform, home, env, root }: Surroundings,
): string | null {
  const set = env['XDG_CONFIG_HOME'];
  const xdg = set !== undefined && isAbsolute(set) ? set : join(home, '.config');
  switch (base) {
    case 'home':
      return home;
    case 'xdg':
      return xdg;
    case 'config':
      if (platform === 'darwin') return join(home, 'Library', 'Application Support');
      return platform === 'win32' ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming')) : xdg;
    case 'local':
      return platform === 'win32' ? (env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')) : null;
    case 'system':
      return root;
    case 'project':
      return null;
    default:
      return assertNever(base);
  }
}

function expand(folder: string, [segment, ...rest]: readonly string[]): readonly string[] {
  if (segment === undefined) return [folder];
  if (!segment.includes('*')) return expand(join(folder, segment), rest);
  const [head = '', tail = ''] = segment.split('*');
  try {
    const names = readdirSync(folder).filter(
      (name) => name.length >= segment.length - 1 && name.startsWith(head) && name.endsWith(tail),
    );
    return names.sort().flatMap((name) => expand(join(folder, name), rest));
  } catch {
    return [];
  }
}

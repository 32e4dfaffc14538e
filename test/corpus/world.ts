// The state of the world that a labelled decision assumes: folders, files and links on a made-up machine, and a place on it. A POSIX
// world is a real tree beneath a temporary folder, looked at as a process would that has this folder for its root; the links of other
// platforms are kept in a table, because no tree of theirs can be made here.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { noLinkAt, ownLinkAt } from '../../electron/authority/ask-files.ts';
import { realPath } from '../../electron/authority/resolve-path.ts';
import type { LinkAt, Place, Platform } from '../../shared/contract/place.ts';
import { ok } from '../../shared/contract/result.ts';
import { keyOf } from '../../shared/core/path-key.ts';

const step = z.strictObject({
  op: z.enum(['symlink', 'junction', 'shortname', 'mkdir', 'rmdir', 'write']),
  at: z.string(),
  to: z.string().optional(),
});
type Step = z.infer<typeof step>;

export const setupSchema = z.array(step).default([]);
export const envSchema = z.looseObject({
  cwd: z.string().default('/home/u/proj'),
  home: z.string().default('/home/u'),
  platform: z.enum(['any', 'posix', 'linux', 'macos', 'windows']).optional(),
  fs: z.looseObject({ case_sensitive: z.boolean().optional() }).optional(),
  protected: z.array(z.string()).default([]),
  links: z.record(z.string(), z.string()).default({}),
});
type Env = z.infer<typeof envSchema>;

export type World = {
  /** A path of the made-up machine as the call is to say it. The place has the made-up root: nothing has to be changed. */
  readonly map: (virtualText: string) => string;
  readonly place: Place;
  readonly protectedKeys: readonly string[];
  readonly remove: () => void;
  /** Why the world can't be made here, or null. */
  readonly cannot: string | null;
};

/** What stands on the machine before the steps of a case; `{home}` and `{cwd}` are the case's own. */
const FILES = [
  '{cwd}/README.md',
  '{cwd}/LICENSE',
  '{cwd}/config.json',
  '{cwd}/package.json',
  '{cwd}/a.txt',
  '{cwd}/.env',
  '{cwd}/.git/config',
  '{cwd}/.git/hooks/pre-commit.sample',
  '{cwd}/docs/guide.md',
  '{cwd}/src/index.ts',
  '{cwd}/src/f0.ts',
  '{home}/.ssh/id_rsa',
  '{home}/.aws/credentials',
  '{home}/.bash_history',
  '{home}/.bashrc',
  '{home}/.netrc',
  '{home}/.zshrc',
  '{home}/.config/broker/grants.json',
  '{home}/a.txt',
  '{home}/other-repo/.git/config',
  '{home}/proj-secrets/key.pem',
  '{home}/proj-secrets/sub/deeper/x.txt',
  '{home}/proj.bak/a.txt',
  '{home}/project/notes.txt',
  '/etc/passwd',
  '/etc/shadow',
  '/var/tmp/x',
];

export function makeWorld(setup: unknown, env: unknown): Promise<World> {
  const steps = setupSchema.safeParse(setup ?? []);
  const state = envSchema.safeParse(env ?? {});
  if (!steps.success)
    return Promise.resolve(impossible(`a step isn't known: ${z.prettifyError(steps.error)}`));
  if (!state.success)
    return Promise.resolve(impossible(`the state isn't known: ${z.prettifyError(state.error)}`));
  const links = Object.entries(state.data.links).map(([at, to]): Step => ({ op: 'symlink', at, to }));
  const platform = platformOf(state.data);
  // A tree is as exact about letters as the disk that it is on.
  const real =
    platform === 'linux' && process.platform === 'linux' && state.data.fs?.case_sensitive !== false;
  const make = real ? treeWorld : tableWorld;
  try {
    return Promise.resolve(make([...steps.data, ...links], state.data, platform));
  } catch (error) {
    return Promise.resolve(impossible(error instanceof Error ? error.message : String(error)));
  }
}

function platformOf({ platform, cwd, home }: Env): Platform {
  if (platform === 'windows' || /^[A-Za-z]:/.test(cwd)) return 'win32';
  return platform === 'macos' || home.startsWith('/Users/') ? 'darwin' : 'linux';
}

function impossible(cannot: string): World {
  const place: Place = { platform: 'linux', cwd: '/', bases: [], home: '/', linkAt: noLinkAt };
  return { map: (text) => text, place, protectedKeys: [], remove: () => undefined, cannot };
}

function placeOf({ cwd, home, fs }: Env, platform: Platform, linkAt: LinkAt): Place {
  const place = { platform, cwd, home, bases: [], linkAt };
  return fs?.case_sensitive === undefined ? place : { ...place, caseSensitive: fs.case_sensitive };
}

/** Protected paths count at the place they lead to as well as where they are named. */
function protectedIn(place: Place, written: readonly string[]): readonly string[] {
  const key = keyOf(place.platform, place.caseSensitive);
  const keys = written.flatMap((path) => {
    if (path.startsWith('**/')) return [key(path)];
    const full = path === '~' || /^~[\\/]/.test(path) ? `${place.home}${path.slice(1)}` : path;
    const real = full.includes('*') ? null : realPath(full, place);
    return real?.ok === true ? [key(full), key(real.value)] : [key(full)];
  });
  return [...new Set(keys)];
}

function treeWorld(steps: readonly Step[], env: Env, platform: Platform): World {
  const root = mkdtempSync(join(tmpdir(), 'remit-world-'));
  const place = placeOf(env, platform, linksBeneath(root));
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  try {
    const named = FILES.map((file) => file.replace('{cwd}', env.cwd).replace('{home}', env.home));
    for (const at of named) doStep({ op: 'write', at }, root, place);
    for (const one of steps) doStep(one, root, place);
  } catch (error) {
    remove();
    throw error;
  }
  const protectedKeys = protectedIn(place, env.protected);
  return { map: (text) => text, place, protectedKeys, remove, cannot: null };
}

/** Asks the tree about links. They point to the tree's own places; seen from within, its root is `/`. */
function linksBeneath(root: string): LinkAt {
  const linkAt = ownLinkAt('linux');
  return (path) => {
    const link = linkAt(root + path);
    if (!link.ok || link.value === null) return link;
    if (link.value === root) return ok('/');
    return ok(link.value.startsWith(`${root}/`) ? link.value.slice(root.length) : link.value);
  };
}

/** What a step changes is where its path really leads, so that nothing outside of the tree is ever touched. */
function doStep({ op, at, to }: Step, root: string, place: Place): void {
  const parent = realPath(dirname(at), place);
  if (!parent.ok || !at.startsWith('/')) throw new Error(`\`${at}\` can't be reached`);
  const here = join(root + parent.value, at.slice(at.replace(/\/+$/, '').lastIndexOf('/') + 1));
  switch (op) {
    case 'mkdir':
      mkdirSync(here, { recursive: true });
      return;
    case 'rmdir':
      rmSync(here, { recursive: true, force: true });
      return;
    case 'write': {
      const real = realPath(at, place);
      if (!real.ok) throw new Error(`\`${at}\` can't be written: ${real.error}`);
      mkdirSync(dirname(root + real.value), { recursive: true });
      writeFileSync(root + real.value, 'x\n');
      return;
    }
    case 'symlink':
      if (to === undefined) throw new Error('a link needs a target');
      rmSync(here, { recursive: true, force: true });
      mkdirSync(dirname(here), { recursive: true });
      symlinkSync(to.startsWith('/') ? root + to : to, here);
      return;
    case 'junction':
    case 'shortname':
      throw new Error(`a ${op} exists on Windows only`);
  }
}

/** Folders and files don't matter to a path that is only read; links, junctions and short names do. */
function tableWorld(steps: readonly Step[], env: Env, platform: Platform): World {
  const links = new Map<string, string>();
  const key = keyOf(platform, env.fs?.case_sensitive);
  const linkAt: LinkAt = (path) => ok(links.get(key(path)) ?? null);
  const place = placeOf(env, platform, linkAt);
  for (const { op, at, to } of steps) {
    if (op === 'rmdir') links.delete(key(at));
    else if (to !== undefined) links.set(key(at), op === 'shortname' ? besideIt(at, to) : to);
  }
  const protectedKeys = protectedIn(place, env.protected);
  return { map: (text) => text, place, protectedKeys, remove: () => undefined, cannot: null };
}

/** Which of the two names of a file is the short one isn't said everywhere; a bare name lies in the same folder. */
function besideIt(at: string, to: string): string {
  return /[\\/]/.test(to) ? to : `${at.slice(0, at.lastIndexOf('\\') + 1)}${to}`;
}

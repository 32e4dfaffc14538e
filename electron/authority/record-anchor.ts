// The anchors: copies of the record's head where restoring the data folder doesn't bring them back. One is found by the record's id, which an
// older copy of the folder has, too; the other by the folder's path, so that a record which was deleted is missed.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Keychain } from './keychain.ts';
import { sha256 } from './sha256.ts';
import { writeDurably } from './write-durably.ts';

export type AnchorStore = {
  /** Where anchors are written, for people. */
  readonly place: () => string;
  /** Everything that is kept under the name, at all places that can be reached; the place that counts most first. */
  readonly read: (name: string) => Promise<readonly string[]>;
  readonly write: (name: string, text: string) => Promise<void>;
};

/**
 * The names of the anchors that are found by the data folder: by its real path `dir`, and by the path under which it was asked for. Else
 * a link put in its place would lead to another record, of which nothing is known.
 */
export function folderNames(dir: string, asked: string): readonly string[] {
  return [...new Set([asked, dir])].map((path) => `folder-${sha256(path).slice(0, 32)}`);
}

/** What is kept under the first of these names under which there is anything. */
export async function folderAnchor(anchors: AnchorStore, folders: readonly string[]): Promise<string | null> {
  for (const name of folders) {
    const [text] = await anchors.read(name);
    if (text !== undefined) return text;
  }
  return null;
}

/** The folder that holds anchors where there is no keychain: `REMIT_STATE`, or the platform's place for an application's state. */
export function stateFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const named = env['REMIT_STATE'];
  if (named !== undefined && isAbsolute(named)) return named;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Remit State');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Remit State');
  const xdg = env['XDG_STATE_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'state'), 'remit');
}

/** Anchors in the keychain, or in `folder` where there is none or it can't be reached. */
export function anchorStore(folder: string, keychain: Keychain | null): AnchorStore {
  const files = fileAnchors(folder);
  if (keychain === null) return files;
  let place = 'the keychain';
  return {
    place: () => place,
    read: async (name) => {
      const kept = await keychain.get(accountOf(name)).catch(() => null);
      return [...(kept === null ? [] : [kept]), ...(await files.read(name))];
    },
    write: async (name, text) => {
      try {
        await keychain.set(accountOf(name), text);
        place = 'the keychain';
      } catch {
        await files.write(name, text);
        place = folder;
      }
    },
  };
}

function accountOf(name: string): string {
  return `anchor:${name}`;
}

function fileAnchors(folder: string): AnchorStore {
  const path = (name: string): string => join(folder, `${name}.anchor`);
  return {
    place: () => folder,
    read: (name) => Promise.resolve(existsSync(path(name)) ? [readFileSync(path(name), 'utf8')] : []),
    write: async (name, text) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await writeDurably(path(name), text);
    },
  };
}

// What real tools make of a path: each reads the text in its own way and hands it to the kernel, which then says where it came to.

import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Ground = { readonly cwd: string; readonly home: string };
/** Null: such a tool would fail. */
type Tool = (text: string, ground: Ground) => string | null;

const raw = (text: string, { cwd }: Ground): string => (text.startsWith('/') ? text : `${cwd}/${text}`);
const tidy = (text: string, { cwd }: Ground): string => resolve(cwd, text);

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Tools differ in what they undo before they open, and in whether they tidy the path themselves. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  raw,
  tidy,
  home: (text, ground) => raw(text.replace(/^~(?=\/|$)/, ground.home), ground),
  'home, tidy': (text, ground) => tidy(text.replace(/^~(?=\/|$)/, ground.home), ground),
  variable: (text, ground) => raw(text.replaceAll('$HOME', ground.home), ground),
  decoding: (text, ground) => after(decoded(text), (path) => raw(path, ground)),
  'decoding, tidy': (text, ground) => after(decoded(text), (path) => tidy(path, ground)),
  'decoding twice': (text, ground) =>
    after(decoded(text), (once) => after(decoded(once), (path) => tidy(path, ground))),
  backslash: (text, ground) => raw(text.replaceAll('\\', '/'), ground),
  'decoding, backslash': (text, ground) =>
    after(decoded(text), (path) => tidy(path.replaceAll('\\', '/'), ground)),
  composing: (text, ground) => raw(text.normalize('NFC'), ground),
  compatible: (text, ground) => tidy(text.normalize('NFKC'), ground),
  trimming: (text, ground) => raw(text.trim(), ground),
  unquoting: (text, ground) => raw(text.replace(/^"(.*)"$/, '$1'), ground),
  url: (text) => {
    try {
      return fileURLToPath(text);
    } catch {
      return null;
    }
  },
};

function after(text: string | null, then: (text: string) => string | null): string | null {
  return text === null ? null : then(text);
}

/** Where the kernel reads from by this path; null when there is nothing to read. */
export function whereRead(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** Where the kernel writes to by this path, found out by doing it; what was created is taken away again. */
export function whereWritten(path: string): string | null {
  const before = whereRead(path);
  if (before !== null) return before;
  try {
    const file = openSync(path, constants.O_CREAT | constants.O_WRONLY);
    const at = readlinkSync(`/proc/self/fd/${file}`);
    closeSync(file);
    rmSync(at, { force: true });
    return at;
  } catch {
    return null;
  }
}

/** Where a new folder comes to, with all that are missing above it. The tree isn't the same afterwards. */
export function whereMade(path: string): string | null {
  try {
    mkdirSync(path, { recursive: true });
    return statSync(path).isDirectory() ? realpathSync.native(path) : null;
  } catch {
    return null;
  }
}

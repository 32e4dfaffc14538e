// Variables in a path: what a shell, or a tool that expands them, would put there. A variable whose value isn't known can lead anywhere.

import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';

/** `${NAME}`, `$NAME`, PowerShell's `$env:NAME`; and positional parameters, of which there are none. */
const POSIX = /\$\{(?:env:)?([A-Za-z_]\w*)\}|\$(?:env:)?([A-Za-z_]\w*)|\$[0-9*@!]/gi;
/** `%NAME%`. Two hexadecimal digits are a code: `%C3%A9` is a letter. */
const WINDOWS = /%(?![0-9a-f]{2}%)([^%/\\:*?"<>|]+)%/gi;
const SUBSTITUTION = /\$[({]|`/;
/** Set by the shell itself, so that their absence from the environment says nothing. */
const SET_BY_SHELL =
  /^(_|IFS|OLDPWD|PATH|DIRSTACK|REPLY|HOST\w*|\w*TYPE|OPT\w+|PS\d|(BASH|ZSH|HIST)\w*|[a-z]*path|argv|status)$/;

/** The text with all variables filled in; null when it holds none. */
export function withVariables(text: string, place: Place): Result<string | null, string> {
  const windows = place.platform === 'win32';
  if (!text.includes('$') && !text.includes('`') && !(windows && text.includes('%'))) return ok(null);
  let unknown: string | null = null;
  const valueFor = (name: string | undefined): string => {
    const value = name === undefined ? '' : valueOf(name, place);
    if (value === null) unknown ??= name ?? null;
    return value ?? '';
  };
  let filled = text.replace(POSIX, (_, braced?: string, bare?: string) => valueFor(braced ?? bare));
  if (windows) filled = filled.replace(WINDOWS, (_, name: string) => valueFor(name));
  if (unknown !== null) return err(`it names the variable \`${String(unknown)}\`, whose value isn't known`);
  if (SUBSTITUTION.test(text.replace(POSIX, ''))) return err('it holds a substitution');
  return ok(filled === text ? null : filled);
}

function valueOf(name: string, { platform, home, cwd, variables }: Place): string | null {
  const known = platform === 'win32' ? folded(variables, name) : variables?.[name];
  if (known !== undefined) return known;
  const upper = platform === 'win32' ? name.toUpperCase() : name;
  if (upper === 'HOME' || upper === 'USERPROFILE') return home;
  if (upper === 'PWD' || upper === 'CD') return cwd;
  if (platform === 'win32' && upper === 'HOMEDRIVE') return home.slice(0, 2);
  if (platform === 'win32' && upper === 'HOMEPATH') return home.slice(2);
  return variables === undefined || mayBeSetLater(name, platform) ? null : '';
}

/** What starts a server, and the server itself, may set more, by custom in capitals; Windows doesn't tell these from others. */
function mayBeSetLater(name: string, platform: Place['platform']): boolean {
  return platform === 'win32' || SET_BY_SHELL.test(name) || name === name.toUpperCase() || /^npm_/.test(name);
}

/** Windows' names of variables have no case. */
function folded(variables: Place['variables'], name: string): string | undefined {
  const upper = name.toUpperCase();
  return Object.entries(variables ?? {}).find(([one]) => one.toUpperCase() === upper)?.[1];
}

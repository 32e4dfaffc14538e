// Patterns of file names (glob(7)). What a pattern can match lies beneath the folder that it names before its first wildcard, as long as
// nothing after it can go up again.

import type { Platform } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { windowsNameProblem } from './windows-path.ts';

const WILDCARD = /[*?[]|[@!+]\(/;
/** What stands for characters, classes (`[[:punct:]]`) included; what is left of a name without it is literal. */
const WILDCARDS = /[*?]|\[[!^]?\]?(?:\[[:.=][^\]]*[:.=]\]|[^\]])*\]/g;

export function isGlob(text: string): boolean {
  return text.includes('{') || WILDCARD.test(text);
}

/** The folder beneath which all that an absolute pattern can match lies, or the path itself when it holds no wildcard. */
export function globFolder(pattern: string, platform: Platform): Result<string, string> {
  const names = pattern.split(platform === 'win32' ? /[\\/]/ : '/');
  const first = names.findIndex((name) => WILDCARD.test(name));
  if (first === -1) return ok(pattern);
  for (const name of names.slice(first)) {
    if (canBeParent(name)) return err('a part of its pattern can mean the folder above');
    const problem = platform === 'win32' ? windowsNameProblem(name.replace(/[*?]/g, 'x')) : null;
    if (problem !== null) return err(problem);
  }
  const folder = names.slice(0, first).join(platform === 'win32' ? '\\' : '/');
  // What comes before the first separator is the root's own name: nothing, or a drive.
  return ok(first === 1 ? `${folder}${platform === 'win32' ? '\\' : '/'}` : folder);
}

/**
 * A wildcard never stands for the dot at the beginning of a name, but for the second one of `..` it does in glob(3) and in shells. What
 * a group (`@(…)`) can stand for isn't worked out: a name is safe when it begins with a letter.
 */
function canBeParent(name: string): boolean {
  if (!WILDCARD.test(name)) return name === '..';
  if (/[@!+*?]\(/.test(name)) return /^[.*?[@!+]/.test(name);
  return name.startsWith('.') && /^[.[]*$/.test(name.replace(WILDCARDS, ''));
}

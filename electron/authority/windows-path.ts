// Paths as Win32 takes them (Microsoft, "Naming Files, Paths, and Namespaces"). Forms whose place can't be told from the text are errors.

import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';

const VERBATIM = /^\\\\\?\\(?=[A-Za-z]:\\)/;
/** Reserved names, with any extension; the superscript digits count (COM¹). */
const DEVICE = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ .]*(\.|$)/i;
/** A name of the 8.3 form: eight letters at most, the last of them `~` and a number, and an extension of three at most. */
const SHORT_NAME = /^(?=[^.]{3,8}(\.|$))[^.~]*~\d+(\.[^.]{0,3})?$/;

/** The absolute paths that a text means in this place; null when it is a relative one. */
export function windowsAbsolute(
  text: string,
  { cwd, bases }: Place,
): readonly Result<string, string>[] | null {
  const plain = text.replace(VERBATIM, '');
  if (/^[\\/]{2}/.test(plain)) return [err('it is a network or device path')];
  if (/^[A-Za-z]:[\\/]/.test(plain)) return [ok(plain)];
  if (/^[A-Za-z]:/.test(plain)) return [err('it is relative to the current folder of a drive')];
  if (!/^[\\/]/.test(plain)) return null;
  const drives = [cwd, ...bases].map((base) => /^(?:\\\\\?\\)?([A-Za-z]:)/.exec(base)?.[1]?.toUpperCase());
  return [...new Set(drives)].map((drive) =>
    drive === undefined ? err('it is relative to a drive that isn’t known') : ok(`${drive}${plain}`),
  );
}

/** What is wrong with a name in a path, or null. */
export function windowsNameProblem(name: string): string | null {
  if (name.includes(':')) return 'it names an alternate data stream';
  if (/[<>"|?*]/.test(name)) return 'it holds a character that no name on Windows has';
  if (/^[. ]+$/.test(name) && name !== '.' && name !== '..')
    return 'a part of it is nothing but dots or spaces';
  if (DEVICE.test(name)) return 'it names a device';
  return null;
}

/** Whether Windows may know a file by this name that has another, long one. */
export function mayBeShortName(name: string): boolean {
  return SHORT_NAME.test(name);
}

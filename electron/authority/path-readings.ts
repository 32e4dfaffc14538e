// Every absolute path that a text could mean to a tool: each spelling of it, made absolute in each way that a server might.

import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { laxPercentDecoded } from './percent-decode.ts';
import { MAX_LENGTH, pathSpellings, type Spelling } from './path-spellings.ts';
import { withVariables } from './path-variables.ts';
import { windowsAbsolute } from './windows-path.ts';

/**
 * An absolute path, not yet resolved. `how` says in words how the text was read, null for the plain reading. `needs` is what has to be
 * there for a relative reading to find anything: the first name in the folder it is relative to.
 */
export type Reading = { readonly text: string; readonly how: string | null; readonly needs: string | null };

/** Control characters and line separators: what is shown and what is opened would differ. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** A surrogate without its other half: it can't be written as UTF-8. */
const HALF = /\p{Surrogate}/u;
const FILE_URL = /^file:/i;
const SCHEME = /^[a-z][\w+.@-]*:[\\/]/i;
const DRIVE = /^[a-z]:[\\/]/i;
const PARENT = /(?:^|[\\/])\.\.(?:[\\/]|$)/;

/** The plain reading first; then what a tool might make of the text that another tool wouldn't. Never empty. */
export function pathReadings(text: string, place: Place): readonly Result<Reading, string>[] {
  if (text === '') return [err('it is empty')];
  if (text.length > MAX_LENGTH) return [err('it is longer than a path can be')];
  if (CONTROL.test(text)) return [err('it holds a control character')];
  if (HALF.test(text)) return [err('it holds half a character')];
  const spelled = pathSpellings(text, place.platform, (one) => {
    const filled = withVariables(one, place);
    return filled.ok ? filled.value : null;
  });
  if (spelled === null) return [err('it can be read in too many ways')];
  return spelled.flatMap((spelling) => anchored(spelling, place)).flatMap((one) => bothParents(one, place));
}

/** Makes a spelling absolute. What only a program could tell is an error. */
function anchored(spelling: Spelling, place: Place): readonly Result<Reading, string>[] {
  const { text, how } = spelling;
  if (text === '') return [err('nothing is left of it once decoded')];
  if (CONTROL.test(text)) return [err('it holds a control character once decoded')];
  if (HALF.test(text)) return [err('it holds half a character once decoded')];
  const filled = withVariables(text, place);
  if (!filled.ok) return [filled];
  if (FILE_URL.test(text)) return fileUrl(spelling, place);
  if (text.startsWith('~')) return fromHome(spelling, place);
  if (place.platform === 'win32') return onWindows(spelling, place);
  if (text.startsWith('/')) return [ok({ text, how, needs: null })];
  if (SCHEME.test(text)) return [err(DRIVE.test(text) ? 'it is on a drive' : 'it is an address')];
  return relative(spelling, place);
}

function fileUrl(spelling: Spelling, place: Place): readonly Result<Reading, string>[] {
  const windows = place.platform === 'win32';
  const path = pathOfUrl(spelling.text, windows);
  const url = path.ok ? ok({ text: path.value, how: 'as a file: URL', needs: null }) : path;
  // Windows has no name with a colon in it, elsewhere `file:` may be a folder.
  return windows ? [url] : [url, ...relative(spelling, place)];
}

/** As WHATWG URL and RFC 8089 have it. A `%` that begins no code stays, as it does with all but the strictest. */
function pathOfUrl(url: string, windows: boolean): Result<string, string> {
  try {
    return ok(fileURLToPath(url, { windows }));
  } catch (error) {
    if (error instanceof URIError && !windows) return ok(laxPercentDecoded(new URL(url).pathname));
    const why = error instanceof Error ? error.message : String(error);
    return err(`it is not a usable file: URL (${why})`);
  }
}

/** `~` is the home folder to some tools and a name to others; `~name` is some user's home. */
function fromHome(spelling: Spelling, place: Place): readonly Result<Reading, string>[] {
  const { text, how } = spelling;
  const after = text.slice(1);
  const slash = place.platform === 'win32' ? /^[\\/]/ : /^\//;
  if (after !== '' && !slash.test(after)) {
    const end = after.search(/[\\/]/);
    const user = end === -1 ? after : after.slice(0, end);
    if (/^[\w.+@-]+\$?$/.test(user)) return [err('it names the home folder of a user')];
    return relative(spelling, place);
  }
  const home = join(place, place.home, after.replace(/^[\\/]+/, ''));
  return [
    ok({ text: home, how: how ?? 'with ~ as the home folder', needs: null }),
    ...relative(spelling, place),
  ];
}

function onWindows(spelling: Spelling, place: Place): readonly Result<Reading, string>[] {
  const found = windowsAbsolute(spelling.text, place);
  if (found === null) return relative(spelling, place);
  return found.map((one) => (one.ok ? ok({ text: one.value, how: spelling.how, needs: null }) : one));
}

function relative({ text, how }: Spelling, place: Place): readonly Result<Reading, string>[] {
  const separators = place.platform === 'win32' ? /[\\/]/ : '/';
  const first = text.split(separators).find((part) => part !== '' && part !== '.') ?? '.';
  return [...new Set([place.cwd, ...place.bases])].map((base, index) =>
    ok({
      text: join(place, base, text),
      how: index === 0 ? how : how === null ? `relative to ${base}` : `${how}, relative to ${base}`,
      needs: join(place, base, first),
    }),
  );
}

function join(place: Place, folder: string, rest: string): string {
  const slash = place.platform === 'win32' ? '\\' : '/';
  return rest === '' ? folder : `${folder}${folder.endsWith(slash) ? '' : slash}${rest}`;
}

/** The kernel follows a link and then goes up; a tool that tidies a path before it opens it goes up from the link's own folder. */
function bothParents(one: Result<Reading, string>, { platform }: Place): readonly Result<Reading, string>[] {
  if (!one.ok || !PARENT.test(one.value.text)) return [one];
  const { text, how } = one.value;
  const tidied = platform === 'win32' ? win32.normalize(text) : posix.normalize(text);
  // What is tidied away needn't be there.
  return [one, ok({ text: tidied, how: how ?? 'with `..` taken from the text', needs: null })];
}

// Finds the real place behind a path as an agent wrote it: every reading that a tool could plausibly apply, each resolved as the
// kernel would, symlinks first and `..` after. What can't be resolved is a reach that always exceeds.

import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reach } from '../../shared/contract/call.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { PathCandidate } from '../../shared/core/find-reaches.ts';
import { keyOf } from '../../shared/core/path-key.ts';

type Reading = { readonly text: string; readonly how: string | null };

/** As many links as Linux follows in one path (path_resolution(7)). */
const MAX_LINKS = 40;
const CONTROL = /[\u0000-\u001f\u007f]/;
/** Names that mean another place to each process that resolves them. */
const PER_PROCESS = /^\/(proc\/(self|thread-self|\d+)|dev\/fd)(\/|$)/;

/** One reach for each distinct place that the text could mean. */
export function resolvePath(candidate: PathCandidate, place: Place): readonly Reach[] {
  const { pointer, text, target, access } = candidate;
  const reaches = new Map<string, Reach>();
  for (const reading of readings(text, place)) {
    const real = reading.ok ? realPath(reading.value.text, place) : reading;
    if (!real.ok) {
      reaches.set(`!${real.error}`, { kind: 'undetermined', pointer, asked: text, why: real.error });
      continue;
    }
    const how = reading.ok ? reading.value.how : null;
    const key = keyOf(place.platform)(real.value);
    if (reaches.has(key)) continue;
    const base = { kind: target, pointer, asked: text, real: real.value, key, access };
    reaches.set(key, how === null ? base : { ...base, reading: how });
  }
  return [...reaches.values()];
}

/** The plain reading first; then what a tool might make of the text that another tool wouldn't. */
function readings(text: string, place: Place): readonly Result<Reading, string>[] {
  if (text === '') return [err('it is empty')];
  if (CONTROL.test(text)) return [err('it holds a control character')];
  if (/^file:/i.test(text)) return [fileUrl(text, place)];
  const found: Result<Reading, string>[] = [];
  for (const spelled of spellings(text, place)) found.push(...anchored(spelled, place));
  return found;
}

function fileUrl(text: string, place: Place): Result<Reading, string> {
  try {
    return ok({ text: fileURLToPath(text, { windows: place.platform === 'win32' }), how: 'as a file: URL' });
  } catch (error) {
    return err(`it is not a usable file: URL (${error instanceof Error ? error.message : String(error)})`);
  }
}

function spellings(text: string, place: Place): readonly Reading[] {
  const found: Reading[] = [{ text, how: null }];
  if (text.includes('%')) {
    const once = percentDecoded(text);
    if (once !== text) found.push({ text: once, how: 'percent-decoded' });
    const twice = percentDecoded(once);
    if (twice !== once) found.push({ text: twice, how: 'percent-decoded twice' });
  }
  if (place.platform !== 'win32' && text.includes('\\')) {
    found.push({ text: text.replaceAll('\\', '/'), how: 'with `\\` as separator' });
  }
  for (const form of ['NFC', 'NFD', 'NFKC'] as const) {
    const normal = text.normalize(form);
    if (normal !== text) found.push({ text: normal, how: `in Unicode form ${form}` });
  }
  return found;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
  }
}

/** Makes a spelling absolute, in every way that a server might. */
function anchored(reading: Reading, place: Place): readonly Result<Reading, string>[] {
  const { text, how } = reading;
  if (CONTROL.test(text)) return [err('it holds a control character once decoded')];
  if (/\$[A-Za-z_{(]|`|%[A-Za-z_]\w*%/.test(text)) return [err('it names a variable')];
  if (/^~[^/\\]/.test(text)) return [err('it names the home folder of a user')];
  if (text.startsWith('~')) {
    const home = join(place, place.home, text.slice(1).replace(/^[/\\]+/, ''));
    return [ok({ text: home, how: how ?? 'with ~ as the home folder' }), ...relative(text, place, how)];
  }
  if (isAbsolute(text, place)) return [ok(reading)];
  return relative(text, place, how);
}

function isAbsolute(text: string, place: Place): boolean {
  return place.platform === 'win32' ? win32.isAbsolute(text) : posix.isAbsolute(text);
}

function join(place: Place, folder: string, rest: string): string {
  const slash = place.platform === 'win32' ? '\\' : '/';
  return rest === '' ? folder : `${folder}${folder.endsWith(slash) ? '' : slash}${rest}`;
}

function relative(text: string, place: Place, how: string | null): readonly Result<Reading, string>[] {
  return [...new Set([place.cwd, ...place.bases])].map((base, index) =>
    ok({ text: join(place, base, text), how: index === 0 ? how : `relative to ${base}` }),
  );
}

/** The absolute path with every symlink followed, also through parts that don't exist yet. */
export function realPath(path: string, place: Pick<Place, 'platform'>): Result<string, string> {
  if (PER_PROCESS.test(path)) return err('it means another place to each process');
  if (place.platform === 'win32') return windowsPath(path);
  const quick = existingPath(path);
  if (quick !== null)
    return PER_PROCESS.test(quick) ? err('it means another place to each process') : ok(quick);
  return walk(path);
}

function existingPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** Resolves component by component, as path_resolution(7) does, but goes on where a component is missing. */
function walk(path: string): Result<string, string> {
  let pending = path.split('/').filter((part) => part !== '' && part !== '.');
  let real = '/';
  let links = 0;
  while (pending.length > 0) {
    const [part = '', ...rest] = pending;
    pending = rest;
    if (part === '..') {
      real = posix.dirname(real);
      continue;
    }
    const next = posix.join(real, part);
    if (PER_PROCESS.test(next)) return err('it means another place to each process');
    const link = linkTarget(next);
    if (!link.ok) return link;
    if (link.value === null) {
      real = next;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return err('its symbolic links form a loop');
    pending = [...link.value.split('/').filter((piece) => piece !== '' && piece !== '.'), ...pending];
    if (link.value.startsWith('/')) real = '/';
  }
  return ok(real);
}

/** Where a symlink points; null for anything else, also for what doesn't exist. */
function linkTarget(path: string): Result<string | null, string> {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return ok(stat?.isSymbolicLink() === true ? readlinkSync(path) : null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // Beneath a file there is nothing: the plain path is where a later folder would be.
    if (code === 'ENOTDIR') return ok(null);
    return err(`\`${path}\` can't be looked at (${code === '' ? String(error) : code})`);
  }
}

const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i;

function windowsPath(path: string): Result<string, string> {
  if (/^[\\/]{2}/.test(path)) return err('it is a network or device path');
  const normal = win32.normalize(path);
  for (const part of normal.slice(2).split('\\')) {
    if (part.includes(':')) return err('it names an alternate data stream');
    if (/[. ]$/.test(part) && part !== '..') return err('a part of it ends in a dot or a space');
    if (/~\d/.test(part)) return err('a part of it may be a short name');
    if (DEVICE.test(part)) return err('it names a device');
  }
  return ok(existingPath(normal) ?? normal);
}

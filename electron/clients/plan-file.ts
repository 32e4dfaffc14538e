// What protecting one file comes to: its new text, and for each entry what changes or why it has to stay as it is. Nothing is written here.

import { isAbsolute } from 'node:path';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { changesOf, isStale, type Target } from './entry-changes.ts';
import type { FoundFile } from './find-files.ts';
import { isRecord, valueAt, type ConfigFormat, type Path } from './format/config-format.ts';
import { editText, type Change } from './format/edit-text.ts';
import { formatOf } from './format/format-of.ts';
import type { ChangedEntry, EntryResult } from './protection.ts';
import { hasCredential, readEntry, type Entry, type EntrySource } from './read-entry.ts';
import type { ServerNames } from './server-names.ts';

export type PlanInput = {
  readonly file: FoundFile;
  readonly text: string;
  readonly names: ServerNames;
  readonly target: Target;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type FilePlan = {
  readonly text: string;
  readonly changed: readonly ChangedEntry[];
  readonly entries: readonly EntryResult[];
};

/** Why such an entry stays as it is. */
export const HTTP_IN_PROJECT = {
  why: "it is reached over HTTP, and a project's file is no place for a credential",
  remedy: "move the entry into the user's own configuration, and protect again",
} as const;

const BOM = '\uFEFF';

/** The error says why the file can't be read, with its line. */
export function planFile(input: PlanInput): Result<FilePlan, string> {
  const format = formatOf(input.file.known.format);
  const mark = input.text.startsWith(BOM) ? BOM : '';
  const body = input.text.slice(mark.length);
  const parsed = format.parse(body);
  if (!parsed.ok) return err(`line ${parsed.error.line}: ${parsed.error.problem}`);
  let text = body;
  const changed: ChangedEntry[] = [];
  const entries: EntryResult[] = [];
  for (const path of entryPaths(parsed.value, input.file.known.at)) {
    const name = path.at(-1) ?? '';
    const planned = planEntry(format, text, path, valueAt(parsed.value, path), input);
    if (!('text' in planned)) {
      entries.push({ path, name, ...planned });
      continue;
    }
    text = planned.text;
    changed.push(planned.changed);
    entries.push({ path, name, kind: 'protected', server: planned.changed.server, signIn: planned.signIn });
  }
  return ok({ text: mark + text, changed, entries });
}

/** The paths of all entries in a parsed file. */
export function entryPaths(root: unknown, at: readonly Path[]): readonly Path[] {
  return at.flatMap((pattern) => {
    let paths: readonly Path[] = [[]];
    for (const key of [...pattern, '*'])
      paths = paths.flatMap((path) => {
        const map = valueAt(root, path);
        if (!isRecord(map)) return [];
        return key === '*' ? Object.keys(map).map((one) => [...path, one]) : [[...path, key]];
      });
    return paths;
  });
}

type Unplanned =
  | { readonly kind: 'already'; readonly server: string }
  | { readonly kind: 'unguarded'; readonly why: string; readonly remedy: string };
type Planned =
  { readonly text: string; readonly changed: ChangedEntry; readonly signIn: boolean } | Unplanned;

function planEntry(
  format: ConfigFormat,
  text: string,
  path: Path,
  value: unknown,
  input: PlanInput,
): Planned {
  const { file, target } = input;
  const known = file.client.entry;
  const entry = readEntry(value, known, sourceOf(path, input));
  const why = reasonToLeave(entry, file, target);
  if (why !== null && !isStale(entry, value, file, target, (name) => input.names.isRemote(name))) return why;
  const server = serverFor(entry, path.at(-1) ?? '', input.names);
  const shared = file.known.scope === 'project';
  const all = changesOf(entry, known, value, server, target, shared ? null : file.client.name);
  const edited = editText(
    format,
    text,
    all.map(({ key, value: put, after }): Change => ({ path: [...path, key], value: put, after })),
  );
  if (!edited.ok)
    return {
      kind: 'unguarded',
      why: edited.error,
      remedy: 'write the entry in the usual form, and protect again',
    };
  const keys = all.map(({ key, value: after }) => ({ key, before: valueAt(value, [key]), after }));
  const odd = keys.find(({ before }) => !isKeepable(before));
  if (odd !== undefined)
    return {
      kind: 'unguarded',
      why: `its \`${odd.key}\` holds a value that could not be put back as it is`,
      remedy: 'write it as a text, and protect again',
    };
  const signIn = entry.kind === 'http' && !hasCredential(entry.server.headers);
  return { text: edited.value, signIn, changed: { path, server, keys, ...regionOf(text, edited.value) } };
}

/** Whether a value is the same after it was kept as JSON: dates and very large numbers of TOML are not. */
function isKeepable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isKeepable);
  if (isRecord(value)) return Object.values(value).every(isKeepable);
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || ['undefined', 'string', 'boolean'].includes(typeof value);
}

function sourceOf(path: Path, { file, home, env }: PlanInput): EntrySource {
  // In a user's file, the entries of one project stand under its folder.
  const folder = file.project ?? path.slice(0, -2).find((key) => isAbsolute(key)) ?? home;
  return { env, home, project: file.project, folder };
}

function serverFor(entry: Entry, name: string, names: ServerNames): string {
  switch (entry.kind) {
    case 'stdio':
      return names.stdio(name, entry.server);
    case 'http':
      return names.http(name, entry.server);
    case 'remit':
      return entry.server;
    case 'left':
      return name;
    default:
      return assertNever(entry);
  }
}

function reasonToLeave(entry: Entry, file: FoundFile, target: Target): Unplanned | null {
  if (file.known.scope === 'managed' && entry.kind !== 'remit')
    return {
      kind: 'unguarded',
      why: 'the file belongs to the administrator of this machine',
      remedy: 'ask them to put Remit in its place',
    };
  switch (entry.kind) {
    case 'remit':
      return { kind: 'already', server: entry.server };
    case 'left':
      return { kind: 'unguarded', why: entry.why, remedy: entry.remedy };
    case 'http':
      if (target.endpoint === null)
        return {
          kind: 'unguarded',
          why: 'it is reached over HTTP, and Remit has no port to take its calls on',
          remedy: 'move `endpoint.json` out of the data folder, and protect again',
        };
      if (file.known.scope === 'project') return { kind: 'unguarded', ...HTTP_IN_PROJECT };
      return null;
    case 'stdio':
      return null;
    default:
      return assertNever(entry);
  }
}

/** How much of two texts is compared at once. */
const STRIDE = 4096;

/** The lines in which two texts differ, as they are in each. */
function regionOf(before: string, after: string): { readonly before: string; readonly after: string } {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start + STRIDE < most && before.startsWith(after.slice(start, start + STRIDE), start))
    start += STRIDE;
  while (start < most && before[start] === after[start]) start += 1;
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let end = 0;
  while (
    end + STRIDE < most - start &&
    before.endsWith(after.slice(after.length - end - STRIDE, after.length - end), before.length - end)
  )
    end += STRIDE;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const line = before.indexOf('\n', before.length - end);
  end = line === -1 ? 0 : before.length - line - 1;
  return { before: before.slice(start, before.length - end), after: after.slice(start, after.length - end) };
}

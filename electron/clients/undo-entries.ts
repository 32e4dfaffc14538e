// Takes Remit out of a file that somebody has written since: entry by entry, and nothing else is touched.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { KnownEntry, KnownFile } from './known-client.ts';
import { isRecord, valueAt, type ConfigFormat, type Path } from './format/config-format.ts';
import { editText, saysTheSame, withChange, type Change } from './format/edit-text.ts';
import { formatOf } from './format/format-of.ts';
import { entryPaths } from './plan-file.ts';
import type { ChangedEntry } from './protection.ts';
import { serverOfRemit } from './read-entry.ts';

export type UndoneEntry = {
  readonly name: string;
  readonly kind: 'restored' | 'removed-meanwhile' | 'changed-meanwhile';
};
export type Undone = { readonly text: string; readonly entries: readonly UndoneEntry[] };

const BOM = '\uFEFF';

/** The error says why the file can't be read or an entry can't be put back, and then nothing is. */
export function undoEntries(
  text: string,
  entries: readonly ChangedEntry[],
  known: KnownEntry,
  file: Pick<KnownFile, 'format' | 'at'>,
): Result<Undone, string> {
  const format = formatOf(file.format);
  const mark = text.startsWith(BOM) ? BOM : '';
  let body = text.slice(mark.length);
  const undone: UndoneEntry[] = [];
  const claimed = new Set<string>();
  for (const entry of [...entries].reverse()) {
    const parsed = format.parse(body);
    if (!parsed.ok) return err(`line ${parsed.error.line}: ${parsed.error.problem}`);
    const path = placeOf(entry, parsed.value, known, file.at, claimed);
    const name = entry.path.at(-1) ?? '';
    if (path === null) {
      const there = valueAt(parsed.value, entry.path) !== undefined;
      undone.unshift({ name, kind: there ? 'changed-meanwhile' : 'removed-meanwhile' });
      continue;
    }
    claimed.add(path.join('\0'));
    const restored = restore(format, body, parsed.value, path, entry);
    if (!restored.ok) return restored;
    body = restored.value;
    undone.unshift({ name, kind: 'restored' });
  }
  return ok({ text: mark + body, entries: undone });
}

/** Where the entry is now: in its place, or under another name that it was given meanwhile. */
function placeOf(
  entry: ChangedEntry,
  root: unknown,
  known: KnownEntry,
  at: readonly Path[],
  claimed: ReadonlySet<string>,
): Path | null {
  const leads = (path: Path): boolean =>
    serverOfRemit(valueAt(root, path), known) === entry.server && !claimed.has(path.join('\0'));
  if (leads(entry.path)) return entry.path;
  if (valueAt(root, entry.path) !== undefined) return null;
  return entryPaths(root, at).find(leads) ?? null;
}

function restore(
  format: ConfigFormat,
  text: string,
  root: unknown,
  path: Path,
  entry: ChangedEntry,
): Result<string, string> {
  const changes = undoing(path, valueAt(root, path), entry);
  // The lines as they were, comments and all, if Remit's own lines are still there as they were written.
  const at = text.indexOf(entry.after);
  if (entry.after !== '' && at !== -1 && text.indexOf(entry.after, at + 1) === -1) {
    const lines = text.slice(0, at) + entry.before + text.slice(at + entry.after.length);
    const wanted = changes.reduce((value, change) => withChange(value, change.path, change.value), root);
    const read = format.parse(lines);
    if (read.ok && saysTheSame(read.value, wanted)) return ok(lines);
  }
  return editText(format, text, changes);
}

/** What of the entry is put back; what others have changed in it since stays. */
function undoing(path: Path, now: unknown, { keys }: ChangedEntry): readonly Change[] {
  const first = keys[0]?.key ?? '';
  return keys.flatMap(({ key, before, after }): readonly Change[] => {
    const current = valueAt(now, [key]);
    if (saysTheSame(current, before)) return [];
    if (typeof after === 'number' && current !== after) return [];
    const value = isRecord(current) && isRecord(after) ? merged(current, after, before) : before;
    return [{ path: [...path, key], value, after: first }];
  });
}

/** The former variables or headers, and those that were added since. */
function merged(
  current: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  before: unknown,
): unknown {
  const added = Object.entries(current).filter(([key]) => !Object.hasOwn(after, key));
  if (added.length === 0) return before;
  return { ...(isRecord(before) ? before : {}), ...Object.fromEntries(added) };
}

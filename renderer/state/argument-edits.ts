// What the arguments of a call would change in a text, as far as they say so themselves: pairs of old and new text, and whole contents.

import { structuredPatch } from 'diff';

export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };
export type Edit = { readonly title: string; readonly hunks: readonly (readonly DiffLine[])[] };

const PAIRS: readonly (readonly [string, string])[] = [
  ['old_string', 'new_string'],
  ['oldString', 'newString'],
  ['old_text', 'new_text'],
  ['oldText', 'newText'],
  ['old_str', 'new_str'],
];
const CONTENTS = ['content', 'contents', 'file_text', 'new_source'];
const PATHS = ['path', 'file_path', 'filePath', 'filename', 'notebook_path'];
/** Longer texts are not compared: the arguments stand in full beside it. */
const MAX_TEXT = 200_000;
const MAX_EDITS = 50;

/** The edits in arguments, `[]` for none. `argsText` is JSON; when it is cut there are none. */
export function argumentEdits(argsText: string): readonly Edit[] {
  const args = parsed(argsText);
  if (!isObject(args)) return [];
  const title = firstText(args, PATHS) ?? '';
  const listed = Object.values(args).flatMap((value): readonly unknown[] =>
    Array.isArray(value) ? value : [],
  );
  const pairs = [args, ...listed].slice(0, MAX_EDITS).flatMap((one) => (isObject(one) ? pairOf(one) : []));
  if (pairs.length > 0) return pairs.flatMap(([before, after]) => editOf(title, before, after));
  const content = firstText(args, CONTENTS);
  return title === '' || content === null ? [] : editOf(title, '', content);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstText(object: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  const found = keys.map((key) => object[key]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : null;
}

function pairOf(object: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return PAIRS.flatMap(([oldKey, newKey]) => {
    const [before, after] = [object[oldKey], object[newKey]];
    return typeof before === 'string' && typeof after === 'string' ? [[before, after] as const] : [];
  });
}

function editOf(title: string, before: string, after: string): readonly Edit[] {
  if (before.length + after.length > MAX_TEXT) return [];
  const patch = structuredPatch('', '', before, after, undefined, undefined, {
    context: 3,
    maxEditLength: 5000,
  });
  if (patch === undefined) return [];
  const hunks = patch.hunks.map(({ lines }) => lines.filter((line) => !line.startsWith('\\')).map(lineOf));
  return hunks.length === 0 ? [] : [{ title, hunks }];
}

function lineOf(line: string): DiffLine {
  const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
  return { kind, text: line.slice(1) };
}

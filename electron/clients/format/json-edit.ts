// Changes lists and maps of a JSON text at any depth, in the text: what stands around a change stays as it is written. The result is parsed
// and has to mean what it meant before with these changes made, or the text is left alone.

import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import { inlineJson, isRecord, type ConfigFormat } from './config-format.ts';
import { removal, saysTheSame } from './edit-text.ts';
import { applied, beginsLine, eolOf, indentAt, lineStart, type Splice } from './text-lines.ts';

/** Keys of maps and places in lists. */
export type Steps = readonly (string | number)[];

/** `put`: in the place of what is there, or as a new member or last element. Maps and lists on the way have to be there. */
export type JsonEdit =
  | { readonly kind: 'put'; readonly at: Steps; readonly value: unknown }
  | { readonly kind: 'remove'; readonly at: Steps };

/** The text with these edits made one after the other. */
export function editJson(
  format: ConfigFormat,
  text: string,
  edits: readonly JsonEdit[],
): Result<string, string> {
  const before = format.parse(text);
  if (!before.ok) return err(`line ${before.error.line}: ${before.error.problem}`);
  let wanted: unknown = before.value;
  let edited = text.trim() === '' ? `{}${eolOf(text)}` : text;
  for (const edit of edits) {
    edited = applied(edited, splices(format, edited, edit));
    wanted = changed(wanted, edit.at, edit.kind === 'put' ? edit.value : undefined);
  }
  const after = format.parse(edited);
  if (after.ok && saysTheSame(after.value, wanted)) return ok(edited);
  const first = edits[0]?.at.filter((step) => typeof step === 'string') ?? [];
  return err(`\`${first.join('.')}\` stands there in a form that can't be changed safely`);
}

/** The data with one place changed; `undefined` takes it away. */
function changed(root: unknown, [step, ...rest]: Steps, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    const list: readonly unknown[] = root;
    const at = Number(step);
    const inner = changed(list[at], rest, value);
    return [...list.slice(0, at), ...(inner === undefined ? [] : [inner]), ...list.slice(at + 1)];
  }
  if (!isRecord(root)) return root;
  const inner = changed(root[step], rest, value);
  const { [step]: _old, ...others } = root;
  return inner === undefined ? others : { ...others, [step]: inner };
}

function splices(format: ConfigFormat, text: string, edit: JsonEdit): readonly Splice[] {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const parent = tree === undefined ? undefined : findNodeAtLocation(tree, [...edit.at.slice(0, -1)]);
  if (tree === undefined || parent === undefined) return [];
  const there = findNodeAtLocation(tree, [...edit.at]);
  if (edit.kind === 'put') {
    if (there === undefined) return insertion(format, text, tree, parent, edit);
    const span = spanOf(there);
    const inline = !text.slice(span.start, span.end).includes('\n') && isRecord(edit.value);
    const put = written(edit.value, text, tree, inline ? null : indentAt(text, whole(there).offset));
    return [{ ...span, text: put }];
  }
  if (there === undefined) return [];
  const all = parent.children ?? [];
  const previous = all[all.indexOf(whole(there)) - 1];
  const previousEnd = previous === undefined ? null : spanOf(previous).end;
  return removal(format, text, { member: spanOf(whole(there)), parted: 'comma', previousEnd });
}

/** The member whose value a node is, or the element itself. */
function whole(node: Node): Node {
  return node.parent?.type === 'property' ? node.parent : node;
}

function spanOf({ offset, length }: Node): { readonly start: number; readonly end: number } {
  return { start: offset, end: offset + length };
}

/** The file's own step of indentation. */
function stepOf(text: string, tree: Node): string {
  const first = tree.children?.[0];
  const step = first === undefined || !beginsLine(text, first.offset) ? '' : indentAt(text, first.offset);
  return step === '' ? '  ' : step;
}

function isOneLine(text: string): boolean {
  return !text.trim().includes('\n') && !/^\s*\{\s*\}\s*$/.test(text);
}

/** A value on lines of its own; on one line where `indent` is null, or where all of the file stands on one. */
function written(value: unknown, text: string, tree: Node, indent: string | null): string {
  if (indent === null || isOneLine(text)) return isTight(text) ? JSON.stringify(value) : inlineJson(value);
  return JSON.stringify(value, null, stepOf(text, tree)).replaceAll('\n', `${eolOf(text)}${indent}`);
}

/** Whether the file has no space after a comma or colon. */
function isTight(text: string): boolean {
  return !/[,:]\s/.test(text);
}

function insertion(
  format: ConfigFormat,
  text: string,
  tree: Node,
  parent: Node,
  edit: JsonEdit & { readonly kind: 'put' },
): readonly Splice[] {
  const key = edit.at.at(-1);
  const tight = isTight(text);
  const name = typeof key === 'string' ? `${JSON.stringify(key)}:${tight ? '' : ' '}` : '';
  const put = (indent: string | null): string => `${name}${written(edit.value, text, tree, indent)}`;
  const last = parent.children?.at(-1);
  if (last === undefined) return intoEmpty(text, tree, parent, put);
  const { end } = spanOf(last);
  const comma = commaAfter(format, text, end);
  const from = comma === null ? end : comma + 1;
  const [first, more] = comma === null ? [',', ''] : ['', ','];
  if (!beginsLine(text, last.offset))
    return [{ start: from, end: from, text: `${first}${tight ? '' : ' '}${put(null)}${more}` }];
  // A remark behind the last one stays with it.
  const rest = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n)/.exec(text.slice(from))?.[0] ?? '';
  const indent = indentAt(text, last.offset);
  const line = `${rest}${eolOf(text)}${indent}${put(indent)}${more}`;
  return [{ start: from, end: from + rest.length, text: `${first}${line}` }];
}

function commaAfter(format: ConfigFormat, text: string, end: number): number | null {
  const trivia = new RegExp(format.trivia);
  trivia.lastIndex = end;
  trivia.test(text);
  const next = Math.max(end, trivia.lastIndex);
  return text[next] === ',' ? next : null;
}

function intoEmpty(
  text: string,
  tree: Node,
  parent: Node,
  put: (indent: string | null) => string,
): readonly Splice[] {
  const { start, end } = spanOf(parent);
  const inside = text.slice(start + 1, end - 1);
  if (isOneLine(text)) return [{ start: start + 1, end: end - 1, text: `${inside}${put(null)}` }];
  const eol = eolOf(text);
  const base = indentOf(text, start);
  const indent = `${base}${stepOf(text, tree)}`;
  return [
    {
      start: start + 1,
      end: end - 1,
      text: `${inside.trimEnd()}${eol}${indent}${put(indent)}${eol}${base}`,
    },
  ];
}

/** The indentation of the line that an offset stands on. */
function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

// Changes members of a configuration file in its text. The result is parsed: what the text then means must be exactly what it meant
// before, with these members changed. If it isn't, the text is left alone.

import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import { isRecord, type ConfigFormat, type MemberSite, type Path } from './config-format.ts';
import {
  applied,
  beginsLine,
  eolOf,
  indentAt,
  lineEnd,
  lineStart,
  wholeLines,
  type Splice,
} from './text-lines.ts';

/** `undefined` as a value takes the member away. A new member is put after its sibling `after`. */
export type Change = { readonly path: Path; readonly value: unknown; readonly after: string };

/** The text with these members of one map changed, one after the other; the error says what can't be edited. */
export function editText(
  format: ConfigFormat,
  text: string,
  changes: readonly Change[],
): Result<string, string> {
  const before = format.parse(text);
  if (!before.ok) return err(`line ${before.error.line}: ${before.error.problem}`);
  const parent = changes[0]?.path.slice(0, -1) ?? [];
  const inner = format.inner?.(text, parent) ?? null;
  // A map that is a text of its own is edited apart: a client's file can have megabytes.
  const [start, end, depth] = inner === null ? [0, text.length, 0] : [inner.start, inner.end, parent.length];
  let part = text.slice(start, end);
  let wanted = before.value;
  for (const change of changes) {
    part = applied(part, splicesOf(format, part, { ...change, path: change.path.slice(depth) }));
    wanted = withChange(wanted, change.path, change.value);
  }
  const edited = text.slice(0, start) + part + text.slice(end);
  const after = format.parse(edited);
  if (after.ok && saysTheSame(after.value, wanted)) return ok(edited);
  return err(`\`${parent.join('.')}\` stands there in a form that can't be changed safely`);
}

function splicesOf(format: ConfigFormat, text: string, change: Change): readonly Splice[] {
  const found = format.sites(text, change.path);
  if (change.value === undefined) return found.flatMap((site) => removal(format, text, site));
  return found.length === 0
    ? insertion(format, text, change)
    : replacement(format, text, found, change.value);
}

/** The data with one member changed; everything else is the same objects. */
export function withChange(root: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (!isRecord(root)) return root;
  const inner = rest.length === 0 ? value : withChange(root[key], rest, value);
  const { [key]: _old, ...others } = root;
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** Whether two parsed values say the same: parsers give objects of different prototypes, and their members have no order. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other) || isDeepStrictEqual(plain(one), plain(other));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  return new Map(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function replacement(
  format: ConfigFormat,
  text: string,
  found: readonly MemberSite[],
  value: unknown,
): readonly Splice[] {
  const site = found.find(({ form }) => form !== 'dotted') ?? found[0];
  if (site === undefined) return [];
  const others = found.filter((one) => one !== site).flatMap((one) => removal(format, text, one));
  if (site.form === 'dotted') {
    const put = format.memberText(site.key.at(-1) ?? '', value, { ...site, gap: '' });
    return [...others, { ...site.member, text: put }];
  }
  const old = text.slice(site.value.start, site.value.end);
  const indent = indentAt(text, site.member.start);
  return [...others, { ...site.value, text: format.valueText(value, site, old, eolOf(text), indent) }];
}

function insertion(format: ConfigFormat, text: string, { path, value, after }: Change): readonly Splice[] {
  const key = path.at(-1) ?? '';
  const [sibling] = format.sites(text, [...path.slice(0, -1), after]);
  if (sibling === undefined || sibling.form === 'table') return [];
  const { start, end } = sibling.member;
  const put = format.memberText(key, value, sibling);
  const eol = eolOf(text);
  if (sibling.parted === 'line') {
    const at = lineEnd(text, end);
    const line = `${indentAt(text, start)}${put}`;
    const ended = text.slice(0, at).endsWith('\n');
    return [{ start: at, end: at, text: ended ? `${line}${eol}` : `${eol}${line}` }];
  }
  const own = beginsLine(text, start);
  const before = /[{,]([ \t]*)$/.exec(text.slice(0, start))?.[1];
  const space = own ? `${eol}${indentAt(text, start)}` : (before ?? ' ');
  return [{ start: end, end, text: `,${space}${put}` }];
}

/** Takes a member away, or an element of a list when `site` is one. */
export function removal(
  format: Pick<ConfigFormat, 'trivia'>,
  text: string,
  site: Pick<MemberSite, 'member' | 'parted' | 'previousEnd'>,
): readonly Splice[] {
  if (site.parted === 'line') {
    const start = lineStart(text, site.member.start);
    return [{ start, end: lineEnd(text, site.member.end), text: '' }];
  }
  const { start, end } = site.member;
  const next = skip(format, text, end);
  if (text[next] === ',') return [wholeLines(text, start, next + 1)];
  if (site.previousEnd === null) return [wholeLines(text, start, end)];
  const comma = skip(format, text, site.previousEnd);
  if (text.slice(comma + 1, start).trim() === '') return [{ start: comma, end, text: '' }];
  return [{ start: comma, end: comma + 1, text: '' }, wholeLines(text, start, end)];
}

function skip(format: Pick<ConfigFormat, 'trivia'>, text: string, offset: number): number {
  const trivia = new RegExp(format.trivia);
  trivia.lastIndex = offset;
  trivia.test(text);
  return Math.max(offset, trivia.lastIndex);
}

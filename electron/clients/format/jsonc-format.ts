import {
  getNodeValue,
  parse,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { err, ok } from '../../../shared/contract/result.ts';
import { inlineJson, parseGuarded, type ConfigFormat, type MemberSite, type Path } from './config-format.ts';

/** The line of an offset, from 1. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Of a text that is asked for several things in a row, the answer is made once: a client's file can have megabytes. */
function remembered<T>(make: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly made: T } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

/** The parser loses a member named `__proto__`, which other readers see; its tree has it. */
function valueOf(text: string, value: unknown): unknown {
  if (!/__proto__|\\u00(5f|[67])/i.test(text)) return value;
  const tree = treeOf(text);
  const whole: unknown = tree === undefined ? value : getNodeValue(tree);
  return whole;
}

const treeOf = remembered((text) => parseTree(text, [], { allowTrailingComma: true }));

function sites(text: string, path: Path): readonly MemberSite[] {
  let node = treeOf(text);
  let site: MemberSite | null = null;
  for (const key of path) {
    // Of two members with one key readers take the last.
    const index = node?.children?.findLastIndex((one) => one.children?.[0]?.value === key) ?? -1;
    if (node?.type !== 'object' || index === -1) return [];
    const property = node.children?.[index];
    const value = property?.children?.[1];
    if (property === undefined || value === undefined) return [];
    site = siteOf(text, property, value, node.children?.[index - 1]);
    node = value;
  }
  return site === null ? [] : [site];
}

function siteOf(text: string, property: Node, value: Node, previous: Node | undefined): MemberSite {
  const key = property.children?.[0];
  const keyEnd = key === undefined ? property.offset : key.offset + key.length;
  const gap = text.slice(keyEnd, value.offset);
  return {
    member: { start: property.offset, end: value.offset + value.length },
    value: { start: value.offset, end: value.offset + value.length },
    gap: /^\s*:[ \t]*$/.test(gap) ? gap : ': ',
    parted: 'comma',
    previousEnd: previous === undefined ? null : previous.offset + previous.length,
    form: 'plain',
    key: [String(key?.value)],
  };
}

/** A value that had lines of its own keeps them, with the file's own step of indentation. */
function valueText(value: unknown, _site: MemberSite, old: string, eol: string, indent: string): string {
  if (!old.includes('\n')) return /[,:]\S/.test(old) ? JSON.stringify(value) : inlineJson(value);
  const inner = /\n([ \t]*)\S/.exec(old)?.[1] ?? '';
  const step = inner.startsWith(indent) && inner.length > indent.length ? inner.slice(indent.length) : '  ';
  return JSON.stringify(value, null, step).replaceAll('\n', `${eol}${indent}`);
}

function jsonFormat(lenient: boolean): ConfigFormat {
  const options = { allowTrailingComma: lenient, disallowComments: !lenient };
  return {
    parse: remembered((text) =>
      parseGuarded(() => {
        if (text.trim() === '') return ok({});
        const errors: ParseError[] = [];
        const value: unknown = parse(text, errors, options);
        const [first] = errors;
        if (first === undefined) return ok(valueOf(text, value));
        return err({
          line: lineAt(text, first.offset),
          problem: printParseErrorCode(first.error)
            .replace(/(?!^)([A-Z])/g, ' $1')
            .toLowerCase(),
        });
      }),
    ),
    sites,
    inner: (text, path) => sites(text, path)[0]?.value ?? null,
    valueText,
    memberText: (key, value, site) => {
      const written = /\s$/.test(site.gap) ? inlineJson(value) : JSON.stringify(value);
      return `${JSON.stringify(key)}${site.gap}${written}`;
    },
    trivia: /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y,
  };
}

/** JSON as RFC 8259 has it. */
export const strictJson = jsonFormat(false);
/** JSON with comments and trailing commas. */
export const jsonc = jsonFormat(true);

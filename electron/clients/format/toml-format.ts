import { parse, parseDocument, type TomlDocument } from '@decimalturn/toml-patch';
import { err, ok } from '../../../shared/contract/result.ts';
import {
  isRecord,
  parseGuarded,
  type ConfigFormat,
  type MemberSite,
  type Path,
  type Span,
} from './config-format.ts';

type Block = TomlDocument['cst'][number];
type KeyValue = Extract<Block, { equals: number }>;
type InlineTable = Extract<KeyValue['value'], { items: { item: KeyValue }[] }>;
type Table = Extract<Block, { items: unknown; key: { item: { value: string[] } } }>;

const startsWith = (path: Path, prefix: Path): boolean => prefix.every((key, index) => path[index] === key);

function sites(text: string, path: Path): readonly MemberSite[] {
  const source = new Source(text);
  const found: MemberSite[] = [];
  for (const block of parseDocument(text).cst) {
    if (isKeyValue(block)) found.push(...inKeyValue(source, block, [], path, null, 'line'));
    else if (isTable(block)) found.push(...inTable(source, block, path));
  }
  return found;
}

function isKeyValue(node: { readonly type: string }): node is KeyValue {
  return node.type === 'KeyValue';
}

function isTable(node: { readonly type: string }): node is Table {
  return node.type === 'Table';
}

function isInlineTable(node: { readonly type: string }): node is InlineTable {
  return node.type === 'InlineTable';
}

/** A text and where its lines begin: the parser says places in lines and columns. */
class Source {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  spanOf({ loc: { start, end } }: Pick<Block, 'loc'>): Span {
    return { start: this.#offset(start), end: this.#offset(end) };
  }

  #offset({ line, column }: Block['loc']['start']): number {
    return (this.#starts[line - 1] ?? this.text.length) + column;
  }
}

function inTable(source: Source, table: Table, path: Path): readonly MemberSite[] {
  const key = table.key.item.value;
  const rows = table.items.filter(isKeyValue);
  if (!startsWith(key, path)) return rows.flatMap((row) => inKeyValue(source, row, key, path, null, 'line'));
  const header = source.spanOf(table.key);
  const last = rows.at(-1);
  const end = last === undefined ? header.end : Math.max(header.end, source.spanOf(last).end);
  return [
    {
      member: { start: header.start, end },
      value: { start: header.end, end },
      gap: '',
      parted: 'line',
      previousEnd: null,
      form: 'table',
      key,
    },
  ];
}

function inKeyValue(
  source: Source,
  row: KeyValue,
  prefix: Path,
  path: Path,
  previousEnd: number | null,
  parted: 'comma' | 'line',
): readonly MemberSite[] {
  const full = [...prefix, ...row.key.value];
  if (startsWith(full, path) && full.length >= path.length) {
    const value = source.spanOf(row.value);
    const key = source.spanOf(row.key);
    return [
      {
        member: { start: key.start, end: value.end },
        value,
        gap: source.text.slice(key.end, value.start),
        parted,
        previousEnd,
        form: full.length === path.length ? 'plain' : 'dotted',
        key: row.key.value.slice(0, row.key.value.length - (full.length - path.length)),
      },
    ];
  }
  if (!isInlineTable(row.value) || !startsWith(path, full)) return [];
  let before: number | null = null;
  const found: MemberSite[] = [];
  for (const { item } of row.value.items) {
    if (!isKeyValue(item)) continue;
    found.push(...inKeyValue(source, item, full, path, before, 'comma'));
    before = source.spanOf(item).end;
  }
  return found;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : stringText(key);
}

/** TOML's basic strings take what JSON's do, but for the character DEL. */
function stringText(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007F');
}

function inlineText(value: unknown): string {
  if (typeof value === 'string') return stringText(value);
  if (Array.isArray(value)) return `[${value.map(inlineText).join(', ')}]`;
  if (isRecord(value)) {
    const members = Object.entries(value).map(([key, one]) => `${keyText(key)} = ${inlineText(one)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return String(value);
}

export const toml: ConfigFormat = {
  parse: (text) =>
    parseGuarded(() => {
      try {
        const value: unknown = parse(text);
        return ok(value);
      } catch (error) {
        if (error instanceof RangeError) throw error;
        const line = error instanceof Error && 'line' in error ? Number(error.line) : 1;
        const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n').slice(-1);
        return err({ line, problem: first === '' || first.trim() === '^' ? 'it is not TOML' : first });
      }
    }),
  sites,
  valueText: (value, site, old, eol, indent) => {
    if (site.form !== 'table' || !isRecord(value)) return inlineText(value);
    const inner = /\n([ \t]*)[^\s#]/.exec(old)?.[1] ?? indent;
    return Object.entries(value)
      .map(([key, one]) => `${eol}${inner}${keyText(key)} = ${inlineText(one)}`)
      .join('');
  },
  memberText: (key, value, site) => {
    const gap = /^[ \t]*=[ \t]*$/.test(site.gap) ? site.gap : ' = ';
    return `${[...site.key.slice(0, -1), key].map(keyText).join('.')}${gap}${inlineText(value)}`;
  },
  trivia: /(?:\s|#[^\n]*)*/y,
};

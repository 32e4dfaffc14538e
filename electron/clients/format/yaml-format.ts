import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import {
  inlineJson,
  parseGuarded,
  type ConfigFormat,
  type Malformed,
  type MemberSite,
  type Path,
} from './config-format.ts';

function sites(text: string, path: Path): readonly MemberSite[] {
  const document = parseDocument(text);
  let node: unknown = document.contents;
  let site: MemberSite | null = null;
  for (const key of path) {
    if (!isMap(node)) return [];
    const index = node.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === key);
    const pair = node.items[index];
    if (pair === undefined) return [];
    site = siteOf(text, node, pair, node.items[index - 1]);
    if (site === null) return [];
    node = pair.value;
  }
  return site === null ? [] : [site];
}

function siteOf(text: string, map: YAMLMap, pair: Pair, previous: Pair | undefined): MemberSite | null {
  if (!isScalar(pair.key) || !pair.key.range) return null;
  const [start, keyEnd] = pair.key.range;
  const colon = text.indexOf(':', keyEnd);
  if (colon === -1) return null;
  const end = Math.max(colon + 1, endOf(text, pair));
  return {
    member: { start, end },
    value: { start: colon + 1, end },
    gap: text.slice(keyEnd, colon + 1),
    parted: map.flow === true ? 'comma' : 'line',
    previousEnd: map.flow === true && previous !== undefined ? endOf(text, previous) : null,
    form: 'plain',
    key: [String(pair.key.value)],
  };
}

/** Where the last character of a pair or value stands, without the comments and line ends after it. */
function endOf(text: string, one: unknown): number {
  if (isPair(one)) {
    const value = endOf(text, one.value);
    return value > 0 ? value : endOf(text, one.key);
  }
  if (!isNode(one) || !one.range) return 0;
  if (isCollection(one) && one.flow !== true) {
    const last = one.items.at(-1);
    if (last !== undefined) return endOf(text, last);
  }
  let end = one.range[1];
  while (end > one.range[0] && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

/** A name that refers to nothing, or to too much, is found only when the values are made. */
function valueOf(document: Document): Result<unknown, Malformed> {
  try {
    const value: unknown = document.toJS();
    return ok(value ?? {});
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return err({ line: 1, problem: error instanceof Error ? error.message : String(error) });
  }
}

export const yaml: ConfigFormat = {
  parse: (text) =>
    parseGuarded(() => {
      const document = parseDocument(text);
      const [first] = document.errors;
      if (first === undefined) return valueOf(document);
      const [problem = ''] = first.message.split(/ at line|:\n/);
      // This parser takes its own end for a fault of the text.
      if (problem.startsWith('Maximum call stack')) throw new RangeError(problem);
      return err({ line: first.linePos?.[0].line ?? 1, problem });
    }),
  sites,
  valueText: (value) => ` ${inlineJson(value)}`,
  memberText: (key, value, site) => {
    const written = /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key);
    return `${written}${site.gap} ${inlineJson(value)}`;
  },
  trivia: /(?:\s|#[^\n]*)*/y,
};

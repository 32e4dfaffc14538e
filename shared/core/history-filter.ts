// A filter of the history as text, `agent:codex -verdict:inside "api key"`, and back. Every text that is printed parses to the same terms.

import { filterKeySchema, type FilterKey, type FilterTerm, type HistoryFilter } from '../contract/history.ts';
import { err, ok, type Result } from '../contract/result.ts';

/** What is wrong with a filter's text, in a sentence, and which characters it is about. */
export type FilterProblem = { readonly message: string; readonly from: number; readonly to: number };

/** Values that a key takes, where they are a closed list. */
export const CLOSED_VALUES: Partial<Readonly<Record<FilterKey, readonly string[]>>> = {
  verdict: ['inside', 'asked', 'allowed', 'waiting', 'refused'],
  by: ['you', 'grant', 'rule', 'timeout', 'nobody'],
  outcome: ['ok', 'tool-error', 'protocol-error', 'cancelled', 'lost', 'running', 'none'],
};

const TOKEN = /(-?)(?:([A-Za-z]+):(?!\/\/))?("(?:[^"\\]|\\.)*"?|[^\s"]\S*)?/y;
const DAY_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{3})?)?Z?)?$/;
const MAX_TERMS = 50;
const MAX_VALUE = 1000;

/** Reads a filter; the first thing that is wrong with it is named with its place. */
export function parseFilter(text: string, _now: number): Result<HistoryFilter, FilterProblem> {
  const terms: FilterTerm[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const [whole = '', minus = '', key, value = ''] = TOKEN.exec(text) ?? [];
    const to = at + Math.max(1, whole.length);
    const term = readTerm(key, value, minus === '-');
    if (typeof term === 'string') return err({ message: term, from: at, to });
    terms.push(term);
    if (terms.length > MAX_TERMS)
      return err({ message: `At most ${MAX_TERMS} terms can be searched for at once.`, from: at, to });
    at = to;
  }
  return ok(terms);
}

/** The term, or what is wrong with it. */
function readTerm(name: string | undefined, written: string, negated: boolean): FilterTerm | string {
  const key = filterKeySchema.safeParse(name?.toLowerCase() ?? 'text');
  if (!key.success)
    return `There is no ${name ?? ''}: to search by. There are ${filterKeySchema.options.join(', ')}.`;
  const value = unquoted(written);
  if (value === null) return 'The quotation mark is not closed.';
  if (value === '') return name === undefined ? 'This searches for nothing.' : `${name}: needs a value.`;
  if (value.length > MAX_VALUE) return `A value has at most ${MAX_VALUE} characters.`;
  const closed = CLOSED_VALUES[key.data];
  if (closed !== undefined && !closed.includes(value)) return `${key.data}: is one of ${closed.join(', ')}.`;
  const isTime = key.data === 'since' || key.data === 'before';
  if (isTime && !DAY_OR_INSTANT.test(value)) return `${key.data}: takes a day, such as 2026-03-31.`;
  return { key: key.data, value, negated };
}

function unquoted(written: string): string | null {
  if (!written.startsWith('"')) return written;
  if (written.length < 2 || !/[^\\](?:\\\\)*"$|^""$/.test(written)) return null;
  return written.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** The filter as text. */
export function printFilter(filter: HistoryFilter): string {
  return filter.map(printTerm).join(' ');
}

export function printTerm({ key, value, negated }: FilterTerm): string {
  const isPlain = /^[^\s"-][^\s"]*$/.test(value) && !(key === 'text' && /^[A-Za-z]+:/.test(value));
  const written = isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
  return `${negated ? '-' : ''}${key === 'text' ? '' : `${key}:`}${written}`;
}

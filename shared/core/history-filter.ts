// The language in which a person filters the history: `agent:codex verdict:asked -tool:read_* "exact phrase" word`. Text and terms say
// the same: either can be made from the other. What can't be read is an error with its place, never a guess.

import {
  deciderSchema,
  filterKeySchema,
  outcomeSchema,
  verdictWordSchema,
  type FilterKey,
  type FilterTerm,
  type HistoryFilter,
} from '../contract/history.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { isFilterTime } from './filter-time.ts';

/** What is wrong with a filter's text, and where: from the character `at` on, `length` characters. */
export type FilterProblem = { readonly at: number; readonly length: number; readonly problem: string };

const MAX_TERMS = 50;
const MAX_VALUE = 1000;
/** The words that a key's value can be; other keys take any text. */
export const FIXED_VALUES: ReadonlyMap<FilterKey, readonly string[]> = new Map<FilterKey, readonly string[]>([
  ['verdict', verdictWordSchema.options],
  ['by', deciderSchema.options],
  ['outcome', outcomeSchema.options],
]);

/** One term as it stands in a text: `from` is its first character, `to` the one behind its last. */
export type FilterToken = {
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  /** What stands before the colon; null for words to search for. */
  readonly key: string | null;
  readonly value: string;
  readonly valueFrom: number;
  readonly problem: string | null;
};

type Value = { readonly value: string; readonly to: number; readonly problem: string | null };

/** Reads `"..."` from its first quotation mark on. `\"` stands for the mark, `\\` for a backslash; any other backslash for itself. */
function quoted(text: string, from: number): Value {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const next = text[at + 1];
    if (character === '"') {
      const isEnd = next === undefined || /\s/.test(next);
      const problem = isEnd ? null : 'a space has to follow the closing quotation mark';
      return isEnd ? { value, to: at + 1, problem } : { value, to: wordEnd(text, at), problem };
    }
    if (character === '\\' && (next === '"' || next === '\\')) {
      value += next;
      at += 1;
    } else value += character;
  }
  return { value, to: text.length, problem: 'the closing quotation mark is missing' };
}

function wordEnd(text: string, from: number): number {
  const space = /\s/g;
  space.lastIndex = from;
  return space.exec(text)?.index ?? text.length;
}

function plain(text: string, from: number): Value {
  const to = wordEnd(text, from);
  const value = text.slice(from, to);
  const problem = value.includes('"')
    ? 'put "..." around all of it, and write \\" for a quotation mark'
    : null;
  return { value, to, problem };
}

function tokenAt(text: string, from: number): FilterToken {
  const negated = text[from] === '-';
  const start = negated ? from + 1 : from;
  const name = /^([A-Za-z][\w-]*):/.exec(text.slice(start, wordEnd(text, start)))?.[1] ?? null;
  const valueFrom = name === null ? start : start + name.length + 1;
  const read = text[valueFrom] === '"' ? quoted(text, valueFrom) : plain(text, valueFrom);
  return { from, negated, key: name, valueFrom, ...read };
}

/** The terms of a text as far as they can be told apart, also while it is being typed. */
export function filterTokens(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = Math.max(token.to, at + 1);
  }
  return tokens;
}

function valueProblem(key: FilterKey, value: string): string | null {
  if (value === '') return key === 'text' ? 'there is nothing to search for' : `\`${key}:\` needs a value`;
  if (value.length > MAX_VALUE) return `a value has at most ${MAX_VALUE} characters`;
  const words = FIXED_VALUES.get(key);
  if (words !== undefined && !words.includes(value))
    return `\`${key}\` is one of ${words.join(', ')}: \`${value}\` isn't`;
  if ((key === 'since' || key === 'before') && !isFilterTime(value))
    return `\`${value}\` isn't a time: write 2026-11-01, 2026-11-01T10:00, 2h, 7d or today`;
  return null;
}

function termOf(token: FilterToken): Result<FilterTerm, string> {
  if (token.problem !== null) return err(token.problem);
  const key = filterKeySchema.safeParse(token.key ?? 'text');
  if (!key.success) {
    const known = filterKeySchema.options.join(', ');
    return err(`\`${token.key ?? ''}\` isn't one of ${known}: put "..." around it to search for it`);
  }
  const problem = valueProblem(key.data, token.value);
  return problem === null ? ok({ key: key.data, value: token.value, negated: token.negated }) : err(problem);
}

/** The terms that a text stands for; the first term that can't be read is the error. */
export function parseFilter(text: string): Result<HistoryFilter, FilterProblem> {
  const terms: FilterTerm[] = [];
  for (const token of filterTokens(text)) {
    const length = token.to - token.from;
    if (terms.length === MAX_TERMS)
      return err({ at: token.from, length, problem: `a filter has at most ${MAX_TERMS} terms` });
    const term = termOf(token);
    if (!term.ok) return err({ at: token.from, length, problem: term.error });
    terms.push(term.value);
  }
  return ok(terms);
}

function valueText(value: string, isFree: boolean): string {
  const needsQuotes = /[\s"]/.test(value) || (isFree && (value.startsWith('-') || value.includes(':')));
  return needsQuotes ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : value;
}

/** One term as text. */
export function termText({ key, value, negated }: FilterTerm): string {
  const sign = negated ? '-' : '';
  return key === 'text' ? `${sign}${valueText(value, true)}` : `${sign}${key}:${valueText(value, false)}`;
}

/** The text that stands for a filter: reading it gives the same terms. */
export function filterText(filter: HistoryFilter): string {
  return filter.map(termText).join(' ');
}

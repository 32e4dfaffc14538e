// What can be written where the cursor stands in a filter. Pure: the values known of each key are passed in.

import { filterKeySchema, type FilterKey } from '../contract/history.ts';
import { filterTokens, FIXED_VALUES, termText, type FilterToken } from './history-filter.ts';

/** One completion: `text` goes in the place of the characters from `from` to `to`. */
export type Suggestion = {
  readonly kind: 'key' | 'value';
  readonly text: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
};

const MOST = 20;
const TIMES = ['today', 'yesterday', '2h', '24h', '7d', '30d'];

function byLikeness(words: readonly string[], typed: string): readonly string[] {
  const low = typed.toLowerCase();
  const begins = words.filter((word) => word.toLowerCase().startsWith(low));
  const holds = words.filter((word) => !begins.includes(word) && word.toLowerCase().includes(low));
  return [...begins, ...holds].slice(0, MOST);
}

function ofKey(key: FilterKey, known: (key: FilterKey) => readonly string[]): readonly string[] {
  if (key === 'since' || key === 'before') return TIMES;
  return FIXED_VALUES.get(key) ?? known(key);
}

function keys(typed: string, negated: boolean, from: number, to: number): readonly Suggestion[] {
  const names = filterKeySchema.options.filter(
    (key) => key !== 'text' && key.startsWith(typed.toLowerCase()),
  );
  const sign = negated ? '-' : '';
  return names.map((key) => ({ kind: 'key', text: `${sign}${key}:`, label: key, from, to }));
}

function values(
  token: FilterToken,
  typed: string,
  known: (key: FilterKey) => readonly string[],
): readonly Suggestion[] {
  const key = filterKeySchema.safeParse(token.key);
  if (!key.success) return [];
  const { negated, from, to } = token;
  return byLikeness(ofKey(key.data, known), typed).map((value) => ({
    kind: 'value',
    text: termText({ key: key.data, value, negated }),
    label: value,
    from,
    to,
  }));
}

/** What fits at `cursor`, the likeliest first. `known` gives the values that the history has for a key. */
export function suggestFilter(
  text: string,
  cursor: number,
  known: (key: FilterKey) => readonly string[],
): readonly Suggestion[] {
  const token = filterTokens(text).find((one) => one.from <= cursor && cursor <= one.to);
  if (token === undefined) return keys('', false, cursor, cursor);
  const start = token.valueFrom + (text[token.valueFrom] === '"' ? 1 : 0);
  const typed = text.slice(start, Math.max(start, cursor)).replace(/"$/, '');
  if (token.key !== null) return cursor < token.valueFrom ? [] : values(token, typed, known);
  return start === token.valueFrom ? keys(typed, token.negated, token.from, token.to) : [];
}

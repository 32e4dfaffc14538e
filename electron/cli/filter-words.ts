// A filter from the words of a command line. The shell has taken the quotation marks of a user's away, so that each word is one term.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import { filterKeySchema, type HistoryFilter } from '../../shared/contract/history.ts';
import { parseFilter, termText } from '../../shared/core/history-filter.ts';

/** A word with spaces in it came as `"..."` from the shell: it is written so again, and read as one term. */
function termOf(word: string): string {
  if (!/\s/.test(word) || word.includes('"')) return word;
  const [, sign = '', name, rest = ''] = /^(-?)(?:([a-z]+):)?([^]*)$/.exec(word) ?? [];
  const key = filterKeySchema.safeParse(name ?? 'text');
  return key.success ? termText({ key: key.data, value: rest, negated: sign === '-' }) : word;
}

/** The filter that the words of a command stand for; the error names the place in them. */
export function filterFromWords(words: readonly string[]): Result<HistoryFilter, string> {
  const text = words.map(termOf).join(' ');
  const filter = parseFilter(text);
  if (filter.ok) return ok(filter.value);
  const { at, length, problem } = filter.error;
  return err(`\`${text.slice(at, at + length)}\`: ${problem}`);
}

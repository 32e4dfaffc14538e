// What can be completed at the caret of the search field: a key's name, or the value after it.

import { filterKeySchema, type FilterKey } from '../../shared/contract/history.ts';
import { printTerm } from '../../shared/core/history-filter.ts';

const SHOWN = 8;

/** What each key finds, in a few words. */
const MEANING: Readonly<Record<FilterKey, string>> = {
  agent: 'who called',
  server: 'which server was called',
  tool: 'which of its tools',
  verdict: 'inside, asked, allowed, waiting, refused',
  by: 'who decided: you, grant, rule, timeout',
  outcome: 'how it ended',
  session: 'one connection of an agent',
  task: 'one piece of work',
  path: 'a file or folder that was touched',
  site: 'a web address that was opened',
  to: 'someone who was sent to',
  spend: 'money that was spent',
  run: 'a command that was run',
  database: 'a database that was used',
  value: 'another argument',
  since: 'from a day on',
  before: 'before a day',
  text: 'words anywhere in the call',
};

/** The piece of text around the caret: `key` is null while the key itself is being written. */
export type AtCaret = {
  readonly from: number;
  readonly to: number;
  readonly minus: boolean;
  readonly key: FilterKey | null;
  readonly start: string;
};

/** `insert` replaces the piece at the caret. */
export type Completion = { readonly insert: string; readonly label: string; readonly note: string };

export function atCaret(text: string, caret: number): AtCaret {
  const from = text.slice(0, caret).search(/(?:"[^"]*"|[^\s"])*(?:"[^"]*)?$/);
  const rest = /^\S*/.exec(text.slice(caret))?.[0] ?? '';
  const piece = text.slice(from, caret);
  const [, minus = '', name, written = ''] = /^(-?)(?:([A-Za-z]+):)?(.*)$/s.exec(piece) ?? [];
  const key = filterKeySchema.safeParse(name?.toLowerCase());
  return {
    from,
    to: caret + rest.length,
    minus: minus === '-',
    key: key.success ? key.data : null,
    start: written.replace(/^"/, ''),
  };
}

/** `values` are those that the history has for the key at the caret. */
export function completions(at: AtCaret, values: readonly string[]): readonly Completion[] {
  const start = at.start.toLowerCase();
  const { key } = at;
  if (key !== null) {
    const begins = values.filter((value) => value.toLowerCase().startsWith(start));
    const within = values.filter((value) => value.toLowerCase().indexOf(start) > 0);
    return [...begins, ...within].slice(0, SHOWN).map((value) => ({
      insert: `${printTerm({ key, value, negated: at.minus })} `,
      label: value,
      note: '',
    }));
  }
  return filterKeySchema.options
    .filter((name) => name.startsWith(start))
    .map((name) => ({ insert: `${at.minus ? '-' : ''}${name}:`, label: `${name}:`, note: MEANING[name] }));
}

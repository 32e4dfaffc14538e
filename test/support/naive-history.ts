// The history as the record tells it, looked through call by call: what the index has to agree with.

import type { CallRow, FilterTerm, HistoryFilter } from '../../shared/contract/history.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { RecordEntry } from '../../shared/contract/record-entry.ts';
import { callReaches, callRow, callVerdictWords } from '../../shared/core/call-row.ts';
import { emptyFold, foldEntry, grantNamed } from '../../shared/core/grants-from-record.ts';
import { HOME } from './history-setup.ts';

export type NaiveCall = {
  readonly row: CallRow;
  readonly words: readonly string[];
  readonly reaches: readonly Reach[];
  readonly texts: readonly string[];
};

/** Every call of a record, newest first. */
export function naiveCalls(entries: readonly RecordEntry[]): readonly NaiveCall[] {
  const fold = emptyFold();
  const ofCall = new Map<string, RecordEntry[]>();
  for (const entry of entries) {
    foldEntry(fold, entry.seq, entry.at, entry.body);
    const call = 'call' in entry.body ? entry.body.call : null;
    if (call !== null) ofCall.set(call, [...(ofCall.get(call) ?? []), entry]);
  }
  return [...ofCall.values()]
    .flatMap((own) => {
      const row = callRow(own, (id) => grantNamed(fold, id), HOME);
      return row === null ? [] : [naiveCall(row, own)];
    })
    .reverse();
}

function naiveCall(row: CallRow, own: readonly RecordEntry[]): NaiveCall {
  const texts = [row.agent, row.server, row.tool, ...row.touched, row.why];
  for (const { body } of own) {
    if (body.kind === 'call') texts.push(body.args.text);
    if (body.kind === 'outcome') texts.push(body.result?.text ?? '');
    if (body.kind === 'refusal') texts.push(body.refusal.reason);
  }
  return { row, words: callVerdictWords(own), reaches: callReaches(own), texts };
}

function tokens(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

/** Whether a text's words stand one after the other, the last as the beginning of one. */
function holdsWords(texts: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const last = wanted.length - 1;
  return texts.map(tokens).some((words) =>
    words.some((_, from) =>
      wanted.every((want, at) => {
        const word = words[from + at] ?? '';
        return at === last ? word.startsWith(want) : word === want;
      }),
    ),
  );
}

function matches(value: string, wanted: string): boolean {
  const parts = wanted.split('*').map((part) => part.replace(/[^\w]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`, 'i').test(value);
}

function reachHolds(reach: Reach, { key, value }: FilterTerm): boolean {
  if (key === 'path' && (reach.kind === 'file' || reach.kind === 'folder')) {
    const path = reach.real.replace(HOME, '~');
    return path === value || path.startsWith(`${value}/`) || (value.includes('*') && matches(path, value));
  }
  if (key === 'site' && reach.kind === 'site')
    return matches(reach.host, value) || `${reach.host}${reach.path}/`.startsWith(`${value}/`);
  if (key === 'to' && reach.kind === 'recipient') return matches(reach.address, value);
  if (key === 'run' && reach.kind === 'command')
    return matches(reach.text, value) || matches(reach.argv?.[0] ?? '', value);
  if (key === 'spend' && reach.kind === 'spend') return reach.currency === value;
  return key === 'value' && reach.kind === 'value' && matches(`${reach.pointer} ${reach.value}`, value);
}

function termHolds(call: NaiveCall, term: FilterTerm): boolean {
  const { row, words, reaches, texts } = call;
  const { key, value } = term;
  switch (key) {
    case 'text':
      return holdsWords(texts, tokens(value));
    case 'verdict':
      return words.includes(value);
    case 'since':
      return row.at >= new Date(value).toISOString();
    case 'before':
      return row.at < new Date(value).toISOString();
    case 'agent':
    case 'server':
    case 'tool':
    case 'by':
    case 'outcome':
    case 'session':
      return matches(row[key], value);
    case 'task':
      return matches(row.task ?? '', value);
    default:
      return reaches.some((reach) => reachHolds(reach, term));
  }
}

/** Terms of one key are alternatives, but for words; different keys all hold; negated ones exclude. */
export function naiveFilter(calls: readonly NaiveCall[], filter: HistoryFilter): readonly NaiveCall[] {
  return calls.filter((call) => {
    const positive = filter.filter((term) => !term.negated);
    const excluded = filter.some(
      (term) =>
        term.negated && (term.key !== 'text' || tokens(term.value).length > 0) && termHolds(call, term),
    );
    if (excluded) return false;
    const keys = new Set(positive.map(({ key }) => key));
    return [...keys].every((key) => {
      const own = positive.filter((term) => term.key === key);
      return key === 'text'
        ? own.every((term) => termHolds(call, term))
        : own.some((term) => termHolds(call, term));
    });
  });
}

// Changing a filter by a click. Terms keep their order, so that the chips don't move.

import type { FilterKey, FilterTerm, HistoryFilter } from '../../shared/contract/history.ts';

function isSame(a: FilterTerm, b: FilterTerm): boolean {
  return a.key === b.key && a.value === b.value && a.negated === b.negated;
}

export function hasTerm(filter: HistoryFilter, key: FilterKey, value: string): boolean {
  return filter.some((one) => isSame(one, { key, value, negated: false }));
}

/** With the term, or without it when it was there. */
export function toggledTerm(filter: HistoryFilter, key: FilterKey, value: string): HistoryFilter {
  const term = { key, value, negated: false };
  const rest = filter.filter((one) => !isSame(one, term));
  return rest.length < filter.length ? rest : [...filter, term];
}

export function withoutTerm(filter: HistoryFilter, index: number): HistoryFilter {
  return filter.filter((_, at) => at !== index);
}

/** Only calls from `from` up to, but without, `to`: instants. Null for any time. */
export function withSpan(
  filter: HistoryFilter,
  span: { readonly from: string; readonly to: string } | null,
): HistoryFilter {
  const rest = filter.filter(({ key }) => key !== 'since' && key !== 'before');
  if (span === null) return rest;
  return [
    ...rest,
    { key: 'since', value: span.from, negated: false },
    { key: 'before', value: span.to, negated: false },
  ];
}

/** Whether a time filter is in force. */
export function hasSpan(filter: HistoryFilter): boolean {
  return filter.some(({ key }) => key === 'since' || key === 'before');
}

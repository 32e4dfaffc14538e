// The columns of the chart of time, and how high they are drawn.

import type { HistorySummary } from '../../shared/contract/history.ts';

/** One column: calls from `at` (ms since the epoch) on. */
export type Column = {
  readonly at: number;
  readonly inside: number;
  readonly asked: number;
  readonly refused: number;
};

/** All columns from the first call to the last, those without calls too, so that each has its place. */
export function columnsOf({ from, to, bucketMs, buckets }: HistorySummary): readonly Column[] {
  const first = buckets[0];
  if (from === null || to === null || first === undefined || bucketMs <= 0) return [];
  const start = Date.parse(first.at);
  const count = Math.min(1000, Math.floor((Date.parse(to) - start) / bucketMs) + 1);
  const filled = new Map(buckets.map((one) => [Math.round((Date.parse(one.at) - start) / bucketMs), one]));
  return Array.from({ length: Math.max(1, count) }, (_, index) => {
    const { inside = 0, asked = 0, refused = 0 } = filled.get(index) ?? {};
    return { at: start + index * bucketMs, inside, asked, refused };
  });
}

/** What is drawn: `asked` stands on `inside`, `refused` hangs below the line, because an asked call may be refused, too. */
export type Heights = {
  readonly x: number[];
  readonly inside: number[];
  readonly asked: number[];
  readonly refused: number[];
  readonly top: number;
  readonly bottom: number;
};

/** `pixels` is how high the chart is drawn: whatever there is at all is drawn at least two of them high. */
export function heightsOf(columns: readonly Column[], pixels: number): Heights {
  const tallest = Math.max(1, ...columns.map(({ inside, asked }) => inside + asked));
  const deepest = Math.max(0, ...columns.map(({ refused }) => refused));
  const least = ((tallest + deepest) / pixels) * 2;
  const seen = (value: number): number => (value === 0 ? 0 : Math.max(least, value));
  const inside = columns.map((one) => seen(one.inside));
  return {
    x: columns.map(({ at }) => at / 1000),
    inside,
    asked: columns.map((one, index) => (inside[index] ?? 0) + seen(one.asked)),
    refused: columns.map((one) => -seen(one.refused)),
    top: tallest + least,
    bottom: -Math.max(deepest + least, least * 4),
  };
}

/** The times from the beginning of one column to the end of another, as instants. */
export function spanOf(
  columns: readonly Column[],
  bucketMs: number,
  a: number,
  b: number,
): { readonly from: string; readonly to: string } | null {
  const first = columns[Math.max(0, Math.min(a, b))];
  const last = columns[Math.min(columns.length - 1, Math.max(a, b))];
  if (first === undefined || last === undefined) return null;
  return { from: new Date(first.at).toISOString(), to: new Date(last.at + bucketMs).toISOString() };
}

type Counted = Omit<Column, 'at'> & { readonly calls?: number | undefined };

/** How many calls there are: one that was asked and then refused counts once. */
export function callsOf({ calls, inside, asked, refused }: Counted): number {
  return calls ?? Math.max(inside + asked, refused);
}

/** The parts of a bar that is as long as there are calls. One that was asked and then refused is drawn as refused. */
export function barParts(counted: Counted): Omit<Column, 'at'> {
  const { inside, asked, refused } = counted;
  const twice = Math.max(0, inside + asked + refused - callsOf(counted));
  return { inside: inside - Math.max(0, twice - asked), asked: Math.max(0, asked - twice), refused };
}

/** "12 inside, 3 asked, 1 refused". */
export function tallyWords({ inside, asked, refused }: Omit<Column, 'at'>): string {
  const count = (value: number, word: string): string => `${value.toLocaleString()} ${word}`;
  return `${count(inside, 'inside')}, ${count(asked, 'asked')}, ${count(refused, 'refused')}`;
}

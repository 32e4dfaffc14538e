import { expect, test } from 'vitest';
import { barParts, columnsOf, heightsOf, spanOf } from '../../renderer/state/chart-columns.ts';
import { historySummarySchema } from '../../shared/contract/history.ts';

const HOUR = 3_600_000;
const summary = historySummarySchema.parse({
  from: '2026-03-31T08:10:00.000Z',
  to: '2026-03-31T12:20:00.000Z',
  bucketMs: HOUR,
  buckets: [
    { at: '2026-03-31T08:00:00.000Z', inside: 5000, asked: 1, refused: 0 },
    { at: '2026-03-31T12:00:00.000Z', inside: 10, asked: 0, refused: 2 },
  ],
  agents: [],
  servers: [],
  tools: [],
});
const columns = columnsOf(summary);

test('hours without calls have their columns, too', () => {
  expect(columns.map(({ inside }) => inside)).toEqual([5000, 0, 0, 0, 10]);
});

test('a single question among thousands of calls can be seen', () => {
  const { inside, asked, refused, top, bottom } = heightsOf(columns, 64);
  const pixel = (top - bottom) / 64;
  expect((asked[0] ?? 0) - (inside[0] ?? 0)).toBeGreaterThan(1.5 * pixel);
  expect(-(refused[4] ?? 0)).toBeGreaterThan(1.5 * pixel);
  expect(inside[1]).toBe(0);
});

test('the time of several columns runs from the first to the end of the last, whichever was chosen first', () => {
  const span = { from: '2026-03-31T09:00:00.000Z', to: '2026-03-31T12:00:00.000Z' };
  expect(spanOf(columns, HOUR, 1, 3)).toEqual(span);
  expect(spanOf(columns, HOUR, 3, 1)).toEqual(span);
});

test('a bar is as long as there are calls, also where many were asked and then refused', () => {
  expect(barParts({ calls: 12, inside: 2, asked: 10, refused: 9 })).toEqual({
    inside: 2,
    asked: 1,
    refused: 9,
  });
  expect(barParts({ inside: 1, asked: 3, refused: 2 })).toEqual({ inside: 1, asked: 1, refused: 2 });
});

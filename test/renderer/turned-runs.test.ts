import { expect, test } from 'vitest';
import { turnedRuns } from '../../shared/core/turned-runs.ts';

test.each([
  ['/home/u/notes.md', ['/home/u/notes.md']],
  ['/home/ملف أول/ב/c', ['/home/', 'ملف أول', '/', 'ב', '/c']],
  ['ملف 12/3', ['', 'ملف', ' 12/3']],
  ['每日任务/a', ['每日任务/a']],
])('cuts %s where the direction of writing turns', (text, pieces) => {
  expect(turnedRuns(text)).toEqual(pieces);
  expect(turnedRuns(text).join('')).toBe(text);
});

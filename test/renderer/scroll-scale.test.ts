import { describe, expect, test } from 'vitest';
import { barAt, MAX_TRACK, offsetAt, scrolled, trackHeight } from '../../renderer/state/scroll-scale.ts';

const short = { list: 32 * 1000, view: 600 };
const long = { list: 32 * 5_000_000, view: 600 };
const lastBar = MAX_TRACK - long.view;
const lastOffset = long.list - long.view;

describe('a list that a browser can scroll', () => {
  test('is scrolled as it is', () => {
    expect(trackHeight(short)).toBe(short.list);
    expect(scrolled(short, { bar: 0, offset: 0 }, 12_345)).toEqual({ offset: 12_345, bar: 12_345 });
  });
});

describe('a longer list', () => {
  test('has a track that a browser can draw, and both ends are reached exactly', () => {
    expect(trackHeight(long)).toBe(MAX_TRACK);
    expect([barAt(long, 0), offsetAt(long, 0)]).toEqual([0, 0]);
    expect([barAt(long, lastOffset), offsetAt(long, lastBar)]).toEqual([lastBar, lastOffset]);
  });

  test('is dragged in proportion, to within a row', () => {
    for (const offset of [1000, 3_000_000, 80_000_000, 159_000_000])
      expect(Math.abs(offsetAt(long, barAt(long, offset)) - offset)).toBeLessThan(32);
  });

  test('moves by a wheel as many pixels as any list, however long one turns it', () => {
    let at = { offset: 40_000_000, bar: barAt(long, 40_000_000) };
    for (let turn = 1; turn <= 5000; turn += 1) {
      at = scrolled(long, at, at.bar + 120);
      expect(at.offset).toBe(40_000_000 + turn * 120);
      expect(at.bar).toBeGreaterThan(0);
      expect(at.bar).toBeLessThan(lastBar);
    }
  });

  test.each([
    ['up', 0, -500],
    ['down', lastOffset, 500],
  ])('is scrolled %s to its very end in small steps', (_way, end, step) => {
    const start = end === 0 ? 900_000 : end - 900_000;
    let at = { offset: start, bar: barAt(long, start) };
    for (let turn = 0; turn < 2000 && at.offset !== end; turn += 1) {
      const bar = Math.max(0, Math.min(lastBar, at.bar + step));
      const before = at.offset;
      at = scrolled(long, at, bar);
      expect(at.offset).not.toBe(before);
    }
    expect(at.offset).toBe(end);
  });
});

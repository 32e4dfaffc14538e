import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { ArgMatcher } from '../../shared/contract/scope.ts';
import { argFits, argsFit, jsonEquals, jsonText, pointerTo, valueAt } from '../../shared/core/arg-matcher.ts';

const LONG = new LosslessNumber('12345678901234567890');

describe('pointers', () => {
  const root: JsonObject = { a: { b: [1, { c: 2 }] }, 'x/y': 3, 'm~n': 4, '': 5, 'a~1b': 6, n: null };
  test.each<[string, JsonValue | undefined]>([
    ['', root],
    ['/a/b/0', 1],
    ['/a/b/1/c', 2],
    ['/x~1y', 3],
    ['/m~0n', 4],
    ['/', 5],
    ['/a~01b', 6],
    ['/n', null],
    ['/n/x', undefined],
    ['/a/b/2', undefined],
    ['/a/b/-', undefined],
    ['/a/b/01', undefined],
    ['/a/b/length', undefined],
    ['/constructor', undefined],
    ['/a/toString', undefined],
    ['/x/y', undefined],
  ])('%j', (pointer, expected) => {
    expect(valueAt(root, pointer)).toEqual(expected);
  });

  test('a step that is escaped leads to its own name', () => {
    for (const name of ['x/y', 'm~n', 'a~1b', ''])
      expect(valueAt(root, pointerTo('', name))).toBe(root[name]);
    expect(pointerTo('/a', 0)).toBe('/a/0');
  });

  test('there is nothing in a number that is kept as text', () => {
    expect(valueAt({ n: LONG }, '/n/value')).toBeUndefined();
  });
});

describe('matchers', () => {
  test.each<[string, ArgMatcher, JsonValue | undefined, boolean]>([
    ['anything', 'any', null, true],
    ['anything, or nothing', 'any', undefined, true],
    ['nothing', { absent: true }, undefined, true],
    ['null, which is something', { absent: true }, null, false],
    ['the very value', { equals: { a: [1, 'x'] } }, { a: [1, 'x'] }, true],
    ['a value of another order of keys', { equals: { a: 1, b: 2 } }, { b: 2, a: 1 }, true],
    ['a list of another order', { equals: [1, 2] }, [2, 1], false],
    ['a number for a text', { equals: '1' }, 1, false],
    ['a text that only looks the same', { equals: '\u00e9' }, 'e\u0301', false],
    ['nothing for null', { equals: null }, undefined, false],
    ['one more key', { equals: {} }, { a: 1 }, false],
    ['one of several', { oneOf: ['x', 2] }, 2, true],
    ['none of several', { oneOf: ['x', 2] }, '2', false],
    ['one of none', { oneOf: [] }, 'x', false],
    ['a list of one of them', { oneOf: ['x'] }, ['x'], false],
    ['from the least', { min: 1 }, 1, true],
    ['to the most', { max: 1 }, 1, true],
    ['below the least', { min: 1, max: 2 }, 0.999, false],
    ['above the most', { min: 1, max: 2 }, 2.001, false],
    ['a number as text', { min: 1, max: 2 }, '1', false],
    ['a number that no double holds', { min: 1 }, LONG, false],
    ['a range without ends', {}, 'x', false],
    ['a pattern', { glob: 'a*c' }, 'abbc', true],
    ['a pattern over a line break', { glob: 'a*c' }, 'a\nc', true],
    ['a pattern that must fit the whole', { glob: 'a*c' }, 'xabc', false],
    ['a pattern whose ends may not overlap', { glob: 'aa*aa' }, 'aaa', false],
    ['a pattern with signs of other grammars', { glob: 'a.c?' }, 'abcd', false],
    ['a pattern for a list', { glob: '*' }, ['x'], false],
    ['something to be granted apart', { reach: true }, '/a', true],
    ['an empty text', { reach: true }, '', false],
    ['an empty list', { reach: true }, [], false],
    ['null', { reach: true }, null, false],
    ['nothing', { reach: true }, undefined, false],
  ])('%s', (_name, matcher, value, expected) => {
    expect(argFits(matcher, value)).toBe(expected);
  });

  test('all arguments that are named have to fit, and no others', () => {
    const matchers: Record<string, ArgMatcher> = { '/a': { equals: 1 }, '/b': { absent: true } };
    expect(argsFit(matchers, { a: 1, c: 3 })).toBe(true);
    expect(argsFit(matchers, { a: 1, b: 2 })).toBe(false);
    expect(argsFit(matchers, {})).toBe(false);
    expect(argsFit({}, { a: 1 })).toBe(true);
  });
});

describe('numbers that no double holds', () => {
  test('are equal to themselves alone', () => {
    expect(jsonEquals(LONG, new LosslessNumber('12345678901234567890'))).toBe(true);
    expect(jsonEquals(LONG, new LosslessNumber('12345678901234567891'))).toBe(false);
    expect(jsonEquals(LONG, 12345678901234567890)).toBe(false);
    expect(jsonEquals(LONG, '12345678901234567890')).toBe(false);
    expect(jsonEquals([LONG], [new LosslessNumber('12345678901234567890')])).toBe(true);
  });

  test('are written as they were read', () => {
    expect(jsonText({ n: LONG, t: 'x' })).toBe('{"n":12345678901234567890,"t":"x"}');
  });
});

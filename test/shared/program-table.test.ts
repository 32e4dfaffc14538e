import { describe, expect, test } from 'vitest';
import { linesOf, usesOf } from '../../shared/core/program-line.ts';
import { isSameEverywhere, programTexts, useOf } from '../../shared/core/program-table.ts';

const parseUses = (text: string): ReturnType<typeof usesOf> => linesOf(text).flatMap(usesOf);
const uses = programTexts.flatMap(parseUses);

test('every use of a program names its source', () => {
  expect(uses.length).toBeGreaterThan(2_000);
  expect(uses.filter(([, { source }]) => source === '')).toEqual([]);
});

test('no use stands in the table twice', () => {
  const keys = uses.map(([key]) => key);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('no use is of a program that runs what its words say', () => {
  const runners =
    /^(env|sudo|doas|su|xargs|parallel|ssh|bash|sh|dash|zsh|fish|eval|exec|source|nohup|setsid|watch|strace|script|timeout)( |$)/;
  expect(uses.map(([key]) => key).filter((key) => runners.test(key) && !/^ssh -[VQ]$/.test(key))).toEqual([]);
  const inner = /(^| )(exec|dlx|repl|foreach)$/;
  expect(uses.map(([key]) => key).filter((key) => inner.test(key))).toEqual([]);
});

test('the longest words that fit say what a command does', () => {
  expect(useOf(['git', 'branch', '--list', 'x'])?.words).toBe(3);
  expect(useOf(['git', 'branch', 'x'])?.words).toBe(2);
  expect(useOf(['git', 'frobnicate'])).toBeNull();
  expect(useOf(['git branch', '--list'])).toBeNull();
});

test('of programs with namesakes on Windows none counts there', () => {
  expect(['git', 'npm', 'cargo', 'docker'].map(isSameEverywhere)).toEqual([true, true, true, true]);
  expect(['sort', 'find', 'curl', 'ls', 'date', 'type', 'tree'].some(isSameEverywhere)).toBe(false);
});

describe('a line of the table', () => {
  test('is spelled out', () => {
    const text = '# source\nx [-q] {a, b c} | -[vn] --long=:number ^-f -# -- (rest) | text!-e in*';
    const [first] = parseUses(text);
    expect(parseUses(text).map(([key]) => key)).toEqual(['x a', 'x b c', 'x -q a', 'x -q b c']);
    expect(first?.[1]).toMatchObject({ source: 'source', counts: true, rest: '(rest)' });
    expect([...(first?.[1].options.keys() ?? [])]).toEqual(['-v', '-n', '--long', '-f']);
    expect(first?.[1].slots.map(({ kind, isMany }) => [kind, isMany])).toEqual([
      ['text', false],
      ['in', true],
    ]);
  });

  test.each([
    'x | | in',
    '# s\nx | --a=:nothing |',
    '# s\nx | a |',
    '# s\nx | --a --a= |',
    '# s\nx | | nothing*',
    '# s\nx | | in | in',
    '# s\n | | in',
  ])('that can’t be read is refused: %j', (text) => {
    expect(() => parseUses(text)).toThrow();
  });
});

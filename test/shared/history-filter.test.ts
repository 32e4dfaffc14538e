import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterKeySchema, type FilterTerm } from '../../shared/contract/history.ts';
import { filterInstant } from '../../shared/core/filter-time.ts';
import { filterText, FIXED_VALUES, parseFilter } from '../../shared/core/history-filter.ts';
import { suggestFilter } from '../../shared/core/suggest-filter.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('"', '\\', ' ', ':', '-', '*', 'a', '\n', 'é'),
    minLength: 1,
    maxLength: 8,
  }),
);
const TIMES = [
  'today',
  'yesterday',
  '2h',
  '7d',
  '2026-11-01',
  '2026-11-02T10:00',
  '2026-11-02T10:00:05.250Z',
];

const anyTerm = fc
  .record({
    key: fc.constantFrom(...filterKeySchema.options),
    value: anyText,
    negated: fc.boolean(),
    turn: fc.nat(100),
  })
  .map(({ key, value, negated, turn }): FilterTerm => {
    const words = key === 'since' || key === 'before' ? TIMES : FIXED_VALUES.get(key);
    return { key, value: words?.[turn % words.length] ?? value, negated };
  });

describe('a filter as text', () => {
  test('stands for the terms that it was made from, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 50 }), (terms) => {
        expect(parseFilter(filterText(terms))).toEqual({ ok: true, value: terms });
      }),
      { numRuns: 2000 },
    );
  });

  test('is read as it is documented', () => {
    const text =
      'agent:codex verdict:asked path:~/project -tool:read_* since:2026-11-01 before:"2026-11-02T10:00" "exact phrase" word';
    expect(parseFilter(text)).toEqual({
      ok: true,
      value: [
        { key: 'agent', value: 'codex', negated: false },
        { key: 'verdict', value: 'asked', negated: false },
        { key: 'path', value: '~/project', negated: false },
        { key: 'tool', value: 'read_*', negated: true },
        { key: 'since', value: '2026-11-01', negated: false },
        { key: 'before', value: '2026-11-02T10:00', negated: false },
        { key: 'text', value: 'exact phrase', negated: false },
        { key: 'text', value: 'word', negated: false },
      ],
    });
  });

  test('keeps a backslash that escapes nothing', () => {
    expect(parseFilter('path:"C:\\Program Files\\x" path:C:\\y "a\\"b"')).toEqual({
      ok: true,
      value: [
        { key: 'path', value: 'C:\\Program Files\\x', negated: false },
        { key: 'path', value: 'C:\\y', negated: false },
        { key: 'text', value: 'a"b', negated: false },
      ],
    });
  });

  test.each([
    ['agent:codex  verdict:ask word', 13, 11, 'inside, asked'],
    ['word colour:red', 5, 10, 'isn’t one of'],
    ['"never closed', 0, 13, 'quotation mark is missing'],
    ['"a"b c', 0, 4, 'a space'],
    ['since:2026-02-30', 0, 16, 'isn’t a time'],
    ['since:25:00', 0, 11, 'isn’t a time'],
    ['a path:', 2, 5, 'needs a value'],
    ['a -', 2, 1, 'nothing to search for'],
    ['pa"th', 0, 5, 'around all of it'],
    [`tool:${'x'.repeat(1001)}`, 0, 1006, 'at most 1000'],
    ['a '.repeat(51), 100, 1, 'at most 50'],
  ])('%j is wrong, and the place is named', (text, at, length, problem) => {
    const read = parseFilter(text);
    expect(read).toMatchObject({ ok: false, error: { at, length } });
    expect(read.ok ? '' : read.error.problem.replaceAll("'", '’')).toContain(problem);
  });
});

describe('a time in a filter', () => {
  const now = Date.parse('2026-11-26T01:30:00.000Z');
  /** An hour ahead of UTC, two in summer. */
  const offsetAt = (instant: number): number => (instant < Date.parse('2026-10-25T01:00:00Z') ? 120 : 60);

  test.each([
    ['2h', '2026-11-25T23:30:00.000Z'],
    ['7d', '2026-11-19T01:30:00.000Z'],
    ['today', '2026-11-25T23:00:00.000Z'],
    ['yesterday', '2026-11-24T23:00:00.000Z'],
    ['2026-11-01', '2026-10-31T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2024-02-29T10:00', '2024-02-29T08:00:00.000Z'],
    ['2026-11-02T10:00Z', '2026-11-02T10:00:00.000Z'],
    ['2026-11-02T10:00:05.5-05:30', '2026-11-02T15:30:05.500Z'],
  ])('%s', (value, instant) => {
    expect(new Date(filterInstant(value, { now, offsetAt }) ?? 0).toISOString()).toBe(instant);
  });
});

describe('what can be written next', () => {
  const known = (key: string): readonly string[] =>
    key === 'agent' ? ['codex', 'claude code', 'cursor'] : [];
  const labels = (text: string, cursor = text.length): readonly string[] =>
    suggestFilter(text, cursor, known).map(({ label }) => label);

  test('keys at the beginning of a term', () => {
    expect(labels('')).toContain('agent');
    expect(labels('agent:codex ve')).toEqual(['verdict']);
    expect(labels('"ve')).toEqual([]);
  });

  test('values behind a key, written so that they can be read', () => {
    expect(labels('agent:c')).toEqual(['codex', 'claude code', 'cursor']);
    expect(suggestFilter('-agent:"cl', 10, known)).toEqual([
      { kind: 'value', text: '-agent:"claude code"', label: 'claude code', from: 0, to: 10 },
    ]);
    expect(labels('verdict:as')).toEqual(['asked']);
    expect(labels('agent: word', 6)).toEqual(['codex', 'claude code', 'cursor']);
  });
});

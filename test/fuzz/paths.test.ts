import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzPath } from './paths.ts';

const runs = Number(process.env['REMIT_FUZZ_RUNS'] ?? 150);
const PIECES = [
  ...[
    '/',
    '\\',
    '..',
    '.',
    '~',
    '%',
    '%2e',
    '%2f',
    '%25',
    '%u002e',
    '%c0%ae',
    '\\u002e',
    '$',
    '$HOME',
    '${',
    '}',
  ],
  ...[
    '{',
    ',',
    '*',
    '?',
    '[',
    ']',
    '@(',
    ')',
    '!',
    '"',
    "'",
    '`',
    ' ',
    'file:',
    '//',
    'C:',
    '\\\\?\\',
    'NUL',
    '~1',
  ],
  ...[
    'a',
    'proj',
    'é',
    'e\u0301',
    'ß',
    'İ',
    'ﬁ',
    '／',
    '．',
    '\u200b',
    '\ud800',
    '\0',
    '\n',
    '..namedfork',
    ':',
    'ﷺ',
  ],
] as const;
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((drawn) => drawn.join(''));

test('no text makes the readers of paths throw or contradict themselves', () => {
  fc.assert(fc.property(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 40 })), fuzzPath), {
    numRuns: runs,
  });
});

test.each([
  ['slashes', '/'.repeat(4096)],
  ['braces', '{'.repeat(4000)],
  ['groups', '{a,b}'.repeat(800)],
  ['codes', '%25'.repeat(1300)],
  ['dots', '....//'.repeat(600)],
  ['folders', '/a'.repeat(2000)],
  ['signs that are many in their other form', 'ﷺ'.repeat(4000)],
  ['nothing', ''],
  ['a megabyte', '../'.repeat(350_000)],
])('long texts of %s are read to an end', (_name, text) => {
  expect(() => fuzzPath(text)).not.toThrow();
});

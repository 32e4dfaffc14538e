// Changes texts a little, at the places where readers differ: quotes, escapes, encodings, separators, repetition.

import type { Random } from '../support/random.ts';

const TOKENS: readonly [string, ...string[]] = [
  ...([
    '../',
    '..\\',
    '..%2f',
    '%2e%2e/',
    '%252e%252e%252f',
    './',
    '//',
    '/etc/passwd',
    '~',
    '~root/',
  ] as const),
  ...[
    '$HOME',
    '${IFS}',
    '$(id)',
    '`id`',
    '$((1))',
    "$'\\x2f'",
    '<(id)',
    '>',
    '>>',
    '2>&1',
    '<<E',
    ';',
    '&',
    '&&',
  ],
  ...['||', '|', '|&', '#', '*', '?', '[a-z]', '{a,b}', '\\', '\\\n', '\n', '\r', '\r\n', '\t', '\0', ' '],
  ...[
    '"',
    "'",
    '`',
    '\\"',
    '\\u0000',
    '\\ud800',
    '\\u002e',
    '\\/',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '{"a":',
    '[[',
  ],
  ...['null', 'true', '-0', '1e999', '0.1', '99999999999999999999', '-1', '1e-7', '1_000', '٣', '１'],
  ...['"__proto__":{}', '"constructor":1', '"method":"tools/call"', '"Method":', '"params":{}', '"id":null'],
  ...[
    'http://',
    'https://',
    'file:///',
    'javascript:',
    '//evil.test',
    '@evil.test',
    '@',
    '.',
    '%00',
    '%0a',
    '#@',
  ],
  ...['user@acme.com', '<a@b.test>', ',x@evil.test', 'xn--', '127.0.0.1', '[::1]', '0x7f.1', ':443', ':80'],
  ...[
    '--',
    '-',
    '-c',
    '--exec=id',
    '/*',
    '*/',
    "'; DROP TABLE t; --",
    'INTO',
    'UNION SELECT',
    '$$',
    'E',
    '::',
  ],
  ...[
    '\u2028',
    '\u202e',
    '\ufeff',
    '\u200b',
    '\u00a0',
    'İ',
    'ı',
    'ſ',
    'K',
    'ß',
    '．',
    '／',
    '\ud83d',
    '\udc00',
    '👨‍👩‍👧',
  ],
];

/** Longer inputs are cut: what takes a second for a megabyte says nothing that a smaller one doesn't. */
const MAX_LENGTH = 200_000;
const MAX_CHANGES = 6;
/** How often a piece is repeated at most; one in so many repetitions is a long one. */
const REPEATS = { few: 20, many: 5000, rare: 40 } as const;

type Cut = { readonly before: string; readonly piece: string; readonly after: string };

function cut(text: string, random: Random): Cut {
  const start = random.number(text.length + 1);
  const length = random.chance(4) ? random.number(text.length - start + 1) : random.number(8);
  return {
    before: text.slice(0, start),
    piece: text.slice(start, start + length),
    after: text.slice(start + length),
  };
}

function hex(piece: string, before: string, digits: number): string {
  return Array.from(piece)
    .map((char) => `${before}${(char.codePointAt(0) ?? 0).toString(16).padStart(digits, '0')}`)
    .join('');
}

/** No more often than what is kept of it. */
function repeated(piece: string, times: number): string {
  return piece.repeat(Math.min(times, Math.ceil(MAX_LENGTH / Math.max(1, piece.length))));
}

type Change = (parts: Cut, other: Cut, random: Random) => string;

const CHANGES: readonly [Change, ...Change[]] = [
  ({ before, piece, after }, _other, random) => before + random.one(TOKENS) + piece + after,
  ({ before, piece, after }, _other, random) =>
    before + random.one(TOKENS) + piece + random.one(TOKENS) + after,
  ({ before, after }) => before + after,
  ({ before, piece, after }, _other, random) =>
    before +
    repeated(piece, 1 + random.number(random.chance(REPEATS.rare) ? REPEATS.many : REPEATS.few)) +
    after,
  ({ before, after }, other) => before + other.piece + after,
  ({ before }, other) => before + other.after,
  ({ before, piece, after }) => before + piece.toUpperCase() + after,
  ({ before, piece, after }) => before + piece.normalize('NFKD') + after,
  ({ before, piece, after }) => before + hex(piece, '\\u', 4) + after,
  ({ before, piece, after }) => before + hex(piece, '%', 2) + after,
  ({ before, piece, after }) => before + JSON.stringify(piece) + after,
  ({ before, piece, after }) => piece + before + after,
  ({ before, piece, after }, _other, random) =>
    before + String.fromCharCode(random.number(random.chance(3) ? 65_536 : 128)) + piece.slice(1) + after,
];

/** `other` is a second text from which pieces are taken. */
export function mutate(text: string, other: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.number(MAX_CHANGES); left > 0; left -= 1)
    changed = random.one(CHANGES)(cut(changed, random), cut(other, random), random).slice(0, MAX_LENGTH);
  return changed;
}

import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { base32Bytes, base32Text } from '../../electron/authority/base32.ts';
import { findEncoded } from '../../electron/authority/encoded-secrets.ts';
import { keyedBy } from '../../electron/authority/keyed-hash.ts';
import { TextRedactor } from '../../electron/authority/text-redactor.ts';
import { randomFrom } from '../support/random.ts';

const keyed = keyedBy(createSecretKey(Buffer.alloc(32, 7)));
const TOKEN = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`;
const GIVEN = 'velvet-Otter-4417-zz';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function redact(text: string, known: readonly string[] = []): string {
  return new TextRedactor(keyed, known).text(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('base32 is that of RFC 4648, 10', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
  const encoded = ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'];
  expect(texts.map((text) => base32Text(Buffer.from(text)))).toEqual(encoded);
  expect(encoded.map((text) => base32Bytes(text.toLowerCase()).toString())).toEqual(texts);
});

describe('a secret in another encoding', () => {
  test('has the hash that it has in plain text, and only it goes', () => {
    const hash = keyed(TOKEN).slice(0, 8);
    const out = redact(
      `before ${base64(`a long way to the token: ${TOKEN} and a long way behind it`)} after`,
    );
    expect(out).toMatch(
      new RegExp(`^before [A-Za-z0-9]+\\[redacted github-token ${hash}\\][A-Za-z0-9]+=* after$`),
    );
    expect(Buffer.from(out.slice(7).split('[')[0] ?? '', 'base64').toString()).toMatch(
      /^a long way to the toke/,
    );
  });

  test('is known from then on, in plain text and in others', () => {
    const redactor = new TextRedactor(keyed, []);
    redactor.text(base64('{"user":"u","password":"q7Xdb6mD3cAqoZ"}'));
    expect(redactor.text('it is q7Xdb6mD3cAqoZ here')).toMatch(/^it is \[redacted known-value \w+\] here$/);
    expect(redactor.text(Buffer.from('q7Xdb6mD3cAqoZ').toString('hex'))).toMatch(
      /^\[redacted known-value \w+\]$/,
    );
  });

  test('that Remit holds is found wherever it stands in base64, however short', () => {
    for (const value of [GIVEN, 'a9!kk"x7', 'schlüssel-99'])
      for (const before of ['', 'x', 'xy', 'xyz', '\u0000\u00ff'])
        for (const encoded of [
          base64(`${before}${value}`),
          Buffer.from(`${before}${value}`).toString('base64url'),
        ])
          expect(redact(`see ${encoded}.`, [value])).toMatch(
            /^see [\w+/-]*\[redacted known-value \w+\]=*\.$/,
          );
  });

  test.each([
    ['base32', (text: string) => base32Text(Buffer.from(text))],
    ['base32 in small letters', (text: string) => base32Text(Buffer.from(text)).toLowerCase()],
    ['UTF-16 in base64', (text: string) => Buffer.from(text, 'utf16le').toString('base64')],
    ['UTF-16 in hex', (text: string) => Buffer.from(text, 'utf16le').toString('hex')],
    [
      'UTF-16, the high byte first, in base64',
      (text: string) => Buffer.from(text, 'utf16le').swap16().toString('base64'),
    ],
    ['UTF-16', (text: string) => Array.from(text, (one) => `${one}\0`).join('')],
    ['entities', (text: string) => Array.from(text, (one) => `&#${one.charCodeAt(0)};`).join('')],
    [
      'entities in hex',
      (text: string) => Array.from(text, (one) => `&#x${one.charCodeAt(0).toString(16)};`).join(''),
    ],
    [
      'octal escapes',
      (text: string) =>
        Array.from(text, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`).join(''),
    ],
  ])('is found in %s, by its form, by the name beside it, and because Remit holds it', (_how, encode) => {
    for (const before of ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg']) {
      const byForm = redact(`see ${encode(`${before} and the token is ${TOKEN} and on`)} here`);
      expect(byForm).toContain(`[redacted github-token ${keyed(TOKEN).slice(0, 8)}]`);
      expect(byForm).not.toContain(encode(TOKEN).slice(16, 48));
      const byName = redact(`see ${encode(`${before} host=a.example password=${GIVEN} user=me`)} here`);
      expect(byName).toContain(`${keyed(GIVEN).slice(0, 8)}]`);
      const held = redact(`see ${encode(`${before}${GIVEN}`)} here`, [GIVEN]);
      expect(held).toMatch(/^see .*\[redacted known-value \w+\]\S* here$/);
    }
    const short = 'a9!kk"x7';
    expect(redact(`see ${encode(short)}.`, [short])).toContain(
      `[redacted known-value ${keyed(short).slice(0, 8)}]`,
    );
  });

  test('is found in JSON, which stays JSON', () => {
    const out = redact(
      JSON.stringify({ deep: [{ data: base64(`TOKEN=${TOKEN}`) }], line: `%7B${encodeURIComponent(TOKEN)}` }),
    );
    expect(isJson(out)).toBe(true);
    expect(out.split(` ${keyed(TOKEN).slice(0, 8)}]`).length).toBe(3);
  });

  test('that is cut off is found by its beginning', () => {
    const text = `see ${base64(`xx${GIVEN}`)}`;
    const out = new TextRedactor(keyed, [GIVEN]).text(text.slice(0, -8), { limit: text.length, isCut: true });
    expect(out).toContain('[redacted known-value');
    expect(out).not.toContain(base64(`xx${GIVEN}`).slice(4, 12));
  });
});

describe('a value in pieces', () => {
  test.each([
    ['items', JSON.stringify(['a', GIVEN.slice(0, 9), GIVEN.slice(9)])],
    ['single characters', JSON.stringify(Array.from(GIVEN))],
    ['arguments', JSON.stringify({ one: `x ${GIVEN.slice(0, 5)}`, two: `${GIVEN.slice(5)} y`, n: 1 })],
    ['items of JSON in JSON', JSON.stringify({ body: JSON.stringify([GIVEN.slice(0, 9), GIVEN.slice(9)]) })],
  ])('goes out of %s, and the JSON parses', (_, text) => {
    const out = redact(text, [GIVEN]);
    expect(isJson(out)).toBe(true);
    expect(out).toContain('[redacted known-value');
    expect(out.replace(/[^\w-]/g, '')).not.toContain(GIVEN);
    for (const piece of [GIVEN.slice(0, 9), GIVEN.slice(9), GIVEN.slice(0, 5)])
      expect(out).not.toContain(piece);
  });

  test('goes out of lines and of strings that are put together', () => {
    const text = `a = "${GIVEN.slice(0, 9)}" + "${GIVEN.slice(9)}"\n${GIVEN.slice(0, 4)}\n${GIVEN.slice(4)}\n`;
    const out = redact(text, [GIVEN]);
    expect(out).toMatch(/^a = "\[redacted [^"]+" \+ "\[redacted [^"]+"\n\[redacted .*\n\[redacted .*\n$/);
  });

  test('goes out of the words of a command', () => {
    const words = ['echo', GIVEN.slice(0, 9), GIVEN.slice(9), 'end'];
    const out = new TextRedactor(keyed, [GIVEN]).words(words).map(String);
    expect(out[0]).toBe('echo');
    expect(out[3]).toBe('end');
    expect(out[1]).toMatch(/^\[redacted known-value \w{8}\]$/);
    expect(out[2]).toMatch(/^\[redacted known-value \w{8}\]$/);
  });
});

test('images, hashes and readable texts without a secret stay as they are', () => {
  const random = randomFrom(11);
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random.number(256)));
  const texts = [
    ...Array.from({ length: 40 }, () => `data:image/png;base64,iVBORw0KGgo${bytes(6000).toString('base64')}`),
    ...Array.from(
      { length: 200 },
      () => `${bytes(32).toString('hex')} ${bytes(20).toString('hex')} ${bytes(64).toString('base64')}`,
    ),
    base64(
      'A long and harmless text with a token count of 17, and the password must have 8 characters.'.repeat(
        20,
      ),
    ),
    'https://example.com/a%20b%2Fc?q=%7B%22page%22%3A3%7D',
    JSON.stringify({ text: 'caf\u00e9 \\u00e9 \\x41' }),
  ];
  for (const text of texts) expect(redact(text, [GIVEN, 'another-Value-of-9-words'])).toBe(text);
});

test('what is decoded stays within bounds, whatever stands there', () => {
  const once = 'YWFh'.repeat(12_000);
  const hostile = [
    once,
    '%25'.repeat(16_000),
    '\\\\u0041'.repeat(8000),
    '6161 '.repeat(9000),
    `${'QUJD'.repeat(90)} `.repeat(160),
  ];
  for (const text of hostile) {
    let seen = 0;
    findEncoded(text, (part) => {
      seen += part.length;
      return [];
    });
    expect(seen).toBeLessThanOrEqual(6 * text.length + 20_000);
  }
});

test('a long row of backslashes is looked at once', () => {
  // From each of them anew, this would take minutes.
  const row = '\\'.repeat(4_000_000);
  expect(redact(`${row}${TOKEN}`)).not.toContain(TOKEN);
});

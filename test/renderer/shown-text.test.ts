import { describe, expect, test } from 'vitest';
import { decisivePart } from '../../renderer/state/decisive-part.ts';
import { prettyJson } from '../../renderer/state/pretty-json.ts';
import { redactionParts } from '../../renderer/state/redaction-parts.ts';

describe('pretty JSON', () => {
  test('moves white space only: every digit and escape stays', () => {
    const text = '{"n":12345678901234567890.10,"s":"a, b: \\u202e {}","e":[],"l":[1,{"x":null}]}';
    const pretty = prettyJson(text);
    expect(pretty).toContain('"n": 12345678901234567890.10,\n');
    expect(pretty).toContain('"e": [],');
    expect(pretty.replace(/\n */g, '').replaceAll('": ', '":')).toBe(text);
  });

  test('lays out what is there of a text that is cut', () => {
    expect(prettyJson('{"a":[1,"two thr')).toBe('{\n  "a": [\n    1,\n    "two thr');
  });
});

describe('a secret that was taken out', () => {
  const keyed = '5f09ab12'.padEnd(64, '0');
  const text = 'Bearer [redacted github-token 5f09ab12] and on';

  test('is marked', () => {
    expect(redactionParts(text, [{ rule: 'github-token', keyed }]).map(({ kind }) => kind)).toEqual([
      'text',
      'redacted',
      'text',
    ]);
  });

  test('is not marked where an agent wrote such words itself', () => {
    expect(redactionParts(text, [])).toEqual([{ kind: 'text', text }]);
    expect(redactionParts(text, [{ rule: 'aws-key', keyed }])).toEqual([{ kind: 'text', text }]);
  });
});

describe('the part that decides', () => {
  test.each([
    ['read ~/project/src/a.ts', '~/project/src/'],
    ['write C:\\work\\a.txt', 'C:\\work\\'],
    ['GET https://user@docs.example.com:8443/a?b', 'docs.example.com:8443'],
    ['https://example.com', 'example.com'],
    ['send to a@b.example', 'a@b.example'],
    ['spend 5 EUR', '5 EUR'],
    ['run npm test', 'npm'],
    ['/limit 5', ''],
  ])('of %j is %j', (words, decisive) => {
    const parts = decisivePart(words);
    expect(parts.decisive).toBe(decisive);
    expect(parts.before + parts.decisive + parts.after).toBe(words);
  });
});

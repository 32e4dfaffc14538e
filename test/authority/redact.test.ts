import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { keyedBy } from '../../electron/authority/keyed-hash.ts';
import { TextRedactor } from '../../electron/authority/text-redactor.ts';

const keyed = keyedBy(createSecretKey(Buffer.alloc(32, 7)));
const TOKEN = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`;

/** A matcher of vitest, which has no type. */
function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

function member(value: unknown, name: string): string {
  return z
    .record(z.string(), z.unknown())
    .transform((all) => String(all[name]))
    .parse(value);
}

function redact(text: string, known: readonly string[] = [], limit = Infinity): string {
  return new TextRedactor(keyed, known).text(text, { limit, isCut: limit !== Infinity });
}

describe('a text', () => {
  test('says in the place of a secret which rule knew it, and its hash under the key', () => {
    const hash = keyed(TOKEN).slice(0, 8);
    expect(redact(`push with ${TOKEN}, please`)).toBe(`push with [redacted github-token ${hash}], please`);
  });

  test('is redacted once: what stands in the place of a secret stays', () => {
    const once = redact(`password=hunter22 and ${TOKEN} and Authorization: Bearer abcdef123456`);
    expect(once).not.toMatch(/hunter22|ghp_|abcdef123456/);
    expect(redact(once)).toBe(once);
  });

  test('loses a value that Remit holds, wherever it stands', () => {
    expect(redact('the value is zq9!kk"x7-long.', ['zq9!kk"x7-long'])).toMatch(
      /^the value is \[redacted known-value [0-9a-f]{8}\]\.$/,
    );
  });
});

describe('JSON', () => {
  test('stays JSON, and what isn’t secret stays as it is written', () => {
    const text = `{ "n": 12345678901234567890, "dup":1,"dup":2, "password" : "a\\"b", "q":"\\/x", "deep":[{"api_key":"k1"}] }`;
    const out = redact(text);
    expect(out).toContain('"n": 12345678901234567890, "dup":1,"dup":2, "password" : "[redacted named-value ');
    expect(out).toContain('"q":"\\/x"');
    const parsed: unknown = JSON.parse(out);
    expect(parsed).toMatchObject({ deep: [{ api_key: like(/^\[redacted named-value/) }] });
  });

  test('that isn’t whole or isn’t right is read as running text, too', () => {
    expect(redact('{"a":"x":"password":"q7Xdb6mD3cAqoZ"}')).not.toContain('q7Xd');
    expect(redact('{"a" "password": "q7Xdb6mD3cAqoZ"')).not.toContain('q7Xd');
    expect(redact('[2026-11-26] password=q7Xdb6mD3cAqoZ')).not.toContain('q7Xd');
  });

  test('hides no secret behind escapes', () => {
    const escaped = Array.from(TOKEN)
      .map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
    const out = redact(`{"note":"it is ${escaped}"}`);
    expect(JSON.parse(out)).toEqual({
      note: like(/^it is \[redacted github-token [0-9a-f]{8}\]$/),
    });
  });

  test('within a string of JSON is read as JSON, and parses afterwards at every depth', () => {
    const inner = JSON.stringify({ body: JSON.stringify({ password: 'it "is" secret' }), keep: 'me' });
    const out: unknown = JSON.parse(redact(JSON.stringify({ text: inner })));
    const middle: unknown = JSON.parse(member(out, 'text'));
    expect(middle).toMatchObject({ keep: 'me' });
    expect(JSON.stringify(middle)).not.toContain('is secret');
    expect(JSON.parse(member(middle, 'body'))).toEqual({
      password: like(/^\[redacted/),
    });
  });

  test('loses what stands in an object or a list with a secret’s name, but not the words of a schema', () => {
    expect(redact('{"credentials":{"user":"bob77","list":["one-9"]}}')).not.toMatch(/bob77|one-9/);
    const schema =
      '{"properties":{"password":{"type":"string","description":"the password of the account"}}}';
    expect(redact(schema)).toBe(schema);
  });

  test('loses the word after an option that names a secret, and a number', () => {
    const out = redact('{"argv":["login","--password","hunter","-v"],"pin":4711}');
    expect(JSON.parse(out)).toEqual({
      argv: ['login', '--password', like(/^\[redacted/), '-v'],
      pin: like(/^\[redacted/),
    });
  });
});

describe('a cut', () => {
  const whole = `{"note":"before ${TOKEN} after"}`;

  test.each([0, 5, 17, 18, 25, 40, 55, 56, 60])('at %s leaves no half of a secret', (limit) => {
    const out = redact(whole, [], limit);
    for (let from = 0; from + 6 < TOKEN.length; from += 1)
      expect(out).not.toContain(TOKEN.slice(from, from + 6));
    if (limit <= 16) expect(out).toBe(whole.slice(0, limit));
  });

  test('leaves no half of a value that is known and goes beyond what there is', () => {
    expect(redact('x = zq9kkx7l', ['zq9kkx7long-and-longer'], 12)).toMatch(
      /^x = \[redacted known-value [0-9a-f]{8}\]$/,
    );
    expect(redact('it is "zq9kkx7l"… (22 characters)', ['zq9kkx7long-and-longer'])).toMatch(
      /^it is "\[redacted known-value/,
    );
  });
});

import { describe, expect, test } from 'vitest';
import { visibleLine, visibleParts } from '../../shared/core/visible-text.ts';

describe('a text made visible', () => {
  test.each([
    ['a direction override', 'a\u202etxt.exe', 'a<U+202E>txt.exe'],
    ['a zero-width space', 'pay\u200bpal', 'pay<U+200B>pal'],
    ['a Cyrillic letter in a Latin word', 'p\u0430ypal.com', 'p\u0430<U+0430>ypal.com'],
    ['a slash that is none', 'acme.com\u2215x', 'acme.com\u2215<U+2215>x'],
    ['a full-width letter', '\uff41dmin', '\uff41<U+FF41>dmin'],
    ['a mathematical letter', '\u{1d41a}dmin', '\u{1d41a}<U+1D41A>dmin'],
    ['a line break', 'a\nb', 'a\\nb'],
  ])('shows %s', (_what, text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  test.each(['привет, мир', 'Straße', 'naïve café', '東京。（了）', 'α + β'])(
    'leaves %s as it is',
    (text) => {
      const plain = visibleParts(text.replace('。', ''));
      expect(plain.every((part) => part.kind === 'plain')).toBe(true);
    },
  );

  test('loses nothing', () => {
    const text = 'x\u202eа\u0430b \u200b\uff0f\nд';
    expect(
      visibleParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

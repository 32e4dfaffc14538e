import { expect, test } from 'vitest';
import { withBreaks } from '../../renderer/approval/with-breaks.ts';

test.each([
  ['a\nb', '"a\\n\nb"'],
  ['a\n', '"a\\n"'],
  ['a\n\nb', '"a\\n\n\\n\nb"'],
  ['a\\nb', '"a\\\\nb"'],
  ['a\\\nb', '"a\\\\\\n\nb"'],
])('a text %j breaks where it breaks', (text, shown) => {
  expect(withBreaks(JSON.stringify(text))).toBe(shown);
});

test('what is taken away again is the text that is sent', () => {
  const json = JSON.stringify({ body: 'Hello,\n\nC:\\new\\n\n' });
  expect(withBreaks(json).replaceAll('\n', '')).toBe(json);
});

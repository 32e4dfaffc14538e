import { describe, expect, test } from 'vitest';
import { readPatch } from '../../shared/core/read-patch.ts';

const patch = (...lines: readonly string[]): string =>
  ['*** Begin Patch', ...lines, '*** End Patch'].join('\n');

describe('a patch', () => {
  test('names each file once, in the order of its headers', () => {
    const text = patch(
      '*** Add File: a b.txt',
      '+x',
      '*** Delete File: /c',
      '*** Update File: a b.txt',
      '@@',
      ' y',
    );
    expect(readPatch(text)).toEqual({ ok: true, value: ['a b.txt', '/c'] });
  });

  test('has headers that some readers take with blanks before them', () => {
    expect(readPatch(patch('  *** Add File: a', '+x'))).toEqual({ ok: true, value: ['a'] });
  });

  test('has content that looks like a header and is none', () => {
    expect(readPatch(patch('*** Add File: a', '+*** Add File: b', '*** End of File'))).toEqual({
      ok: true,
      value: ['a'],
    });
  });

  test.each([
    ['', 'begins'],
    ['--- a/x\n+++ b/x', 'begins'],
    ['*** Begin Patch\n*** Add File: a', 'end'],
    [patch(), 'names no file'],
    [patch('*** Rename File: a'), 'no header that is known'],
    [patch('*** Add File:'), 'no header that is known'],
  ])('that is `%s` can’t be worked out', (text, why) => {
    const read = readPatch(text);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.error).toContain(why);
  });
});

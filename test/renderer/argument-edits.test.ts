import { describe, expect, test } from 'vitest';
import { argumentEdits } from '../../renderer/state/argument-edits.ts';

function changes(args: unknown): readonly string[] {
  return argumentEdits(JSON.stringify(args)).flatMap(({ hunks }) =>
    hunks.flat().map(({ kind, text }) => `${kind} ${text}`),
  );
}

describe('an edit is shown as what it changes', () => {
  test('from a pair of old and new text', () => {
    expect(changes({ file_path: '/a', old_string: 'one\ntwo\n', new_string: 'one\nthree\n' })).toEqual([
      'same one',
      'removed two',
      'added three',
    ]);
  });

  test('from every pair in a list of edits', () => {
    const edits = [
      { oldText: 'a', newText: 'b' },
      { oldText: 'c', newText: 'd' },
    ];
    expect(changes({ path: '/a', edits })).toEqual(['removed a', 'added b', 'removed c', 'added d']);
  });

  test('from the whole content of a file that is written, against nothing', () => {
    expect(changes({ path: '/a', content: 'x\ny' })).toEqual(['added x', 'added y']);
  });
});

test.each([
  ['a content without a place', JSON.stringify({ content: 'x' })],
  ['arguments that are cut', '{"path":"/a","content":"x'],
  ['a list', '[1]'],
  ['text that is too long to compare', JSON.stringify({ path: '/a', content: 'x'.repeat(300_000) })],
])('%s has no changes to show', (_name, text) => {
  expect(argumentEdits(text)).toEqual([]);
});

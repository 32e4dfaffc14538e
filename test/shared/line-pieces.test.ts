import { expect, test } from 'vitest';
import { linePieces } from '../../shared/core/line-pieces.ts';

/** `|` where a line may end behind a separator, `<` and `>` around what stays whole. */
function shown(text: string, longestWord = 32): string {
  return linePieces(text, longestWord)
    .map(({ text: piece, isWhole, endsPart }) => `${isWhole ? `<${piece}>` : piece}${endsPart ? '|' : ''}`)
    .join('');
}

test.each([
  ['plain words stay as they are', 'read and write', 'read and write'],
  ['an option is whole', 'run git --no-pager log', 'run git <--no-pager> log'],
  ['a short path has room on a line', 'write ~/notes/a.md now', 'write ~/notes/a.md now'],
  [
    'a long path ends its lines behind separators, and not behind hyphens',
    'in /tmp/remit-try-it/a-b/notes/done.md',
    'in /|tmp/|<remit-try-it/>|<a-b/>|notes/|done.md',
  ],
  ['so does an address', 'https://api.example.com/a/b-c', 'https://|api.example.com/|a/|<b-c>'],
  ['and one of Windows', 'C:\\Users\\u\\Documents\\notes.md', 'C:\\|Users\\|u\\|Documents\\|notes.md'],
  [
    'a name that is too long for a line can be broken anywhere',
    `/srv/${'long-'.repeat(9)}/x`,
    `/|srv/|${'long-'.repeat(9)}/|x`,
  ],
])('%s', (_what, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('nothing of a text is lost', () => {
  const text = ' a-b  /x//y/\n\t--c /home/u/one-two/three-four/five ';
  expect(
    linePieces(text, 0)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

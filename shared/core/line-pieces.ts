// Where the lines of a shown text may end. Long paths and addresses end theirs behind a separator, and not behind a hyphen within a name.

/** A text between places where a line may end. `isWhole`: no line ends within it. `endsPart`: one may end behind it. */
export type LinePiece = { readonly text: string; readonly isWhole: boolean; readonly endsPart: boolean };

/** Shorter ones have room on a line of their own. */
const LONG_PATH = 16;
/** Longer names may have to be broken anywhere. */
const LONGEST_NAME = 24;
const BEHIND_SEPARATOR = /(?<=[/\\])(?![/\\])/;

/** The pieces of a text, in order. Of words outside of paths those with hyphens are whole up to `longestWord` characters. */
export function linePieces(text: string, longestWord: number): readonly LinePiece[] {
  if (!/[/\\-]/.test(text)) return [{ text, isWhole: false, endsPart: false }];
  const pieces: LinePiece[] = [];
  for (const piece of text.split(/(\s+)/).flatMap((word) => wordPieces(word, longestWord))) {
    const last = pieces.at(-1);
    if (last === undefined || last.isWhole || last.endsPart || piece.isWhole) pieces.push(piece);
    else pieces[pieces.length - 1] = { ...piece, text: last.text + piece.text };
  }
  return pieces;
}

function wordPieces(word: string, longestWord: number): readonly LinePiece[] {
  const parts = word.length > LONG_PATH ? word.split(BEHIND_SEPARATOR) : [word];
  const longest = parts.length > 1 ? LONGEST_NAME : longestWord;
  return parts.map((text, at) => ({
    text,
    isWhole: text.length > 1 && text.length <= longest && text.includes('-'),
    endsPart: at < parts.length - 1,
  }));
}

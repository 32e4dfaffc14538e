/**
 * Letters that are written from right to left, with the signs on them and the spaces between their words: the bidi classes R and AL
 * (Unicode Standard Annex 9) lie in these blocks.
 */
const TURNED = '[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}]';
const RUN = new RegExp(`(${TURNED}(?:[ ]*${TURNED})*)`, 'u');

/**
 * Cuts a text into pieces, every second of which is written from right to left. Drawn each for itself in a line from left to right, the pieces
 * stand in the order in which they are: the folders of a path don't change their places because of the letters in their names.
 */
export function turnedRuns(text: string): readonly string[] {
  return text.split(RUN);
}

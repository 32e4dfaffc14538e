// Letter case as file systems see it. They fold one letter to one letter, and differ about the rest (`ß`, `ſ`, `ı`): what may be equal
// isn't taken for equal when something is to be covered, and is when something is to be protected.

const NON_ASCII = /[^\u0000-\u007f]/;
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0307]/gu;

/** Folds letters that every case-insensitive volume takes for equal, and no others. */
export function foldCase(text: string): string {
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  let folded = '';
  for (const letter of text) folded += foldLetter(letter);
  return folded;
}

/** The lower-case letter if upper and lower case are one pair: `K` (the Kelvin sign), `ſ` and `ı` aren't letters of ASCII. */
function foldLetter(letter: string): string {
  if (!NON_ASCII.test(letter)) return letter.toLowerCase();
  const upper = letter.toUpperCase();
  const lower = upper.toLowerCase();
  const pair = upper.length === letter.length && lower.length === upper.length;
  return pair && NON_ASCII.test(upper) && NON_ASCII.test(lower) && lower.toUpperCase() === upper
    ? lower
    : letter;
}

/**
 * What the most forgiving volume could take the name for: full case folding, compatibility forms, and without the characters that HFS+
 * ignores (Apple Technical Note 1150). ASCII text stays as it is.
 */
export function foldLoosely(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  return text.normalize('NFKC').toUpperCase().toLowerCase().replace(IGNORABLE, '').normalize('NFC');
}

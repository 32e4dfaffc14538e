// Makes every character of a text visible: what would be drawn as nothing, or would change how its neighbours are drawn, is named
// instead; what looks like another character is named beside it. Nothing is dropped, and joining all parts' characters gives the text back.

export type VisiblePart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'hidden'; readonly text: string; readonly code: string; readonly name: string }
  /** Is drawn like another character. */
  | { readonly kind: 'alike'; readonly text: string; readonly code: string; readonly name: string };

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x09, 'tab'],
  [0x0d, 'carriage return'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0xa0, 'no-break space'],
  [0xad, 'soft hyphen'],
  [0x034f, 'combining grapheme joiner'],
  [0x061c, 'Arabic letter mark'],
  [0x200b, 'zero-width space'],
  [0x200c, 'zero-width non-joiner'],
  [0x200d, 'zero-width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0xfeff, 'byte order mark'],
]);

/**
 * Controls but LF (C0, C1), format characters (Cf: bidi controls, joiners, tags), line and paragraph separators, spaces but the plain
 * one, variation selectors, lone surrogates, private use, and letters that are drawn as nothing.
 */
const HIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Letters of scripts whose letters are drawn like Latin ones: marked in a word that has Latin letters, too. */
const LATIN_ALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LATIN = /\p{Script=Latin}/u;
/** Signs that are drawn like a slash, a backslash or a dot, full-width letters and mathematical ones: marked wherever they stand. */
const SIGNS =
  /[\u2044\u2215\u29f8\u2571\u29f5\u2024\ufe52\ua789\u2236\uff0e\uff0f\uff3c\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/gu;

export function visibleParts(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = [];
  let from = 0;
  for (const one of marked(text)) {
    if (one.at > from) parts.push({ kind: 'plain', text: text.slice(from, one.at) });
    parts.push(one.part);
    from = one.at + one.part.text.length;
  }
  if (from < text.length) parts.push({ kind: 'plain', text: text.slice(from) });
  return parts;
}

type Marked = { readonly at: number; readonly part: VisiblePart };

/** Everything that isn't drawn as it is, in order. */
function marked(text: string): readonly Marked[] {
  const found = [...text.matchAll(HIDDEN)].map((match) => ({ at: match.index, part: hidden(match[0]) }));
  for (const match of text.matchAll(SIGNS)) found.push({ at: match.index, part: alike(match[0]) });
  for (const word of text.matchAll(WORD)) {
    if (!LATIN.test(word[0])) continue;
    for (const match of word[0].matchAll(LATIN_ALIKE))
      found.push({ at: word.index + match.index, part: alike(match[0]) });
  }
  return found.sort((a, b) => a.at - b.at);
}

function hidden(character: string): VisiblePart {
  const point = character.codePointAt(0) ?? 0;
  return {
    kind: 'hidden',
    text: character,
    code: codeOf(point),
    name: NAMES.get(point) ?? 'invisible character',
  };
}

function alike(character: string): VisiblePart {
  const code = codeOf(character.codePointAt(0) ?? 0);
  return { kind: 'alike', text: character, code, name: 'looks like another character' };
}

function codeOf(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** One line of plain text with every hidden character written as its code: for terminals and notifications. */
export function visibleLine(text: string): string {
  return visibleParts(text.replaceAll('\n', '\\n'))
    .map((part) =>
      part.kind === 'plain' ? part.text : `${part.kind === 'alike' ? part.text : ''}<${part.code}>`,
    )
    .join('');
}

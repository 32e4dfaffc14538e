// Other Unicode forms of a path. Half of the world's names change in one form or another (full-width brackets, joined emoji), and a folder
// of such a name has to be grantable: a form counts when it changes the way that the path goes, or makes a plain name of another.

import { laxPercentDecoded } from './percent-decode.ts';

const NON_ASCII = /[^\u0000-\u007f]/;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const SEPARATORS = /[\\/]/;
/** Signs that look like separators, and that code pages without them turn into separators ("best fit"). */
const SLASHES = /[\u2044\u2215\u29f8\u27cb\u2571]/g;
const BACKSLASHES = /[\u2216\u29f5\u29f9\u27cd]/g;
/** Japanese and Korean code pages have these where others have `\`. */
const CURRENCIES = /[\u00a5\u20a9]/g;

/** In the compatibility form NFKC (Unicode Standard Annex 15). */
export function compatible(text: string): string | null {
  return NON_ASCII.test(text) ? ifItMatters(text, text.normalize('NFKC')) : null;
}

/** Without characters that are not shown, as some volumes and filters take names. */
export function withoutUnseen(text: string): string | null {
  return NON_ASCII.test(text) ? ifItMatters(text, text.replace(UNSEEN, '')) : null;
}

/** With look-alikes of separators taken for separators. */
export function withSlashes(text: string): string {
  return text.replace(SLASHES, '/').replace(BACKSLASHES, '\\');
}

/** With the signs that stand for `\` in eastern code pages of Windows; they matter where they begin a way up. */
export function withYenSlashes(text: string): string | null {
  const slashed = text.replace(CURRENCIES, '\\');
  return leadsElsewhere(slashed) && !leadsElsewhere(text) ? slashed : null;
}

function ifItMatters(text: string, form: string): string | null {
  if (form === text) return null;
  const before = text.split(SEPARATORS);
  const after = form.split(SEPARATORS);
  if (before.length !== after.length || leadsElsewhere(form) !== leadsElsewhere(text)) return form;
  if (laxPercentDecoded(form) !== form || /\$[\w({*@!]/.test(form)) return form;
  const plain = after.some((name, at) => !NON_ASCII.test(name) && NON_ASCII.test(before[at] ?? ''));
  return plain ? form : null;
}

/** Begins somewhere else than in the folder it is relative to, or goes up. */
function leadsElsewhere(text: string): boolean {
  return /^(?:\s*[\\/~]|\s*(?:url:)?file:)|(?:^|[\\/])\.\.?(?:[\\/]|$)/i.test(text);
}

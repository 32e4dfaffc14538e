// Payment cards: 13 to 19 digits, alone or in groups, of a known issuer and with a right check digit (ISO/IEC 7812-1). A number that is
// right by chance (one in ten) has the issuer's lengths against it, and no digit, letter, dot or dash may touch it.

import type { FoundSecret, SecretRule } from './secret-rule.ts';

const DIGITS = /(?<![\w.+#=/-])[0-9](?:[ -]?[0-9]){12,18}(?![\w-]|\.[0-9])/g;

/** Prefix and lengths of the issuers that are met. */
const ISSUERS: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65|622)/, [16, 19]],
  [/^(?:30[0-5]|3095|36|38|39)/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16, 19]],
];

export const CARD_RULE: SecretRule = {
  name: 'card-number',
  hint: /[0-9](?:[ -]?[0-9]){12}/,
  find: (text) => {
    const found: FoundSecret[] = [];
    for (const { 0: match, index } of text.matchAll(DIGITS)) {
      if (isCard(match)) found.push({ start: index, end: index + match.length, rule: 'card-number' });
    }
    return found;
  },
};

/** Groups have to be those that cards are printed in: a table of numbers has others. */
function isCard(written: string): boolean {
  const digits = written.replace(/[ -]/g, '');
  const isKnown = ISSUERS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length));
  return isKnown && isGrouped(written) && !/^(\d)\1*$/.test(digits) && isLuhn(digits);
}

function isGrouped(written: string): boolean {
  const groups = written.split(/[ -]/);
  if (groups.length === 1) return true;
  if (written.includes(' ') && written.includes('-')) return false;
  const sizes = groups.map((group) => group.length).join(' ');
  return /^(?:4 4 4 [1-4]|4 6 [45]|4 4 4 4 [1-3])$/.test(sizes);
}

/** The sum of the digits, every second from the right doubled, is a multiple of ten. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

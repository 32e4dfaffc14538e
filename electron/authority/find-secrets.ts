// Finds secrets in a text. A text that holds none, which is nearly every text, costs one look with one expression.

import { CARD_RULE } from './card-numbers.ts';
import { CREDENTIAL_RULES } from './credential-rules.ts';
import { NAMED_RULE } from './named-secrets.ts';
import { PRESET_RULES } from './preset-rules.ts';
import { lookFor } from './secret-hints.ts';
import { isHinted, type FoundSecret, type SecretRule } from './secret-rule.ts';
import { TOKEN_RULES } from './token-rules.ts';

/** Where two find the same, the earlier one names it. */
export const SECRET_RULES: readonly SecretRule[] = [
  ...TOKEN_RULES,
  ...PRESET_RULES,
  ...CREDENTIAL_RULES,
  NAMED_RULE,
  CARD_RULE,
];

/** In a command or a program's text a line's end is written so: the letter is no part of the word behind it. */
const ESCAPED_BLANK = /\\[nrtfv]/g;

const isAnyHinted = lookFor(SECRET_RULES);

/** Whether a text may hold a secret: true for every text in which a rule finds one, also where quotes and slashes in it are escaped. */
export function mayHoldSecret(text: string): boolean {
  return isAnyHinted(text.toLowerCase());
}

/** The secrets in a text by all rules, in the order of their places, without overlaps. */
export function findSecrets(text: string): readonly FoundSecret[] {
  const lower = text.toLowerCase();
  if (!isAnyHinted(lower)) return [];
  const spaced = text.replace(ESCAPED_BLANK, '  ');
  return merged(
    SECRET_RULES.flatMap(({ hint, find }) => {
      if (!isHinted(hint, lower)) return [];
      return spaced === text ? find(text) : [...find(text), ...find(spaced)];
    }),
  );
}

/** In the order of their places; what overlaps is one. It has the name of the one that stands first in the list. */
export function merged(found: readonly FoundSecret[]): readonly FoundSecret[] {
  if (found.length < 2) return found;
  const ordered = found.map((one, rank) => ({ ...one, rank })).sort((a, b) => a.start - b.start);
  const all: (FoundSecret & { readonly rank: number })[] = [];
  for (const one of ordered) {
    const last = all.at(-1);
    if (last === undefined || one.start >= last.end) {
      all.push(one);
      continue;
    }
    const first = last.rank <= one.rank ? last : one;
    all[all.length - 1] = { ...first, start: last.start, end: Math.max(last.end, one.end) };
  }
  return all;
}

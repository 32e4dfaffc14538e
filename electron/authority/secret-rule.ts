/** Where a secret stands in a text, in UTF-16 units, and the rule that knows it. */
export type FoundSecret = {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** What it is, when it is written there in another encoding. */
  readonly secret?: string;
};

/**
 * One kind of secret. `hint` holds for every text in which `find` finds something, and is cheap: words of which one has to be there, or an
 * expression. It is asked of the text in lower case, in which slashes and quotes may be escaped.
 */
export type SecretRule = {
  readonly name: string;
  readonly hint: readonly string[] | RegExp;
  readonly find: (text: string) => readonly FoundSecret[];
};

/** What a hint says of a text in lower case. */
export function isHinted(hint: SecretRule['hint'], lower: string): boolean {
  return hint instanceof RegExp ? hint.test(lower) : hint.some((word) => lower.includes(word));
}

/**
 * A rule of one pattern, with the flags `g` and `d`. The secret is the group `s`, or all of the match. Patterns are written so that a
 * hostile text can't make them slow: every run of characters is bounded, or begins only where no such character stands before it.
 */
export function patternRule(
  name: string,
  hint: SecretRule['hint'],
  pattern: RegExp,
  accepts: (secret: string) => boolean = () => true,
): SecretRule {
  const find = (text: string): readonly FoundSecret[] => {
    const found: FoundSecret[] = [];
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.['s'] ?? [match.index, match.index + match[0].length];
      if (accepts(text.slice(start, end))) found.push({ start, end, rule: name });
    }
    return found;
  };
  return { name, hint, find };
}

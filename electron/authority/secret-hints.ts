// One cheap look at a text for all rules together. Most prefixes end in `_`, `-` or `.`, which are rare beside letters: such a mark is looked
// for first, and what stands before it only then.

import type { SecretRule } from './secret-rule.ts';

type Look = (lower: string) => boolean;

/** Says of a text in lower case whether the hint of any of the rules holds. */
export function lookFor(rules: readonly SecretRule[]): Look {
  const words = [...new Set(rules.flatMap(({ hint }) => (hint instanceof RegExp ? [] : hint)))];
  const marked = words.filter((word) => /[_.-]$/.test(word)).map(escaped);
  const others = words.filter((word) => !/[_.-]$/.test(word)).map(escaped);
  const expressions = [
    ...rules.flatMap(({ hint }) => (hint instanceof RegExp ? [hint] : [])),
    ...(marked.length === 0 ? [] : [new RegExp(`[_.-](?<=${marked.join('|')})`)]),
    ...(others.length === 0 ? [] : [new RegExp(others.join('|'))]),
  ];
  return (lower) => expressions.some((one) => one.test(lower));
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

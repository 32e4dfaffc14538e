// Programs that run the rest of their words, and where the inner command begins.

import { wrappers } from '../profiles/programs/wrappers.ts';

export type Wrapper = { readonly words: number; readonly options: RegExp; readonly addsWords: boolean };

/** The wrapper that `argv` begins with, or null. */
export function wrapperOf(argv: readonly string[]): Wrapper | null {
  for (const words of [2, 1]) {
    const key = argv.slice(0, words).join(' ');
    const found = argv.length >= words && Object.hasOwn(wrappers, key) ? wrappers[key] : undefined;
    if (found !== undefined) return { words, ...found };
  }
  return null;
}

/** Where the inner command begins in `argv`; null when it isn't there. */
export function innerStart(argv: readonly string[], { words, options }: Wrapper): number | null {
  const inner = argv.findIndex((word, at) => at >= words && !options.test(word));
  return inner === -1 ? null : inner;
}

import { canonicalText } from '../../shared/core/canonical-text.ts';
import type { Subject } from '../authority/judged-subject.ts';

/** A call's arguments as they are compared with others'. Worked out when first asked for, and only once: large ones take a while. */
export function argsWords({ args }: Subject): () => string | null {
  let done: { readonly words: string | null } | null = null;
  return () => (done ??= { words: canonicalText(args) }).words;
}

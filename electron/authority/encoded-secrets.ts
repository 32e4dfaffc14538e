// Secrets in a text that is written in another encoding, also in several of them one around the other.

import { decodings, mayBeEncoded } from './decoded-text.ts';
import type { FoundSecret } from './secret-rule.ts';

/** Encodings around one another that are taken off. */
const MAX_DEPTH = 3;
/** What is decoded at most, in all: so many times the text, and something for short ones. */
const TIMES = 6;
const LEAST = 20_000;

/** Finds secrets in what stands there in plain text. */
export type Look = (text: string, isLast: boolean) => readonly FoundSecret[];

/** The secrets that `look` finds in what a text says in other encodings; `secret` is what each stands for. */
export function findEncoded(text: string, look: Look): readonly FoundSecret[] {
  return inside(text, look, { left: TIMES * text.length + LEAST }, 1);
}

function inside(text: string, look: Look, budget: { left: number }, depth: number): readonly FoundSecret[] {
  if (depth > MAX_DEPTH || !mayBeEncoded(text)) return [];
  const found: FoundSecret[] = [];
  for (const decoded of decodings(text)) {
    budget.left -= decoded.text.length;
    if (budget.left < 0) break;
    const deeper = inside(decoded.text, look, budget, depth + 1);
    for (const one of [...look(decoded.text, decoded.isLast), ...deeper]) {
      const secret = one.secret ?? decoded.text.slice(one.start, one.end);
      found.push({ ...decoded.place(one.start, one.end), rule: one.rule, secret });
    }
  }
  return found;
}

// How many calls of a set were inside, asked and refused.

import { countBoth, type Bits } from './bits.ts';
import type { IndexView } from './history-index.ts';

export type Tally = { readonly inside: number; readonly asked: number; readonly refused: number };
type Word = keyof Tally;
const WORDS: readonly Word[] = ['inside', 'asked', 'refused'];

/** The calls of a set, by what became of them. */
export type Tallied = Readonly<Record<Word, Bits>>;

/** Cuts a set by what became of its calls. */
export function tallied(view: IndexView, bits: Bits): Tallied {
  const cut = (word: Word): Bits => {
    const found = new Uint32Array(bits.length);
    const key = view.keys.key('verdict', word);
    if (key !== null) view.parts.addTo(found, key.id);
    for (let at = 0; at < found.length; at += 1) found[at] = (found[at] ?? 0) & (bits[at] ?? 0);
    return found;
  };
  return { inside: cut('inside'), asked: cut('asked'), refused: cut('refused') };
}

/** A tally made by counting each of the three sets. */
export function tally(of: Tallied, count: (bits: Bits) => number): Tally {
  const [inside = 0, asked = 0, refused = 0] = WORDS.map((word) => count(of[word]));
  return { inside, asked, refused };
}

/** The tally of those calls that are in another set, too. */
export function tallyWithin(of: Tallied, bits: Bits): Tally {
  return tally(of, (one) => countBoth(one, bits));
}

// Names and lists in sentences. A name that could be taken for the sentence's own words stands in quotation marks.

import type { JsonValue } from '../contract/json.ts';
import { jsonText } from './arg-matcher.ts';
import { shortened } from './scope-words.ts';

/** A name, path or address as a sentence holds it. */
export function nameWords(text: string): string {
  if (/^[^\s"'`“”,;:()<>]+(:[^\s"'`“”,;()<>]+)*$/u.test(text)) return text;
  return /[“”]/u.test(text) ? JSON.stringify(text) : `“${text}”`;
}

/** "a", "a and b", "a, b and c". */
export function listWords(items: readonly string[], last = 'and'): string {
  const [first = '', ...rest] = [...items].reverse();
  return rest.length === 0 ? first : `${rest.reverse().join(', ')} ${last} ${first}`;
}

/** The first few of many, and how many more there are. */
export function someWords(items: readonly string[], shown: number): string {
  const more = items.length - shown;
  return more <= 0 ? listWords(items) : `${items.slice(0, shown).join(', ')} and ${more} more`;
}

/** An argument's name: `mode`, `edits/0/newText`. */
export function argumentWords(pointer: string): string {
  const steps = pointer.slice(1).split('/');
  return nameWords(steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('/'));
}

/** `mode = "x"`. */
export function equalsWords(pointer: string, value: JsonValue): string {
  return `${argumentWords(pointer)} = ${shortened(jsonText(value))}`;
}

/** `49.90 EUR`: a decimal of one place is written with two. */
export function moneyWords(amount: string, currency: string): string {
  return `${/\.\d$/.test(amount) ? `${amount}0` : amount} ${currency}`;
}

/** `server > tool`. */
export function toolWords({
  server,
  tool,
}: {
  readonly server: { readonly name: string };
  readonly tool: string;
}): string {
  return `${nameWords(server.name)} > ${nameWords(tool)}`;
}

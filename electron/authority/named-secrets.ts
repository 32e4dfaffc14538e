// Secrets that are known by the name before them: assignments, headers, options of commands, parameters of addresses, elements.

import { isPlaceholder, isSecretName, NAME_HINT } from './secret-names.ts';
import type { FoundSecret, SecretRule } from './secret-rule.ts';
import { ValueReader, type TextValue } from './text-value.ts';

const RULE = 'named-value';
/** A name with its quotes, and what joins it to a value. */
const NAMED =
  /(?<![\w.-])(--?)?([A-Za-z_][\w.-]{1,63})(\\{0,8}["'\]]{0,2})(\s{0,4}(?:=>|:=|=|:)\s{0,4}|[ \t]{1,4})/g;
const ELEMENT = /<([A-Za-z_][\w.:-]{1,63})>([^<>]{1,400})<\//g;

function named(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  const values = new ValueReader(text);
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(text); match !== null; match = NAMED.exec(text)) {
    const [whole, option, name = '', , join = ''] = match;
    // What was taken for a join may stand before the next name.
    NAMED.lastIndex = match.index + whole.length - (join.trim() === '' ? join.length : 0);
    const isJoined = join.trim() !== '';
    if ((!isJoined && option === undefined) || !isSecretName(name)) continue;
    const from = match.index + whole.length;
    const value = values.at(from, /cookie$/i.test(name));
    if (!isValue(text, value, { name, join, isOption: option !== undefined })) continue;
    found.push({ start: value.start, end: value.end, rule: RULE });
    NAMED.lastIndex = value.end;
  }
  return [...found, ...elements(text)];
}

type Naming = { readonly name: string; readonly join: string; readonly isOption: boolean };

function isValue(text: string, value: TextValue, { name, join, isOption }: Naming): boolean {
  const head = text.slice(value.start, Math.min(value.end, value.start + 200));
  if (isPlaceholder(head) || head === name) return false;
  if (value.quoted) return true;
  if (isOption) return !head.startsWith('-');
  if (value.end - value.start < 3 || text[value.end] === '(') return false;
  if (join === '=') return !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(head);
  return isTelling(head, text[value.end]);
}

/** A bare word after a colon or a blank: in running text and in code it is a value only when it looks like one. */
function isTelling(head: string, after: string | undefined): boolean {
  const endsLine = after === undefined || after === '\n' || after === '\r';
  if (head.length < 6) return false;
  if (/[0-9]/.test(head) && /[^0-9.,]/.test(head)) return true;
  return endsLine && /[^\w.[\]|?,:!]/.test(head);
}

function elements(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(ELEMENT)) {
    if (!isSecretName(name) || isPlaceholder(value)) continue;
    const end = index + whole.length - 2;
    found.push({ start: end - value.length, end, rule: RULE });
  }
  return found;
}

export const NAMED_RULE: SecretRule = { name: RULE, hint: NAME_HINT, find: named };

// An argument as people are shown it beside what it reaches; a long text by its beginning, because the record holds the arguments whole.

import type { JsonValue } from '../contract/json.ts';
import { jsonText } from './arg-matcher.ts';
import { wholeStart } from './scope-words.ts';

/** Characters of a value that are shown. */
const MAX_SHOWN = 1000;

/** As JSON text. */
export function shownValue(value: JsonValue): string {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN) return cut(jsonText(value));
  return `${JSON.stringify(wholeStart(value, MAX_SHOWN))}…`;
}

/** As it is written: a text without its quotes. */
export function shownText(value: JsonValue): string {
  return cut(typeof value === 'string' ? value : jsonText(value));
}

function cut(text: string): string {
  return text.length <= MAX_SHOWN * 2 ? text : `${wholeStart(text, MAX_SHOWN)}…`;
}

// Reads JSON that will be acted on, and refuses every text that two readers could understand differently: repeated keys, keys that
// differ only in case, keys that reach a prototype, lone surrogates, nesting beyond reason. Numbers keep their text when a double
// would change them.

import { isSafeNumber, LosslessNumber, parse as parseLossless } from 'lossless-json';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { scanJson, type JsonScan } from './json-scan.ts';
import { visibleLine } from './visible-text.ts';

/** Levels of objects and lists; deeper values serve no tool and exhaust readers that recurse. */
export const MAX_DEPTH = 64;

/** Values in one message that is judged: each is looked at, and may be shown and recorded. Millions of them would hold up every other call. */
const MAX_VALUES = 20_000;

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber)
  );
}

export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * A text as the most lenient readers take it: Go's decoder matches keys ignoring case with Unicode's simple folding, so that
 * `methoD`, and `paramſ` with a long s, are `method` and `params` to it; to readers in C a text ends at its first NUL.
 */
export function foldCase(text: string): string {
  const end = text.indexOf('\0');
  return (end === -1 ? text : text.slice(0, end)).toUpperCase().toLowerCase();
}

/** Words of a message as they stand in a reason, which is recorded whole and may be shown on a terminal. */
export function shown(text: string): string {
  return visibleLine(text.slice(0, 100));
}

const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A lone surrogate can only come from an escape: the bytes have been checked to be UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/u;

type StrictCheck = { keys: number; problem: string | null; readonly surrogates: boolean };

function checkText(text: string, check: StrictCheck): void {
  if (check.surrogates && LONE_SURROGATE.test(text))
    check.problem ??= 'a string holds half of a surrogate pair';
}

function checkValue(value: JsonValue, check: StrictCheck): void {
  if (typeof value === 'string') return checkText(value, check);
  if (isJsonList(value)) {
    for (const item of value) checkValue(item, check);
    return;
  }
  if (!isJsonObject(value)) return;
  const folded = new Set<string>();
  for (const [key, member] of Object.entries(value)) {
    check.keys += 1;
    const fold = foldCase(key);
    if (folded.has(fold)) check.problem ??= `the key \`${shown(key)}\` is there twice, in different case`;
    if (PROTOTYPE_KEYS.has(fold)) check.problem ??= `the key \`${shown(key)}\` is not allowed`;
    folded.add(fold);
    checkText(key, check);
    checkValue(member, check);
  }
}

/** Members after parsing: fewer than were written means that a key was written twice. */
export function countKeys(value: JsonValue): number {
  if (isJsonList(value)) return value.reduce((sum: number, item) => sum + countKeys(item), 0);
  if (!isJsonObject(value)) return 0;
  let count = 0;
  for (const key of Object.keys(value)) {
    const member = value[key];
    count += 1 + (typeof member === 'object' && member !== null ? countKeys(member) : 0);
  }
  return count;
}

function readNumber(text: string): number | LosslessNumber {
  return isSafeNumber(text) ? Number(text) : new LosslessNumber(text);
}

/** `JSON.parse`, but a number that a double would change keeps its text. Fails with a sentence, never throws. */
export function parseJson(text: string, scan: JsonScan): Result<JsonValue, string> {
  try {
    const value: unknown = scan.hasLongNumber
      ? parseLossless(text, null, { parseNumber: readNumber })
      : JSON.parse(text);
    return ok(value as JsonValue);
  } catch (error) {
    return err(`it is not valid JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Says why a parsed message mustn't be acted on, or null. `text` and `scan` are of the same message as `value`. */
export function strictProblem(text: string, scan: JsonScan, value: JsonValue): string | null {
  if (scan.valueCount > MAX_VALUES) return `it has more than ${MAX_VALUES} values: send less at once`;
  const check: StrictCheck = { keys: 0, problem: null, surrogates: /\\ud/i.test(text) };
  checkValue(value, check);
  if (check.keys !== scan.memberCount) return 'a key is there twice';
  return check.problem;
}

/** A single value from text that Remit wrote itself, every number as it was written; undefined for anything else. */
export function readValue(text: string): JsonValue | undefined {
  const parsed = parseJson(text, scanJson(text, ''));
  return parsed.ok ? parsed.value : undefined;
}

/** Whether a number in it can't be written in a grant, whose numbers are doubles. */
export function holdsLongNumber(value: JsonValue): boolean {
  if (value instanceof LosslessNumber) return true;
  if (isJsonList(value)) return value.some((item) => holdsLongNumber(item));
  return isJsonObject(value) && Object.values(value).some(holdsLongNumber);
}

// Limits on single arguments of a tool grant. A matcher that doesn't understand a value doesn't match it.

import { LosslessNumber, stringify } from 'lossless-json';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { ArgMatcher } from '../contract/scope.ts';
import { nameFits } from './name-pattern.ts';
import { isJsonList, isJsonObject } from './strict-json.ts';

/** The value at an RFC 6901 pointer; undefined when there is none. */
export function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  if (pointer === '') return root;
  let value: JsonValue | undefined = root;
  for (const raw of pointer.slice(1).split('/')) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonList(value)) value = /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
    else if (isJsonObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

/** One more step of a pointer, escaped as RFC 6901 section 3 asks. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A value as JSON text, every number as it was written. */
export function jsonText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : (stringify(value) ?? 'null');
}

/** Equality of JSON values: numbers by their value, keys in any order, text code point by code point. */
export function jsonEquals(a: unknown, b: unknown): boolean {
  if (a instanceof LosslessNumber || b instanceof LosslessNumber)
    return String(a) === String(b) && typeof a === typeof b;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, i) => jsonEquals(one, b[i]))
    );
  }
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  return (
    left.size === right.size &&
    [...left].every(([key, one]) => right.has(key) && jsonEquals(one, right.get(key)))
  );
}

export function argFits(matcher: ArgMatcher, value: JsonValue | undefined): boolean {
  if (matcher === 'any') return true;
  if ('absent' in matcher) return value === undefined;
  if (value === undefined) return false;
  if ('reach' in matcher) return isJsonList(value) ? value.length > 0 : value !== null && value !== '';
  if ('equals' in matcher) return jsonEquals(matcher.equals, value);
  if ('oneOf' in matcher) return matcher.oneOf.some((one) => jsonEquals(one, value));
  if ('glob' in matcher) return typeof value === 'string' && nameFits(matcher.glob, value);
  if (typeof value !== 'number') return false;
  return (
    (matcher.min === undefined || value >= matcher.min) && (matcher.max === undefined || value <= matcher.max)
  );
}

/** Whether every argument that the matchers name is as they say. */
export function argsFit(matchers: Readonly<Record<string, ArgMatcher>>, args: JsonObject): boolean {
  return Object.entries(matchers).every(([pointer, matcher]) => argFits(matcher, valueAt(args, pointer)));
}

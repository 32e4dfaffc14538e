// Moments and spans of time as cases write them.

import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { isJsonObject } from '../../shared/core/strict-json.ts';
import { NotModelled, objectOf } from './corpus-case.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;
const SPAN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A moment in ms, or null: what names no time zone is no moment. */
export function momentOf(value: JsonValue | undefined): number | null {
  if (typeof value !== 'string' || !INSTANT.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

/** A duration (ISO 8601) in ms, or null. */
export function spanOf(value: JsonValue | undefined): number | null {
  const [whole, days, hours, minutes, seconds] = SPAN.exec(typeof value === 'string' ? value : '') ?? [];
  if (whole === undefined || !/\d/.test(whole)) return null;
  const [d, h, m, s] = [days, hours, minutes, seconds].map((part) => Number(part ?? 0));
  return ((((d ?? 0) * 24 + (h ?? 0)) * 60 + (m ?? 0)) * 60 + (s ?? 0)) * 1000;
}

/** The moments that an event or a call names, in order. */
export function momentsOf(event: JsonValue): readonly number[] {
  if (!isJsonObject(event)) return [];
  const said: JsonObject = { ...event, in_context: objectOf(event, 'context')?.['time'] ?? null };
  return ['shown_at', 'at', 'time', 'in_context'].flatMap((key) => {
    const value = said[key];
    if (value === undefined || value === null) return [];
    const time = momentOf(value);
    if (time === null) throw new NotModelled('a moment of the case can’t be read');
    return [time];
  });
}

// One text for each JSON value, whatever the order of its keys: equal values have equal texts, others never.

import { LosslessNumber } from 'lossless-json';

/** Texts longer than `limit` aren't finished: null. Numbers compare by value, text code point by code point (RFC 8785 in spirit). */
export function canonicalText(value: unknown, limit = Number.POSITIVE_INFINITY): string | null {
  const out: string[] = [];
  return write(value, limit, out) < 0 ? null : out.join('');
}

/** Writes what fits in `room` characters; returns the room that is left, negative when there was too little. */
function write(value: unknown, room: number, out: string[]): number {
  if (room < 0) return room;
  if (value instanceof LosslessNumber) return put(`#${value.value}`, room, out);
  if (typeof value === 'string') return value.length > room ? -1 : put(JSON.stringify(value), room, out);
  if (typeof value !== 'object' || value === null) return put(JSON.stringify(value) ?? 'null', room, out);
  if (Array.isArray(value)) {
    let left = put('[', room, out);
    for (const item of value) {
      left = put(',', write(item, left, out), out);
      if (left < 0) return left;
    }
    return put(']', left, out);
  }
  let left = put('{', room, out);
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    left = put(',', write(member, put(`${JSON.stringify(key)}:`, left, out), out), out);
    if (left < 0) return left;
  }
  return put('}', left, out);
}

function put(text: string, room: number, out: string[]): number {
  out.push(text);
  return room - text.length;
}

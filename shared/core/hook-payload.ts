// What an agent sends its hook, read as strictly as a gated message: two readers that differ about it would judge and run different calls.

import type { JsonObject, JsonValue } from '../contract/json.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { scanJson, type Span } from './json-scan.ts';
import { isJsonList, isJsonObject, MAX_DEPTH, parseJson, strictProblem } from './strict-json.ts';

export type StrictObject = {
  readonly value: JsonObject;
  /** The exact text of a member, or of a member of the one that was named when reading. */
  readonly textOf: (key: string) => string | null;
  readonly innerTextOf: (key: string) => string | null;
};

/** `inner` names the member whose own members' texts are wanted. The error says what is wrong with the text. */
export function strictObject(text: string, inner = ''): Result<StrictObject, string> {
  const scan = scanJson(text, inner);
  if (scan.depth > MAX_DEPTH) return err(`it nests more than ${MAX_DEPTH} levels`);
  const parsed = parseJson(text, scan);
  if (!parsed.ok) return parsed;
  const value = parsed.value;
  if (!isJsonObject(value)) return err('it is not a JSON object');
  const problem = strictProblem(text, scan, value);
  if (problem !== null) return err(problem);
  const cut = (span: Span | undefined): string | null =>
    span === undefined ? null : text.slice(span.start, span.end).trim();
  return ok({
    value,
    textOf: (key) => cut(scan.members.get(key)),
    innerTextOf: (key) => cut(scan.innerMembers.get(key)),
  });
}

/** The text of a member; null where there is none, and of the empty one. */
export function textAt(value: JsonObject, key: string): string | null {
  const member = value[key];
  return typeof member === 'string' && member !== '' ? member : null;
}

export function objectAt(value: JsonObject, key: string): JsonObject | null {
  const member = value[key];
  return isJsonObject(member) ? member : null;
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return isJsonList(value) ? value.filter((one) => typeof one === 'string') : [];
}

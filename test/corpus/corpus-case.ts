// One labelled decision, read from its line. What is needed to tell whether it was decided rightly has to be there; everything else is kept
// as it is written, and whoever models it says what it doesn't know.

import { LosslessNumber } from 'lossless-json';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { scanJson } from '../../shared/core/json-scan.ts';
import { isJsonList, isJsonObject, parseJson } from '../../shared/core/strict-json.ts';

export type Expected = 'inside' | 'exceeds';

export type CorpusCase = {
  readonly id: string;
  readonly facet: string;
  readonly tag: string;
  readonly platform: string;
  readonly shell: string | null;
  readonly grant: JsonObject;
  readonly env: JsonObject;
  readonly setup: readonly JsonValue[];
  readonly history: readonly JsonValue[];
  readonly call: JsonObject;
  /** The text of `call.args` as it is written, so that no number and no escape is changed on the way; null when there is none. */
  readonly argsText: string | null;
  readonly expect: Expected;
  /** Keys of the line that aren't known, or hold something else than they should. */
  readonly odd: readonly string[];
};

/** The case says something that the runner has no model for. It is reported and never counted as decided. */
export class NotModelled extends Error {}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';

/** The keys of a line, each with what its value has to be. */
const READS: ReadonlyMap<string, (value: JsonValue) => boolean> = new Map<
  string,
  (value: JsonValue) => boolean
>([
  ...['id', 'facet', 'platform', 'shell', 'expect', 'why', 'source', 'tag'].map(
    (key) => [key, isText] as const,
  ),
  ...['grant', 'env', 'call'].map((key) => [key, isJsonObject] as const),
  ...['setup', 'history'].map((key) => [key, isJsonList] as const),
]);

function isKnown(key: string, member: JsonValue): boolean {
  const reads = READS.get(key);
  return reads !== undefined && (member === null || reads(member));
}

/** Reads a line. The error says why it is no case. */
export function readCase(line: string): Result<CorpusCase, string> {
  const scan = scanJson(line, 'call');
  const parsed = parseJson(line, scan);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (!isJsonObject(value)) return err('it is not an object');
  const { id, facet, tag, platform, shell, grant, env, setup, history, call, expect } = value;
  if (typeof id !== 'string' || id === '') return err('it has no id');
  if (typeof facet !== 'string') return err(`\`${id}\` has no facet`);
  if (!isJsonObject(grant)) return err(`\`${id}\` has no grant`);
  if (!isJsonObject(call)) return err(`\`${id}\` has no call`);
  if (expect !== 'inside' && expect !== 'exceeds') return err(`\`${id}\` expects neither inside nor exceeds`);
  const span = scan.innerMembers.get('args');
  return ok({
    id,
    facet,
    grant,
    call,
    expect,
    tag: isText(tag) ? tag : '',
    platform: isText(platform) ? platform : 'any',
    shell: isText(shell) ? shell : null,
    env: isJsonObject(env) ? env : {},
    setup: isJsonList(setup) ? setup : [],
    history: isJsonList(history) ? history : [],
    argsText: span === undefined ? null : line.slice(span.start, span.end).trim(),
    odd: Object.entries(value).flatMap(([key, member]) => (isKnown(key, member) ? [] : [key])),
  });
}

/** Stops when an object has keys that nobody here reads. */
export function onlyKeys(value: JsonObject, known: readonly string[], what: string): void {
  const odd = Object.keys(value).find((key) => !known.includes(key));
  if (odd !== undefined) throw new NotModelled(`\`${odd}\` of ${what} isn't modelled`);
}

/** The text under a key; null when there is none. Something else there isn't modelled. */
export function textOf(value: JsonObject, key: string): string | null {
  return memberOf(value, key, isText);
}

export function objectOf(value: JsonObject, key: string): JsonObject | null {
  return memberOf(value, key, isJsonObject);
}

export function listOf(value: JsonObject, key: string): readonly JsonValue[] | null {
  return memberOf(value, key, isJsonList);
}

function memberOf<T extends JsonValue>(
  value: JsonObject,
  key: string,
  is: (member: JsonValue | undefined) => member is T,
): T | null {
  const member = value[key];
  if (member === undefined || member === null) return null;
  if (is(member)) return member;
  throw new NotModelled(`what \`${key}\` is isn't modelled`);
}

/** A text, a number as it is written, or null. */
export function scalarText(value: JsonObject, key: string): string | null {
  const member = value[key];
  if (typeof member === 'number') return String(member);
  if (member instanceof LosslessNumber) return member.value;
  return textOf(value, key);
}

/** A list of texts; anything else isn't modelled. */
export function textsOf(value: JsonObject, key: string, what: string): readonly string[] {
  const list = listOf(value, key) ?? [];
  return list.map((item) => {
    if (typeof item !== 'string') throw new NotModelled(`${what} isn't a list of texts`);
    return item;
  });
}

/** The tool that a call names; what is no text is sent as it is, and names none. */
export function toolOf(call: JsonObject): string {
  const { tool } = call;
  return isText(tool) ? tool : '';
}

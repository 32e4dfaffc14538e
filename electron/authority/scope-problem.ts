// Says in a sentence why a scope file isn't one: which key is at fault, and what to write there.

import type { z } from 'zod';
import type { JsonValue } from '../../shared/contract/json.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];
type Branches = readonly (readonly Issue[])[];

const MATCHERS = '"any", or an object with `equals`, `oneOf`, `min` and `max`, `glob`, `absent` or `reach`';
/** What the schema calls a type, as it is written in the file. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
/** Forms that the schema knows only as a pattern, by the key. */
const FORMS: Readonly<Record<string, string>> = {
  id: '1 to 128 letters, digits or _ . : -, the first a letter or a digit',
  identity: 'a SHA-256: 64 hex digits in lower case',
  definition: 'a SHA-256, 64 hex digits in lower case, or "unlisted"',
  expiresAt: 'a time such as "2030-12-01T00:00:00Z"',
};

/** The first thing that is wrong with `value`, and how many more there are. */
export function scopeProblem(issues: readonly Issue[], value: JsonValue): string {
  const [first, ...more] = issues;
  if (first === undefined) return 'it is no scope';
  const words = issueWords(first, [], value);
  return more.length === 0 ? words : `${words} (and ${more.length} more)`;
}

function issueWords(issue: Issue, before: Path, value: JsonValue): string {
  const path = [...before, ...issue.path];
  const where = pointerTo(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${where} has the key ${issue.keys.map(code).join(', ')}, which isn't known there: correct its name or take it out`;
    case 'invalid_union':
      return unionWords(issue.errors, path, value);
    case 'invalid_type':
      return hasToBe(path, value, TYPES[issue.expected] ?? issue.expected);
    case 'invalid_value':
      return hasToBe(path, value, anyOf(issue.values));
    case 'invalid_key':
      return `${where} has a key that is none: it has to be ${issue.issues[0]?.message ?? 'another'}`;
    case 'too_small':
      return `${where} has to be ${issue.origin === 'number' ? `at least ${issue.minimum}` : 'filled in'}`;
    case 'too_big':
      return `${where} has to be at most ${issue.maximum}`;
    case 'custom':
      return `${where}: ${issue.message}`;
    default:
      return hasToBe(path, value, FORMS[String(path.at(-1))] ?? issue.message);
  }
}

/** Of what could stand there, that counts which the `kind` says; else what fits best. */
function unionWords(union: Branches, path: Path, value: JsonValue): string {
  const branches = flattened(union);
  const isKind = (issue: Issue): boolean => issue.code === 'invalid_value' && issue.path.join() === 'kind';
  const meant = branches.filter((issues) => !issues.some(isKind));
  const kinds = branches.flatMap((issues) =>
    issues.flatMap((issue) => (isKind(issue) && issue.code === 'invalid_value' ? issue.values : [])),
  );
  if (meant.length === 0) return hasToBe([...path, 'kind'], value, anyOf([...new Set(kinds)]));
  if (kinds.length === 0 && path.includes('args')) return hasToBe(path, value, MATCHERS);
  const [best] = [...meant].sort((one, other) => one.length - other.length);
  const [first] = best ?? [];
  return first === undefined ? `${pointerTo(path)} is of no known form` : issueWords(first, path, value);
}

/** Kinds with two forms are a union within it. */
function flattened(branches: Branches): Branches {
  return branches.flatMap((issues) => {
    const [first] = issues;
    return first?.code === 'invalid_union' && first.path.length === 0 ? flattened(first.errors) : [issues];
  });
}

function hasToBe(path: Path, value: JsonValue, what: string): string {
  const isThere = valueAt(value, path) !== undefined;
  return isThere
    ? `${pointerTo(path)} has to be ${what}`
    : `${pointerTo(path)} is missing: it has to be ${what}`;
}

function valueAt(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return valueAt(new Map<string, unknown>(Object.entries(value)).get(String(key)), rest);
}

/** A JSON pointer, as grants have it; the file itself has none that one would see. */
function pointerTo(path: Path): string {
  if (path.length === 0) return 'it';
  return code(path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
}

function anyOf(values: readonly unknown[]): string {
  const words = values.map((one) => JSON.stringify(one));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

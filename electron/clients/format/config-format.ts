import { err, type Result } from '../../../shared/contract/result.ts';

/** Where a text isn't what its format asks; `line` counts from 1. */
export type Malformed = { readonly line: number; readonly problem: string };

/** From `start` up to, not including, `end`, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

/** One place in a text where a member of a map stands. In TOML one member may stand in several places. */
export type MemberSite = {
  /** From the key to the end of the value. */
  readonly member: Span;
  /** What a new value takes the place of. */
  readonly value: Span;
  /** What stands between key and value, for a member that is put beside this one. */
  readonly gap: string;
  /** Members are parted by commas, or each has lines of its own. */
  readonly parted: 'comma' | 'line';
  /** The end of the member before it in the same braces; null for the first, and for members with lines of their own. */
  readonly previousEnd: number | null;
  readonly form: 'plain' | 'table' | 'dotted';
  /** The key as it is written there, in segments: more than one in TOML's dotted keys. */
  readonly key: readonly string[];
};

/**
 * A format of configuration files, seen as text. Edits are made at the places that a parser of the format names, and nowhere else, so
 * that comments, order and odd spacing stay as the user wrote them.
 */
export type ConfigFormat = {
  readonly parse: (text: string) => Result<unknown, Malformed>;
  /** Where the member at `path` stands in a well-formed text; none when there is no such member. */
  readonly sites: (text: string, path: readonly string[]) => readonly MemberSite[];
  /** Where the map at `path` stands, if that part is a text of the format by itself. */
  readonly inner?: (text: string, path: readonly string[]) => Span | null;
  /** The value as it is written at `site`; `eol` and `indent` are those of the lines around it. */
  readonly valueText: (value: unknown, site: MemberSite, old: string, eol: string, indent: string) => string;
  /** A new member beside `site`, with the last segment of its key replaced by `key`. */
  readonly memberText: (key: string, value: unknown, site: MemberSite) => string;
  /** Spaces and comments, for a sticky match. */
  readonly trivia: RegExp;
};

export type Path = readonly string[];

/** No client's file comes near; what walks through a much deeper value runs out of stack, and whoever can write the file decides. */
const DEEPEST = 200;

/** Reads a text; what the parser itself gives up on is malformed, too. */
export function parseGuarded(read: () => Result<unknown, Malformed>): Result<unknown, Malformed> {
  const tooDeep = err({ line: 1, problem: 'it nests too deeply' });
  try {
    const parsed = read();
    return parsed.ok && isTooDeep(parsed.value) ? tooDeep : parsed;
  } catch {
    return tooDeep;
  }
}

function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one): readonly unknown[] =>
      Array.isArray(one) ? one : isRecord(one) ? Object.values(one) : [],
    );
  }
  return false;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The value at a path of keys; undefined when there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** JSON on one line with a space after each comma and colon; valid in YAML, too. */
export function inlineJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineJson).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inlineJson(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

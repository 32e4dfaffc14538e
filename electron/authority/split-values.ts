// Values that are known and stand in pieces: in neighbouring items of a list, arguments, lines, or strings that are put together.

import type { FoundSecret } from './secret-rule.ts';

const RULE = 'known-value';
/** A shorter value comes about where any two words meet. */
const MIN = 8;
/** What stands between two pieces: quotes with a comma, a plus or a member's name, or the end of a line. */
const JOINT =
  /["'`]\s{0,8}[,+]\s{0,8}(?:\\{0,15}["'][^"'\\]{0,64}\\{0,15}["']\s{0,8}:\s{0,8})?\\{0,15}["'`]|\r?\n/g;

/** Whether one of the values stands in a text in pieces. */
export function mayBeSplit(text: string, values: readonly string[]): boolean {
  if (values.length === 0) return false;
  // In JSON within JSON a backslash stands before the quotes.
  const joined = text.replace(JOINT, '').replaceAll('\\', '');
  return (
    joined.length < text.length &&
    values.some((value) => value.length >= MIN && joined.includes(coreOf(value)))
  );
}

/** The pieces of values that stand in a text in pieces: as they are, or as JSON writes them. */
export function findSplit(text: string, values: readonly string[]): readonly FoundSecret[] {
  if (!mayBeSplit(text, values)) return [];
  const { joined, joints } = withoutJoints(text);
  const found: FoundSecret[] = [];
  for (const value of values.filter(({ length }) => length >= MIN)) {
    for (const form of new Set([value, JSON.stringify(value).slice(1, -1)]))
      for (let at = joined.indexOf(form); at !== -1; at = joined.indexOf(form, at + form.length))
        found.push(...pieces(joints, at, at + form.length));
  }
  return found;
}

/** What was taken out: how much stands before it in what is left, and where it is in the text. */
type Joint = { readonly before: number; readonly start: number; readonly end: number };

function withoutJoints(text: string): { readonly joined: string; readonly joints: readonly Joint[] } {
  const joints: Joint[] = [];
  let gone = 0;
  const joined = text.replace(JOINT, (whole: string, ...rest: readonly unknown[]) => {
    const start = rest.find((one) => typeof one === 'number') ?? 0;
    joints.push({ before: start - gone, start, end: start + whole.length });
    gone += whole.length;
    return '';
  });
  return { joined, joints };
}

/** The parts of the text that are one part of what is left without joints; none when it lies between two joints. */
function pieces(joints: readonly Joint[], from: number, to: number): readonly FoundSecret[] {
  const within = joints.filter(({ before }) => before > from && before < to);
  const [first] = within;
  if (first === undefined) return [];
  const found: FoundSecret[] = [];
  let start = first.start - (first.before - from);
  for (const joint of within) {
    if (joint.start > start) found.push({ start, end: joint.start, rule: RULE });
    start = joint.end;
  }
  const last = within.at(-1) ?? first;
  found.push({ start, end: start + (to - last.before), rule: RULE });
  return found;
}

/** The longest part of a value that is written the same in JSON, however often. */
function coreOf(value: string): string {
  return value
    .split(/["\\/\u0000-\u001F]/)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '');
}

// Brace expansion as shells and pattern libraries do it (bash(1), "Brace Expansion"): `{a,b}` is `a` and `b`, `{1..3}` is `1`, `2` and `3`.

/** No range is taken further than this. */
const MAX_STEPS = 128;
const RANGE = /^(?:(-?\d{1,9})\.\.(-?\d{1,9})|(.)\.\.(.))(?:\.\.(-?\d{1,9}))?$/su;

type Open = { readonly start: number; readonly commas: number[]; readonly dollar: boolean };

/** The text with one of its groups replaced by each of the group's options, innermost groups first; null when it holds none. */
export function expandOneBrace(text: string): readonly string[] | null {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{') open.push({ start: at, commas: [], dollar: text[at - 1] === '$' });
    else if (sign === ',') open.at(-1)?.commas.push(at);
    else if (sign === '}') {
      const options = optionsOf(text, open.pop(), at);
      if (options !== null) return options;
    }
  }
  return null;
}

function optionsOf(text: string, group: Open | undefined, end: number): readonly string[] | null {
  if (group === undefined || group.dollar) return null;
  const { start, commas } = group;
  const edges = [start, ...commas, end];
  const options =
    commas.length === 0
      ? rangeOf(text.slice(start + 1, end))
      : edges.slice(1).map((edge, index) => text.slice((edges[index] ?? 0) + 1, edge));
  return options?.map((option) => text.slice(0, start) + option + text.slice(end + 1)) ?? null;
}

/** Numbers, or signs in the order of their codes: `{-..0}` holds `.` and `/`. */
function rangeOf(text: string): readonly string[] | null {
  const found = RANGE.exec(text);
  if (found === null) return null;
  const [, low, high, first, last, by] = found;
  const numbers = low !== undefined && high !== undefined;
  const from = numbers ? Number(low) : (first?.codePointAt(0) ?? 0);
  const to = numbers ? Number(high) : (last?.codePointAt(0) ?? 0);
  const step = Math.max(1, Math.abs(Number(by ?? 1))) * (from <= to ? 1 : -1);
  const count = Math.min(MAX_STEPS, Math.floor((to - from) / step) + 1);
  const padded = numbers && /^-?0\d|\.\.-?0\d/.test(text) ? Math.max(low.length, high.length) : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = from + index * step;
    if (!numbers) return String.fromCodePoint(value);
    const digits = String(Math.abs(value));
    return value < 0 ? `-${digits.padStart(padded - 1, '0')}` : digits.padStart(padded, '0');
  });
}

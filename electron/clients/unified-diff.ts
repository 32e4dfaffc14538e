const CONTEXT = 3;

type Step = { readonly kind: ' ' | '-' | '+'; readonly line: string };

/** The change from one text to another as `diff -u` writes it; empty when they are equal. Line ends are part of the lines. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const steps = stepsOf(linesOf(before), linesOf(after));
  const hunks = hunksOf(steps);
  return hunks.length === 0 ? '' : `--- ${path}\n+++ ${path}\n${hunks.join('')}`;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function stepsOf(before: readonly string[], after: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (line: string): Step => ({ kind: ' ', line });
  const middle = shortest(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...before.slice(0, start).map(same), ...middle, ...before.slice(before.length - end).map(same)];
}

/** Myers' greedy algorithm: its cost grows with the size of the change, not of the file. */
function shortest(before: readonly string[], after: readonly string[]): readonly Step[] {
  const rounds: (readonly number[])[] = [];
  const most = before.length + after.length;
  const middle = most + 1;
  const furthest = new Array<number>(2 * most + 3).fill(0);
  const at = (values: readonly number[], diagonal: number): number => values[diagonal + middle] ?? 0;
  for (let round = 0; round <= most; round += 1) {
    // Of each round only the diagonals that it could reach are kept.
    rounds.push(furthest.slice(middle - round - 1, middle + round + 2));
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      const down =
        diagonal === -round ||
        (diagonal !== round && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
      let x = down ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      furthest[diagonal + middle] = x;
      if (x >= before.length && x - diagonal >= after.length) return walkBack(rounds, before, after);
    }
  }
  return [];
}

function walkBack(
  rounds: readonly (readonly number[])[],
  before: readonly string[],
  after: readonly string[],
): readonly Step[] {
  const steps: Step[] = [];
  let x = before.length;
  let y = after.length;
  for (let round = rounds.length - 1; round >= 0; round -= 1) {
    const values = rounds[round] ?? [];
    const at = (one: number): number => values[one + round + 1] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -round || (diagonal !== round && at(diagonal - 1) < at(diagonal + 1));
    const from = down ? diagonal + 1 : diagonal - 1;
    const startX = round === 0 ? 0 : at(from);
    const startY = round === 0 ? 0 : startX - from;
    while (x > startX && y > startY) {
      x -= 1;
      y -= 1;
      steps.push({ kind: ' ', line: before[x] ?? '' });
    }
    if (x > startX) steps.push({ kind: '-', line: before[startX] ?? '' });
    else if (y > startY) steps.push({ kind: '+', line: after[startY] ?? '' });
    x = startX;
    y = startY;
  }
  return steps.reverse();
}

function hunksOf(steps: readonly Step[]): readonly string[] {
  const changed = steps.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  const hunks: string[] = [];
  for (let at = 0; at < changed.length;) {
    const start = Math.max(0, (changed[at] ?? 0) - CONTEXT);
    let end = changed[at] ?? 0;
    while (at < changed.length && (changed[at] ?? 0) - end <= 2 * CONTEXT) {
      end = changed[at] ?? 0;
      at += 1;
    }
    hunks.push(hunk(steps, start, Math.min(steps.length, end + CONTEXT + 1)));
  }
  return hunks;
}

function hunk(steps: readonly Step[], start: number, end: number): string {
  const count = (part: readonly Step[], other: '-' | '+'): number =>
    part.filter(({ kind }) => kind !== other).length;
  const head = steps.slice(0, start);
  const body = steps.slice(start, end);
  const range = (other: '-' | '+'): string => {
    const lines = count(body, other);
    return `${count(head, other) + (lines === 0 ? 0 : 1)},${lines}`;
  };
  const text = body.map(({ kind, line }) =>
    line.endsWith('\n') ? `${kind}${line}` : `${kind}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range('+')} +${range('-')} @@\n${text.join('')}`;
}

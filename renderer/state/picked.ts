// Which line has the cursor, and which calls are selected to be copied or exported.

import type { CallRow } from '../../shared/contract/history.ts';
import type { CallId } from '../../shared/contract/ids.ts';
import type { Line } from './lines.ts';

/**
 * `at` is the line with the cursor, `from` the one that a range began at. `calls` hold their rows, for copying; `unread` are the lines of the
 * range that aren't among them, because they weren't read.
 */
export type Picked = {
  readonly at: number | null;
  readonly from: number | null;
  readonly calls: ReadonlyMap<CallId, CallRow>;
  readonly unread: number;
};

export const NOTHING_PICKED: Picked = { at: null, from: null, calls: new Map(), unread: 0 };

type LineAt = (index: number) => Line;

function only(lineAt: LineAt, from: number, to: number): Pick<Picked, 'calls' | 'unread'> {
  let unread = 0;
  const calls = new Map<CallId, CallRow>();
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const line = lineAt(index);
    if (line.kind === 'call') calls.set(line.row.call, line.row);
    if (line.kind === 'pending') unread += 1;
  }
  return { calls, unread };
}

/** The cursor goes to a line, and selects it alone. */
export function pickedOne(lineAt: LineAt, at: number): Picked {
  return { at, from: at, ...only(lineAt, at, at) };
}

/** The cursor goes to a line, and selects all from where the range began. Lines that aren't read can't be selected. */
export function pickedRange(lineAt: LineAt, before: Picked, at: number): Picked {
  const from = before.from ?? at;
  return { at, from, ...only(lineAt, from, at) };
}

/** The line is selected besides the others, or no longer. */
export function pickedBesides(lineAt: LineAt, before: Picked, at: number): Picked {
  const calls = new Map(before.calls);
  const line = lineAt(at);
  if (line.kind === 'call' && !calls.delete(line.row.call)) calls.set(line.row.call, line.row);
  return { at, from: at, calls, unread: before.unread };
}

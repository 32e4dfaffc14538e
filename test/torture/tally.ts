// What a part of the crash test has seen.

export type Tally = {
  readonly part: string;
  points: number;
  survived: number;
  /** Calls that a server received and that the record doesn't have. */
  unrecorded: number;
  /** Decisions, grants and revocations that were acknowledged and don't hold afterwards. */
  lost: number;
  readonly problems: string[];
};

export function newTally(part: string): Tally {
  return { part, points: 0, survived: 0, unrecorded: 0, lost: 0, problems: [] };
}

/** Counts a point: it was survived when nothing was found. */
export function takePoint(tally: Tally, problems: readonly string[]): void {
  tally.points += 1;
  if (problems.length === 0) tally.survived += 1;
  tally.problems.push(...problems.map((problem) => `${tally.part}, point ${tally.points}: ${problem}`));
}

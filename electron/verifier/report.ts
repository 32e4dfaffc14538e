import type { Anchor, Summary } from './entry.ts';
import { findingWords } from './finding.ts';
import type { HeadState, Outcome } from './verify-path.ts';
import { visible } from './visible.ts';

export type Report = {
  readonly text: string;
  readonly code: 0 | 1 | 2;
  readonly stream: 'stdout' | 'stderr';
};

type Given = { readonly key: string | null; readonly anchors: readonly Anchor[]; readonly json: boolean };

/** What is printed, and the exit code: 0 verified, 1 doesn't verify, 2 can't be read. */
export function reportOf(outcome: Outcome, given: Given): Report {
  switch (outcome.kind) {
    case 'not-read':
      return { text: `remit verify: ${visible(outcome.problem, 1000)}\n`, code: 2, stream: 'stderr' };
    case 'broken': {
      const { findings } = outcome;
      const lines = ["The record doesn't verify.", ...findings.map(findingWords)];
      const json = { verified: false, entry: findings[0]?.entry ?? null, findings };
      return { text: given.json ? jsonLine(json) : `${lines.join('\n')}\n`, code: 1, stream: 'stdout' };
    }
    case 'verified': {
      const { summary, head } = outcome;
      const json = { verified: true, ...summary, keyGiven: given.key !== null, head };
      const lines = given.json ? jsonLine(json) : `${summaryLines(summary, head, given).join('\n')}\n`;
      return { text: lines, code: 0, stream: 'stdout' };
    }
  }
}

function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function summaryLines(summary: Summary, head: HeadState, given: Given): readonly string[] {
  const { entries, first, last, prunes, leftOut, record, publicKey } = summary;
  const key =
    given.key === null ? 'claimed by the record itself: compare it, or give it with --key' : 'given';
  return [
    `verified ${count(entries, 'entry', 'entries')}`,
    `first: entry ${first?.seq ?? 0} of ${first?.at ?? 'never'}`,
    `last: entry ${last?.seq ?? 0} of ${last?.at ?? 'never'}, hash ${last?.hash ?? ''}`,
    ...(prunes === 0 ? [] : [`removals for age or size: ${count(prunes, 'signed note', 'signed notes')}`]),
    ...(leftOut === 0
      ? []
      : [`left out of the export: the content of ${count(leftOut, 'entry', 'entries')}`]),
    checkpointLine(summary),
    ...headLines(summary, head, given.anchors),
    `record: ${record ?? ''}`,
    `key: ${publicKey ?? ''} (${key})`,
  ];
}

function count(many: number, one: string, more: string): string {
  return `${many.toLocaleString('en')} ${many === 1 ? one : more}`;
}

function checkpointLine({ checkpoints, lastCheckpoint }: Summary): string {
  return lastCheckpoint === null
    ? 'checkpoints: none'
    : `checkpoints: ${checkpoints.toLocaleString('en')}, the last is entry ${lastCheckpoint}`;
}

function headLines(summary: Summary, head: HeadState, anchors: readonly Anchor[]): readonly string[] {
  if (head.kind === 'not-given') {
    const sure = Math.max(summary.lastCheckpoint ?? 0, ...anchors.map(({ seq }) => seq));
    const behind = sure === 0 ? 'at the end' : `behind the last checkpoint (entry ${sure})`;
    return [`head: no head was given: entries removed ${behind} can't be noticed`];
  }
  const line = `head: signed, names entry ${head.seq}`;
  const behind = (summary.last?.seq ?? 0) - head.seq;
  const unsigned = `note: ${count(behind, 'entry stands', 'entries stand')} behind it: Remit is just writing, or was cut off then, or somebody without the key put in what gives no authority`;
  const damaged = `note: one of the head's two slots doesn't count (cut off while it was written, or changed): entries removed behind entry ${head.seq} can't be noticed`;
  return [line, ...(behind > 0 ? [unsigned] : []), ...(head.damagedSlot ? [damaged] : [])];
}

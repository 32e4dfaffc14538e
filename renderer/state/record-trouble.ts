import type { BrokerSnapshot, RecordHealth, Snapshot } from '../../shared/contract/snapshot.ts';

export type RecordTrouble = Exclude<RecordHealth, { readonly kind: 'sound' }>;

export function brokerOf(snapshot: Snapshot | null): BrokerSnapshot | null {
  return snapshot?.guard.kind === 'up' ? snapshot.guard.broker : null;
}

/** What is wrong with the record; null while nothing is, and while that isn't known. */
export function recordTrouble(snapshot: Snapshot | null): RecordTrouble | null {
  const record = brokerOf(snapshot)?.record;
  return record === undefined || record.kind === 'sound' ? null : record;
}

/** `isKept`: the page says what has become of the record, and stays until the user has read it. */
type Shown = { readonly view: string | null; readonly isKept: boolean };

/**
 * The view that has to be shown when the record's health changes; null leaves the user where they are. A record that doesn't verify is found
 * when Remit starts, and comes first. One that can't be written for a while takes nothing away from what is being read.
 */
export function viewForHealth(
  before: Snapshot | null,
  now: Snapshot,
  shown: Shown,
): 'record' | 'history' | null {
  const trouble = recordTrouble(now);
  if (trouble === null) {
    const isOver = brokerOf(now) !== null && shown.view === 'record' && !shown.isKept;
    return isOver ? 'history' : null;
  }
  if (trouble.kind === 'unverified')
    return recordTrouble(before)?.kind === 'unverified' && shown.view !== null ? null : 'record';
  return shown.view === null ? 'record' : null;
}

// What the rest of Remit may ask of the open record. It never writes.

import { homedir } from 'node:os';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Call } from '../../shared/contract/call.ts';
import type { CallDetail, GrantRow } from '../../shared/contract/history.ts';
import { type CallId, instantOf, type Sha256 } from '../../shared/contract/ids.ts';
import type { RecordEntry } from '../../shared/contract/record-entry.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { RecordHealth, RecordProofView } from '../../shared/contract/snapshot.ts';
import { grantNamed, type RecordedGrant } from '../../shared/core/grants-from-record.ts';
import type { RecordSettings } from '../../shared/core/record-settings.ts';
import { originsOf } from './provenance.ts';
import type { Broken } from './record-check.ts';
import { CallReader } from './record-reader.ts';
import type { RecordedPass, RecordState, UnfinishedStanding } from './record-state.ts';
import type { RecordWriter } from './record-writer.ts';
import type { ToolCorrections } from './tool-corrections.ts';
import type { UsageLedger } from './usage-ledger.ts';

export type RecordReader = {
  /** Number of the newest entry. */
  readonly head: () => number;
  readonly health: () => RecordHealth;
  /** Which record it is, whose signature it bears, and where proof of it is kept; null where that can't be read. */
  readonly proof: () => RecordProofView | null;
  readonly settings: () => RecordSettings;
  readonly detail: (call: CallId) => CallDetail | null;
  /** The same, with where what it touches was first seen. */
  readonly wholeDetail: (call: CallId) => Promise<CallDetail | null>;
  /** The grants in force, with their use; those that ended stay out. */
  readonly grantRows: () => readonly GrantRow[];
  readonly heldGrants: () => readonly Grant[];
  /** All that were ever granted, with their use; none of a record that doesn't verify. */
  readonly recordedGrants: () => readonly RecordedGrant[];
  readonly pins: () => ReadonlyMap<string, Sha256>;
  /** What was last noted of tools that are pinned with another definition, and the agents that have made a call. */
  readonly noted: () => ReadonlyMap<string, Sha256>;
  readonly agents: () => ReadonlySet<string>;
  /** What had been used of the grants when the record was opened; from then on whoever holds it counts. */
  readonly usage: () => UsageLedger;
  readonly corrections: () => ToolCorrections;
  /** The calls of late, oldest first, as far as their arguments are in the record whole. */
  readonly recentCalls: (limit: number) => readonly Call[];
  /** Entries that say how calls were judged, newest first, from before an entry's number. */
  readonly judged: (before: number, limit: number) => readonly RecordEntry[];
  /** Calls that have no end: those of an earlier run were cut off with it, unless they may still pass. */
  readonly unfinished: () => ReadonlyMap<CallId, UnfinishedStanding>;
  /** What may still pass when its agent calls again; nothing of a record that doesn't verify. */
  readonly passes: () => ReadonlyMap<CallId, RecordedPass>;
  /** The app has opened this record before: then no scope file may add to it. */
  readonly usedByApp: () => boolean;
};

export type ReadingPorts = {
  readonly database: DatabaseSyncInstance;
  readonly state: RecordState;
  readonly writer: RecordWriter;
  readonly now: () => Date;
  readonly broken: Broken | null;
  readonly proof: () => RecordProofView | null;
};

export function recordReader({ database, state, writer, now, broken, proof }: ReadingPorts): RecordReader {
  const calls = new CallReader(database, (id) => grantNamed(state.fold, id), homedir());
  const usage = state.usage.ledger.copy();
  const inForce = (): readonly RecordedGrant[] =>
    broken === null ? state.grantsInForce(instantOf(now())) : [];
  return {
    head: () => writer.head,
    health: () => {
      if (broken !== null) return { kind: 'unverified', ...broken };
      return writer.problem === null ? { kind: 'sound' } : { kind: 'unwritable', problem: writer.problem };
    },
    proof,
    settings: () => state.settings,
    detail: (call) => calls.detail(call),
    wholeDetail: async (call) => {
      const detail = calls.detail(call);
      return detail === null ? null : { ...detail, origins: await originsOf(database, detail) };
    },
    grantRows: () => inForce().map(grantRow),
    heldGrants: () => inForce().map(({ grant }) => grant),
    recordedGrants: () => (broken === null ? [...state.fold.grants.values()] : []),
    pins: () => state.pins,
    noted: () => state.noted,
    agents: () => state.agents,
    usage: () => usage,
    corrections: () => state.corrections,
    // Where pages are damaged there may be no reading on; nothing is remembered of such a record anyway.
    recentCalls: (limit) => (broken === null ? calls.recent(limit) : []),
    judged: (before, limit) => (broken === null ? calls.judged(before, limit) : []),
    unfinished: () => new Map([...state.unfinished].map(([call, { standing }]) => [call, standing])),
    passes: () => new Map(broken === null ? state.passes : []),
    usedByApp: () => state.usedByApp,
  };
}

function grantRow({ grant, since, origin, uses, lastUsed }: RecordedGrant): GrantRow {
  return { grant, since, origin, uses, lastUsed, suspended: null };
}

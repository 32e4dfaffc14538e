// Opens the record: checks the whole chain, folds the grants out of it, and hands out one writer and one reader. A record that
// doesn't verify can be read, but nothing is appended to it and no grant in it is trusted.

import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Call } from '../../shared/contract/call.ts';
import type { CallDetail, GrantRow, HistoryPage, HistoryQuery } from '../../shared/contract/history.ts';
import { instantSchema, sha256Schema, type CallId, type Sha256 } from '../../shared/contract/ids.ts';
import { entryBodySchema, type EntryBody, type RecordEntry } from '../../shared/contract/record-entry.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { RecordHealth } from '../../shared/contract/snapshot.ts';
import {
  emptyFold,
  foldEntry,
  grantNamed,
  isInForce,
  type GrantFold,
  type RecordedGrant,
} from '../../shared/core/grants-from-record.ts';
import { CHAIN_START, linkText } from '../../shared/core/record-chain.ts';
import { eachRow, openDatabase, RECORD_FILE } from './record-database.ts';
import { CallReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';
import { sha256 } from './sha256.ts';
import { ToolCorrections } from './tool-corrections.ts';
import type { UsageLedger } from './usage-ledger.ts';
import { UsageReplay } from './usage-replay.ts';

/** What an opening pass over the record finds. */
type Opened = {
  readonly fold: GrantFold;
  /** Hash of each tool's definition as the user last accepted it, by server name, NUL, tool. */
  readonly pins: Map<string, Sha256>;
  readonly usage: UsageReplay;
  readonly corrections: ToolCorrections;
  /** Calls that have no end in the record: the last run was cut off while they were on their way. */
  readonly unfinished: Map<CallId, 'waiting' | 'sent'>;
  usedByApp: boolean;
  head: { seq: number; hash: string };
  broken: { seq: number; problem: string } | null;
};

export type RecordReader = {
  readonly head: () => number;
  readonly health: () => RecordHealth;
  readonly history: (query: HistoryQuery) => HistoryPage;
  readonly detail: (call: CallId) => CallDetail | null;
  /** The grants in force, with their use; those that ended stay out. */
  readonly grantRows: () => readonly GrantRow[];
  readonly heldGrants: () => readonly Grant[];
  /** All that were ever granted, with their use; none of a record that doesn't verify. */
  readonly recordedGrants: () => readonly RecordedGrant[];
  readonly pins: () => ReadonlyMap<string, Sha256>;
  /** What had been used of the grants when the record was opened; from then on whoever holds it counts. */
  readonly usage: () => UsageLedger;
  readonly corrections: () => ToolCorrections;
  /** The calls of late, oldest first, as far as their arguments are in the record whole. */
  readonly recentCalls: (limit: number) => readonly Call[];
  /** Entries that say how calls were judged, newest first, from before an entry's number. */
  readonly judged: (before: number, limit: number) => readonly RecordEntry[];
  readonly unfinished: () => ReadonlyMap<CallId, 'waiting' | 'sent'>;
  /** The app has opened this record before: then no scope file may add to it. */
  readonly usedByApp: () => boolean;
};

export type OpenRecord = {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  readonly close: () => Promise<void>;
};

/** Opens `<dir>/record.db`. `changed` hears of appended entries. The error is a sentence that names the file and the remedy. */
export function openRecord(
  dir: string,
  now: () => Date,
  changed: (entries: readonly RecordEntry[]) => void,
): Result<OpenRecord, string> {
  const database = openDatabase(dir, 'write');
  if (!database.ok) return database;
  const opened = readAll(database.value);
  const broken = opened.broken === null ? null : brokenWords(opened.broken);
  const writer = new RecordWriter(
    database.value,
    join(dir, `${RECORD_FILE}-wal`),
    opened.head,
    broken,
    now,
    (entries) => {
      for (const entry of entries) foldEntry(opened.fold, entry.seq, entry.at, entry.body);
      opened.head = {
        seq: entries.at(-1)?.seq ?? opened.head.seq,
        hash: entries.at(-1)?.hash ?? opened.head.hash,
      };
      changed(entries);
    },
  );
  return ok({ writer, reader: reader(database.value, opened, writer, now), close: () => writer.close() });
}

function brokenWords(broken: { seq: number; problem: string }): string {
  return `the record does not verify: entry ${broken.seq} ${broken.problem}; grants are suspended and calls refused until the record is restored or moved away`;
}

function reader(
  database: DatabaseSyncInstance,
  opened: Opened,
  writer: RecordWriter,
  now: () => Date,
): RecordReader {
  const calls = new CallReader(database, (id) => grantNamed(opened.fold, id), homedir());
  const inForce = (): readonly RecordedGrant[] => {
    if (opened.broken !== null) return [];
    const at = instantSchema.parse(now().toISOString());
    return [...opened.fold.grants.values()].filter((held) => isInForce(held, at));
  };
  return {
    head: () => opened.head.seq,
    health: () => health(opened, writer),
    history: (query) => calls.history(query),
    detail: (call) => calls.detail(call),
    grantRows: () =>
      inForce().map((held) => ({
        grant: held.grant,
        since: held.since,
        origin: held.origin,
        uses: held.uses,
        lastUsed: held.lastUsed,
        suspended: null,
      })),
    heldGrants: () => inForce().map((held) => held.grant),
    recordedGrants: () => (opened.broken === null ? [...opened.fold.grants.values()] : []),
    pins: () => opened.pins,
    usage: () => opened.usage.ledger,
    corrections: () => opened.corrections,
    recentCalls: (limit) => calls.recent(limit),
    judged: (before, limit) => calls.judged(before, limit),
    unfinished: () => opened.unfinished,
    usedByApp: () => opened.usedByApp,
  };
}

function health(opened: Opened, writer: RecordWriter): RecordHealth {
  if (opened.broken !== null) return { kind: 'unverified', ...opened.broken };
  return writer.problem === null ? { kind: 'sound' } : { kind: 'unwritable', problem: writer.problem };
}

/** One pass over all entries: chain and fold. It stops at the first entry that doesn't verify. */
function readAll(database: DatabaseSyncInstance): Opened {
  const opened: Opened = {
    fold: emptyFold(),
    pins: new Map(),
    usage: new UsageReplay(),
    corrections: new ToolCorrections(),
    unfinished: new Map(),
    usedByApp: false,
    head: { seq: 0, hash: CHAIN_START },
    broken: null,
  };
  try {
    for (const row of eachRow(database.prepare('SELECT seq, at, body, hash FROM entries ORDER BY seq'))) {
      const problem = takeRow(opened, row);
      if (problem !== null) {
        opened.broken = { seq: opened.head.seq + 1, problem };
        break;
      }
    }
  } catch (error) {
    opened.broken = { seq: opened.head.seq + 1, problem: `can't be read (${String(error)})` };
  }
  return opened;
}

function takeRow(opened: Opened, row: Readonly<Record<string, unknown>>): string | null {
  const { head } = opened;
  const seq = Number(row['seq']);
  const at = String(row['at']);
  const text = String(row['body']);
  if (seq !== head.seq + 1) return 'is missing';
  const hash = sha256(linkText(head.hash, seq, at, text));
  if (hash !== row['hash']) return 'is not what was written';
  const body = entryBodySchema.safeParse(JSON.parse(text));
  if (!body.success) return 'is of no known form';
  opened.head = { seq, hash };
  const instant = instantSchema.parse(at);
  foldEntry(opened.fold, seq, instant, body.data);
  opened.usage.take(instant, body.data);
  opened.corrections.take(body.data);
  takeBody(opened, body.data);
  return null;
}

function takeBody(opened: Opened, body: EntryBody): void {
  switch (body.kind) {
    case 'start':
      if (body.mode === 'app') opened.usedByApp = true;
      break;
    case 'definition':
      if (body.standing !== 'changed') {
        opened.pins.set(`${body.server.name}\u0000${body.tool}`, sha256Schema.parse(body.hash));
      }
      break;
    case 'call':
      opened.unfinished.set(body.call, body.verdict.kind === 'inside' ? 'sent' : 'waiting');
      break;
    case 'decision':
    case 'covered':
      opened.unfinished.set(body.call, 'sent');
      break;
    case 'refusal':
    case 'outcome':
      if (body.call !== null) opened.unfinished.delete(body.call);
      break;
    default:
      break;
  }
}

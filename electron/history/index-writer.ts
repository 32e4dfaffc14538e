// Puts entries of the record into the index: a row, its sets and its words for each call, made anew whenever something is said of it.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import {
  deciderSchema,
  outcomeSchema,
  standingSchema,
  type CallRow,
  type VerdictWord,
} from '../../shared/contract/history.ts';
import type { EntryBody, RecordEntry } from '../../shared/contract/record-entry.ts';
import {
  callGrants,
  callOutcome,
  callReaches,
  callRow,
  callVerdictWords,
  refusedMessageRow,
} from '../../shared/core/call-row.ts';
import { wholeGrant } from '../../shared/core/grants-from-record.ts';
import type { CallColumn, ColumnStore } from './column-store.ts';
import type { Granted } from './granted.ts';
import { prepareWrite, rowOf, rowsOf } from './index-file.ts';
import { hourValue, ownName, serverOf, toolName, type KeyStore } from './key-store.ts';
import { bytesOfSets, chunkOf, keyOfSet, setOf, setsIn, sideOfSet, type PartStore } from './part-store.ts';
import type { RecordSource } from './record-source.ts';
import type { TouchStore } from './touch-store.ts';
import { touchedBy } from './touched-by.ts';
import { PARTITION, partitionOf, type CallText, type TextStore } from './text-store.ts';

export type Stores = {
  readonly keys: KeyStore;
  readonly parts: PartStore;
  readonly columns: ColumnStore;
  readonly touches: TouchStore;
  readonly text: TextStore;
};

/** A word that nobody searches for, between texts that no phrase may span. */
const APART = ' \ue000 ';

/** One call as the index holds it. */
type Indexed = {
  readonly row: CallRow;
  readonly words: readonly VerdictWord[];
  readonly entries: readonly RecordEntry[];
};
function isOf<K extends EntryBody['kind']>(
  entry: RecordEntry,
  kind: K,
): entry is RecordEntry & { readonly body: Extract<EntryBody, { kind: K }> } {
  return entry.body.kind === kind;
}

function callOf({ body }: RecordEntry): string | null {
  return 'call' in body ? body.call : null;
}

export class IndexWriter {
  readonly #stores: Stores;
  readonly #source: RecordSource;
  readonly #granted: Granted;
  readonly #home: string;
  readonly #database: DatabaseSyncInstance;
  readonly #put: StatementSyncInstance;
  readonly #drop: StatementSyncInstance;
  readonly #sets: StatementSyncInstance;
  readonly #ofSeq: StatementSyncInstance;
  #nextId: number;

  constructor(
    database: DatabaseSyncInstance,
    stores: Stores,
    source: RecordSource,
    granted: Granted,
    home: string,
  ) {
    this.#database = database;
    this.#stores = stores;
    this.#source = source;
    this.#granted = granted;
    this.#home = home;
    this.#put = prepareWrite(
      database,
      'INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#drop = prepareWrite(database, 'DELETE FROM calls WHERE id = ?');
    this.#sets = database.prepare('SELECT sets FROM calls WHERE id = ?');
    this.#ofSeq = database.prepare('SELECT id FROM calls WHERE seq = ?');
    const last = rowOf(database.prepare('SELECT max(id) AS id FROM calls'))?.['id'];
    this.#nextId = Number(last ?? 0) + 1;
  }

  /** The chunk that the next new call belongs to. */
  get chunk(): number {
    return chunkOf(this.#nextId);
  }

  /** Takes in the entries up to `upTo` that weren't in the index yet. */
  take(entries: readonly RecordEntry[], upTo: number): void {
    const ofCall = new Map<string, RecordEntry[]>();
    for (const entry of entries) {
      this.#granted.take(entry);
      if (isOf(entry, 'session')) this.#noteSession(entry.body);
      const call = callOf(entry) ?? (isOf(entry, 'refusal') ? `entry ${entry.seq}` : null);
      if (call === null) continue;
      const known = ofCall.get(call);
      if (known === undefined) ofCall.set(call, [entry]);
      else known.push(entry);
    }
    for (const [call, found] of ofCall) {
      const [first] = found;
      if (first === undefined) continue;
      if (isOf(first, 'call')) this.#takeNew(found);
      else this.#takeMore(call, first, upTo);
    }
  }

  /** A session's agent and server, for messages that are refused in it before there is a call. */
  #noteSession(body: Extract<EntryBody, { kind: 'session' }>): void {
    this.#stores.keys.idOf('session', body.session, 0, toolName(body.server.name, body.agent.name));
  }

  #takeNew(entries: readonly RecordEntry[]): void {
    const made = this.#indexed(entries);
    if (made === null) return;
    const id = this.#nextId;
    this.#nextId += 1;
    this.#write(id, made, true);
  }

  /** Entries of a call that is in the index already, or of none at all. */
  #takeMore(call: string, first: RecordEntry, upTo: number): void {
    const entries = this.#source.ofCall(call, upTo);
    const begin = entries.find((entry) => entry.body.kind === 'call');
    if (begin === undefined) {
      if (isOf(first, 'refusal')) this.#takeRefusedMessage(first);
      return;
    }
    const id = rowOf(this.#ofSeq, begin.seq)?.['id'];
    const made = this.#indexed(entries);
    if (typeof id !== 'number' || made === null) return;
    this.#write(id, made, false);
  }

  #takeRefusedMessage(entry: RecordEntry & { readonly body: Extract<EntryBody, { kind: 'refusal' }> }): void {
    const { session } = entry.body;
    const label = session === null ? null : (this.#stores.keys.key('session', session)?.label ?? null);
    const server = label === null ? null : serverOf(label);
    const of = label === null || server === null ? null : { agent: ownName(label), server };
    const row = refusedMessageRow(entry, of);
    if (row === null) return;
    const id = this.#nextId;
    this.#nextId += 1;
    this.#write(id, { row, words: ['refused', 'invalid'], entries: [entry] }, true);
  }

  #indexed(entries: readonly RecordEntry[]): Indexed | null {
    const row = callRow(entries, (id) => this.#granted.named(id), this.#home);
    return row === null ? null : { row, words: callVerdictWords(entries), entries };
  }

  /** `isNew`: the index has nothing of this call yet. */
  #write(id: number, made: Indexed, isNew: boolean): void {
    const { keys, parts, columns, touches, text } = this.#stores;
    const { row } = made;
    const own = this.#ownKeys(row);
    const touched = touchedBy(callReaches(made.entries), keys, this.#home);
    const sets = [...this.#standing(made), ...touched.sets];
    if (isNew) {
      for (const key of this.#lasting(row, own)) parts.add(key, id);
      columns.noteCall(id, Date.parse(row.at), own);
    } else this.#leave(id, new Set(sets));
    for (const set of sets) parts.add(keyOfSet(set), id, sideOfSet(set));
    touches.put(id, touched.things, isNew);
    // A row that takes the place of another in one statement would make FTS5 write its words out for each call.
    if (!isNew) this.#drop.run(id);
    this.#putRow(id, row, own, sets);
    text.put(id, this.#text(made), isNew);
  }

  /** Takes a call out of the sets that it was in and isn't any more. */
  #leave(id: number, stays: ReadonlySet<number>): void {
    for (const set of setsIn(rowOf(this.#sets, id)))
      if (!stays.has(set)) this.#stores.parts.remove(keyOfSet(set), id, sideOfSet(set));
  }

  #putRow(
    id: number,
    row: CallRow,
    own: Readonly<Record<CallColumn, number>>,
    sets: readonly number[],
  ): void {
    this.#put.run(
      id,
      row.seq,
      Date.parse(row.at),
      row.call,
      own.agent,
      own.server,
      own.tool,
      own.session,
      own.task,
      standingSchema.options.indexOf(row.standing),
      deciderSchema.options.indexOf(row.by),
      outcomeSchema.options.indexOf(row.outcome),
      row.durationMs,
      JSON.stringify(row.touched),
      row.why,
      bytesOfSets(sets),
    );
  }

  /** Keys of what every call has one of. */
  #ownKeys(row: CallRow): Readonly<Record<CallColumn, number>> {
    const { keys } = this.#stores;
    return {
      agent: keys.idOf('agent', row.agent),
      server: keys.idOf('server', row.server),
      tool: keys.idOf('tool', toolName(row.server, row.tool)),
      session: keys.idOf('session', row.session),
      task: keys.idOf('task', row.task ?? ''),
    };
  }

  /** Keys of what doesn't change as more is said of the call. */
  #lasting(row: CallRow, own: Readonly<Record<CallColumn, number>>): readonly number[] {
    const { keys } = this.#stores;
    return [keys.idOf('all', ''), keys.idOf('hour', hourValue(Date.parse(row.at))), ...Object.values(own)];
  }

  /** The sets that the call is in by how it stands for now. */
  #standing({ row, words, entries }: Indexed): readonly number[] {
    const { keys } = this.#stores;
    const plain = [
      keys.idOf('by', row.by),
      keys.idOf('outcome', row.outcome),
      ...words.map((word) => keys.idOf('verdict', word)),
      ...this.#grantsOf(entries).map((grant) => keys.idOf('grant', grant)),
    ];
    return plain.map((key) => setOf(key, 'read'));
  }

  /** The grants that let the call through, each once however many of its parts it needed. */
  #grantsOf(entries: readonly RecordEntry[]): readonly string[] {
    const whole = callGrants(entries).map((id) => this.#granted.named(id)?.grant.id ?? wholeGrant(id));
    return [...new Set(whole)];
  }

  #text({ row, entries }: Indexed): CallText {
    const call = entries.find((entry) => isOf(entry, 'call'));
    const refusal = entries.find((entry) => isOf(entry, 'refusal'));
    const reason = refusal?.body.refusal.reason ?? '';
    return {
      what: [row.agent, row.server, row.tool].join(APART),
      args: call?.body.args.text ?? refusal?.body.message?.text ?? '',
      touched: row.touched.join(APART),
      why: reason === row.why ? row.why : [row.why, reason].join(APART),
      result: callOutcome(entries)?.result?.text ?? '',
    };
  }

  /** Takes out the calls whose entries were pruned: those before the record's first entry. */
  prune(firstSeq: number): void {
    const row = rowOf(this.#database.prepare('SELECT max(id) AS id FROM calls WHERE seq < ?'), firstSeq);
    if (typeof row?.['id'] !== 'number') return;
    const last = row['id'];
    const { keys, parts, columns, touches, text } = this.#stores;
    const border = rowsOf(
      this.#database.prepare('SELECT id FROM calls WHERE id >= ? AND id <= ?'),
      partitionOf(last) * PARTITION,
      last,
    );
    text.dropUpTo(
      last,
      border.map((call) => Number(call['id'])),
    );
    parts.dropUpTo(last);
    columns.dropBefore(last + 1);
    touches.dropBefore(last + 1);
    keys.flush();
    keys.dropUnused();
    prepareWrite(this.#database, 'DELETE FROM calls WHERE id <= ?').run(last);
  }
}

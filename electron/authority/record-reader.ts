// Reads the record for the windows and for the broker's start. It never writes.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { Buffer } from 'node:buffer';
import type { Call } from '../../shared/contract/call.ts';
import type { CallDetail } from '../../shared/contract/history.ts';
import { instantSchema, sha256Schema, type CallId } from '../../shared/contract/ids.ts';
import { entryBodySchema, type RecordEntry } from '../../shared/contract/record-entry.ts';
import { callDetail } from '../../shared/core/call-row.ts';
import { scanJson } from '../../shared/core/json-scan.ts';
import { isJsonObject, parseJson } from '../../shared/core/strict-json.ts';
import type { RecordedGrant } from '../../shared/core/grants-from-record.ts';
import { eachRow, type Row } from './record-database.ts';

/** An entry from its row; throws when the row doesn't hold one. */
export function entryFromRow(row: Row): RecordEntry {
  return {
    seq: Number(row['seq']),
    at: instantSchema.parse(row['at']),
    body: entryBodySchema.parse(JSON.parse(String(row['body']))),
    hash: sha256Schema.parse(row['hash']),
  };
}

/** The call that was judged, as the entry holds it; null when its arguments aren't as they were sent or it is no call. */
export function callOfEntry({ at, body }: RecordEntry): Call | null {
  if (body.kind !== 'call' || body.args.redactions !== undefined) return null;
  if (Buffer.byteLength(body.args.text) !== body.args.bytes) return null;
  const args = parseJson(body.args.text, scanJson(body.args.text, ''));
  if (!args.ok || !isJsonObject(args.value)) return null;
  const { call: id, session, task, agent, server, tool, digest, definition, reaches } = body;
  const known = { id, at, session, task, agent, server, tool, digest, definition, reaches };
  return { ...known, args: args.value, argsText: body.args.text, argsSha256: body.args.sha256 };
}

export class CallReader {
  readonly #ofCall: StatementSyncInstance;
  readonly #recent: StatementSyncInstance;
  readonly #judged: StatementSyncInstance;
  readonly #home: string;
  readonly #grantOf: (id: string) => RecordedGrant | null;
  // A statement doesn't keep its database alive: without this the collector would finalise it under us.
  readonly #database: DatabaseSyncInstance;

  /** Paths beneath `home` are shown with `~`; `''` shows them whole. */
  constructor(database: DatabaseSyncInstance, grantOf: (id: string) => RecordedGrant | null, home: string) {
    this.#database = database;
    this.#ofCall = database.prepare('SELECT seq, at, body, hash FROM entries WHERE call = ? ORDER BY seq');
    this.#recent = database.prepare(
      "SELECT seq, at, body, hash FROM entries WHERE kind = 'call' ORDER BY seq DESC LIMIT ?",
    );
    this.#judged = database.prepare(
      "SELECT seq, at, body, hash FROM entries WHERE kind IN ('call', 'covered', 'reading') AND seq < ? ORDER BY seq DESC LIMIT ?",
    );
    this.#grantOf = grantOf;
    this.#home = home;
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  detail(call: CallId): CallDetail | null {
    return callDetail(this.#entriesOf(call), this.#grantOf, this.#home);
  }

  /** Oldest first. A call whose arguments were cut isn't there. */
  recent(limit: number): readonly Call[] {
    const rows = [...eachRow(this.#recent, limit)].reverse();
    return rows.flatMap((row) => callOfEntry(entryFromRow(row)) ?? []);
  }

  /** Entries that say how calls were judged, newest first, from before entry `before`. */
  judged(before: number, limit: number): readonly RecordEntry[] {
    return [...eachRow(this.#judged, before, limit)].map(entryFromRow);
  }

  #entriesOf(call: string): readonly RecordEntry[] {
    return [...eachRow(this.#ofCall, call)].map(entryFromRow);
  }
}

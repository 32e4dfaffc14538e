// Reads the record for the index: read-only, a batch at a time, so that no long reading keeps the writer from putting its log away.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { instantSchema, sha256Schema } from '../../shared/contract/ids.ts';
import { entryBodySchema, type EntryKind, type RecordEntry } from '../../shared/contract/record-entry.ts';
import { emptyFold, foldEntry, type RecordedGrant } from '../../shared/core/grants-from-record.ts';
import { listsOf, rowOf } from './index-file.ts';

/** Kinds that say something of a call, or of the grants and sessions that its line names. */
const KINDS: ReadonlySet<string> = new Set<EntryKind>([
  'call',
  'prompt',
  'decision',
  'covered',
  'reading',
  'refusal',
  'outcome',
  'pass',
  'resumed',
  'grant',
  'revocation',
  'prune',
  'session',
]);

/** The kinds that the record has an index of, just as they stand there: otherwise every entry would be looked at. */
const GRANTS = "kind IN ('grant', 'revocation', 'prompt', 'prune')";

/** Entries in their order, without those that the index doesn't need; `last` is the place of the last one looked at. */
export type Batch = {
  readonly entries: readonly RecordEntry[];
  readonly last: { readonly seq: number; readonly hash: string };
};

/** What an entry is made of, in this order. */
const COLUMNS = 'seq, kind, at, body, hash';

/** An entry from its columns; null when it is none that this version knows. */
function entryOf([seq, kind, instant, text, chained]: readonly unknown[]): RecordEntry | null {
  if (!KINDS.has(String(kind))) return null;
  try {
    const body = entryBodySchema.safeParse(JSON.parse(String(text)));
    const at = instantSchema.safeParse(instant);
    const hash = sha256Schema.safeParse(chained);
    if (!body.success || !at.success || !hash.success) return null;
    return { seq: Number(seq), at: at.data, body: body.data, hash: hash.data };
  } catch {
    // Not JSON: it is for the verifier to say so.
    return null;
  }
}

export class RecordSource {
  readonly #database: DatabaseSyncInstance;
  readonly #after: StatementSyncInstance;
  readonly #ofCall: StatementSyncInstance;
  readonly #hash: StatementSyncInstance;
  readonly #ends: StatementSyncInstance;

  private constructor(database: DatabaseSyncInstance) {
    this.#database = database;
    this.#after = this.#prepared('WHERE seq > ? ORDER BY seq LIMIT ?');
    this.#ofCall = this.#prepared('WHERE call = ? AND seq <= ? ORDER BY seq');
    this.#hash = database.prepare('SELECT hash FROM entries WHERE seq = ?');
    this.#ends = database.prepare(
      'SELECT (SELECT min(seq) FROM entries) AS first, (SELECT max(seq) FROM entries) AS last',
    );
  }

  #prepared(which: string): StatementSyncInstance {
    const statement = this.#database.prepare(`SELECT ${COLUMNS} FROM entries ${which}`);
    statement.setReturnArrays(true);
    return statement;
  }

  /** Null when there is no record in `dir` yet. */
  static open(dir: string): RecordSource | null {
    const path = join(dir, 'record.db');
    if (!existsSync(path)) return null;
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      return new RecordSource(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** The places of the first and the last entry; 0 when there is none. */
  ends(): { readonly first: number; readonly last: number } {
    const row = rowOf(this.#ends);
    return { first: Number(row?.['first'] ?? 0), last: Number(row?.['last'] ?? 0) };
  }

  hashAt(seq: number): string | null {
    const row = rowOf(this.#hash, seq);
    return row === null ? null : String(row['hash']);
  }

  /** The next entries behind `seq`; null when there are none. */
  after(seq: number, limit: number): Batch | null {
    const rows = listsOf(this.#after, seq, limit);
    const last = rows.at(-1);
    if (last === undefined) return null;
    const entries = rows.flatMap((row) => entryOf(row) ?? []);
    return { entries, last: { seq: Number(last[0]), hash: String(last[4]) } };
  }

  /** The entries of one call up to `upTo`, in their order. */
  ofCall(call: string, upTo: number): readonly RecordEntry[] {
    return listsOf(this.#ofCall, call, upTo).flatMap((row) => entryOf(row) ?? []);
  }

  /** The oldest prune in the record; null when nothing was ever removed. */
  firstPrune(): RecordEntry | null {
    if (this.ends().first <= 1) return null;
    const [row] = listsOf(this.#prepared(`WHERE ${GRANTS} AND kind = 'prune' ORDER BY seq LIMIT 1`));
    return row === undefined ? null : entryOf(row);
  }

  /** Every grant that the record tells of, in the order in which they were made. */
  grants(): readonly RecordedGrant[] {
    const fold = emptyFold();
    const prune = this.firstPrune();
    if (prune !== null) foldEntry(fold, prune.seq, prune.at, prune.body);
    const rows = listsOf(this.#prepared(`WHERE ${GRANTS} AND kind IN ('grant', 'revocation') ORDER BY seq`));
    for (const { seq, at, body } of rows.flatMap((row) => entryOf(row) ?? [])) foldEntry(fold, seq, at, body);
    return [...fold.grants.values()].sort((a, b) => a.seq - b.seq);
  }

  close(): void {
    this.#database.close();
  }
}

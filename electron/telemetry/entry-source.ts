// Reads the record for sending: read-only, opened for each batch, so that nothing keeps the writer from putting its log away.

import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { instantSchema, sha256Schema } from '../../shared/contract/ids.ts';
import { entryBodySchema, type EntryBody } from '../../shared/contract/record-entry.ts';
import { subjectOf, type Subject } from './call-log.ts';
import { entryLog } from './entry-log.ts';
import type { Place } from './position-file.ts';

/** Bytes of the log records of one request; what stands around them is below 1 kB. */
const MAX_BYTES = 1_000_000;
/** The first entry's place, in which nothing was sent yet. */
export const START: Place = { seq: 0, hash: '' };

const rowSchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  kind: z.string(),
  call: z.string().nullable(),
  body: z.string(),
  hash: sha256Schema,
});
type EntryRow = z.infer<typeof rowSchema>;

/** Log records as JSON texts in the order of their entries; `last` is the place of the last of them. */
export type Batch = { readonly records: readonly string[]; readonly last: Place };

export type SourceInput = {
  /** The data folder. */
  readonly dir: string;
  readonly record: string;
  /** The folder that `~` stands for. */
  readonly home: string;
};

/** The entry as this version knows it, or null: whether it is right is for the verifier to say. */
function bodyOf(text: string): EntryBody | null {
  try {
    return entryBodySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export class EntrySource {
  readonly #input: SourceInput;
  /** What the calls of late were: most entries are about one of them. */
  readonly #subjects = new Map<string, Subject>();

  constructor(input: SourceInput) {
    this.#input = input;
  }

  /**
   * The next entries behind `place` and up to number `upTo`, at most `most` and 1 MB; null when there are none. A place that isn't in the
   * record, because an older copy of it was put back, leads to its beginning. Throws what the database says.
   */
  batch(place: Place, upTo: number, most: number): Batch | null {
    const path = join(this.#input.dir, 'record.db');
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      return this.#read(database, stands(database, place) ? place.seq : 0, upTo, most);
    } finally {
      database.close();
      this.#subjects.clear();
    }
  }

  #read(database: DatabaseSyncInstance, after: number, upTo: number, most: number): Batch | null {
    const next = database.prepare(
      'SELECT seq, at, kind, call, body, hash FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
    );
    const records: string[] = [];
    let last: Place | null = null;
    let bytes = 0;
    const rows: Iterable<unknown> = next.iterate(after, upTo, most);
    for (const found of rows) {
      const row = rowSchema.parse(found);
      const record = JSON.stringify(this.#logOf(database, row));
      bytes += Buffer.byteLength(record) + 1;
      if (bytes > MAX_BYTES && last !== null) break;
      records.push(record);
      last = { seq: row.seq, hash: row.hash };
    }
    return last === null ? null : { records, last };
  }

  #logOf(database: DatabaseSyncInstance, { seq, at, kind, call, body: stored, hash }: EntryRow) {
    const { record, home } = this.#input;
    const body = bodyOf(stored);
    if (body?.kind === 'call') this.#subjects.set(body.call, subjectOf(body));
    const subject = call === null ? null : this.#subject(database, call);
    return entryLog({ record, entry: { seq, at, hash }, kind, body, subject, home });
  }

  #subject(database: DatabaseSyncInstance, call: string): Subject | null {
    const known = this.#subjects.get(call);
    if (known !== undefined) return known;
    const found: unknown = database
      .prepare("SELECT body FROM entries WHERE call = ? AND kind = 'call' LIMIT 1")
      .get(call);
    const row = z.object({ body: z.string() }).safeParse(found);
    const body = row.success ? bodyOf(row.data.body) : null;
    if (body?.kind !== 'call') return null;
    const subject = subjectOf(body);
    this.#subjects.set(call, subject);
    return subject;
  }
}

/** Whether the record goes on from there. Entries that were removed for their age may be missing; others may not be another. */
function stands(database: DatabaseSyncInstance, { seq, hash }: Place): boolean {
  const found: unknown = database
    .prepare(
      'SELECT (SELECT hash FROM entries WHERE seq = ?) AS hash, (SELECT min(seq) FROM entries) AS first',
    )
    .get(seq);
  const row = z.object({ hash: z.string().nullable(), first: z.number().nullable() }).parse(found);
  return row.hash === null ? row.first !== null && seq < row.first : row.hash === hash;
}

// Every grant that a line of the history may name, kept in the index: also those whose entries the record has no longer, and those that
// were taken back since.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { instantSchema, requestIdSchema } from '../../shared/contract/ids.ts';
import type { RecordEntry } from '../../shared/contract/record-entry.ts';
import { grantSchema } from '../../shared/contract/scope.ts';
import {
  emptyFold,
  foldEntry,
  grantNamed,
  type RecordedGrant,
} from '../../shared/core/grants-from-record.ts';
import { prepareWrite, rowsOf } from './index-file.ts';
import type { RecordSource } from './record-source.ts';

const storedSchema = z.strictObject({
  seq: z.number().int(),
  at: instantSchema,
  request: requestIdSchema.nullable(),
  grant: grantSchema,
});
type Stored = z.infer<typeof storedSchema>;

export class Granted {
  readonly #fold = emptyFold();
  readonly #put: StatementSyncInstance;

  /** `isNew`: nothing of the record is in the index yet. */
  constructor(database: DatabaseSyncInstance, source: RecordSource, isNew: boolean) {
    this.#put = prepareWrite(database, 'INSERT INTO grants (stored) VALUES (?)');
    for (const row of rowsOf(database.prepare('SELECT stored FROM grants ORDER BY id')))
      this.#add(storedSchema.parse(JSON.parse(String(row['stored']))));
    // The oldest entries that are left may name grants whose own are gone; the first prune that is left hands those on.
    const prune = isNew ? source.firstPrune() : null;
    if (prune !== null) this.take(prune);
  }

  /** Takes the grants of an entry in. */
  take({ seq, at, body }: RecordEntry): void {
    if (body.kind === 'grant') this.#keep({ seq, at, request: body.request, grant: body.grant });
    if (body.kind !== 'prune') return;
    for (const { grant, seq: from, since, request } of body.carried.grants)
      this.#keep({ seq: from, at: since, request, grant });
  }

  #keep(stored: Stored): void {
    if (this.#fold.grants.has(stored.grant.id)) return;
    this.#add(stored);
    this.#put.run(JSON.stringify(stored));
  }

  #add({ seq, at, request, grant }: Stored): void {
    foldEntry(this.#fold, seq, at, { kind: 'grant', request, grant });
  }

  /** The grant that an id stands for: see `grantNamed`. */
  named(id: string): RecordedGrant | null {
    return grantNamed(this.#fold, id);
  }
}

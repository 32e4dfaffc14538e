// Removes the oldest entries once the user has said how many to keep. What was in force is written into the record first, signed, in place of
// what goes; the removal can be cut off anywhere, and is finished when the record is opened next.

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instantOf } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { RetentionChoice, RetentionPreview } from '../../shared/contract/record-setting.ts';
import { pruneEntry } from '../../shared/contract/record-proof.ts';
import { carriedText, pruneText, type ChainPlace } from '../../shared/core/record-chain.ts';
import { Prunable } from './prunable.ts';
import type { RecordIdentity } from './record-check.ts';
import { eachRow } from './record-database.ts';
import type { RecordKeys } from './record-keys.ts';
import type { RecordState } from './record-state.ts';
import type { RecordWriter } from './record-writer.ts';
import { previewOf } from './retention-preview.ts';
import { sha256 } from './sha256.ts';

/** Pages given back to the disk at once. */
const FREED_PAGES = 200;

export type RetentionPorts = {
  readonly database: DatabaseSyncInstance;
  readonly identity: RecordIdentity;
  readonly keys: RecordKeys;
  readonly state: RecordState;
  readonly writer: RecordWriter;
  readonly now: () => Date;
  /** See `RecordProof.secure`. */
  readonly secure: () => Promise<void>;
};

type Chosen = { readonly place: ChainPlace; readonly why: 'age' | 'size' };

export class Retention {
  readonly #ports: RetentionPorts;
  readonly #prunable: Prunable;
  #asked = 0;
  #running: Promise<number> | null = null;

  constructor(ports: RetentionPorts) {
    this.#ports = ports;
    this.#prunable = new Prunable(ports);
  }

  /** Removes what is too old or too much, batch by batch while nobody waits. Resolves with the number of entries that went. */
  run(): Promise<number> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** What `choice` would remove now, counted bit by bit while calls go on; a newer question ends an older one where it is. */
  async preview(choice: RetentionChoice): Promise<RetentionPreview> {
    this.#asked += 1;
    const asked = this.#asked;
    return previewOf(this.#prunable, choice, () => this.#asked === asked);
  }

  async #run(): Promise<number> {
    let removed = 0;
    for (;;) {
      if (!(await this.#idle())) return removed;
      const chosen = this.#choose();
      if (chosen === null) break;
      const before = this.#prunable.first();
      const written = await this.#ports.writer.appendMade(() => this.#entry(chosen));
      if (!written.ok || !(await this.#remove(chosen.place.seq))) return removed;
      removed += chosen.place.seq + 1 - before;
    }
    if (removed > 0) await this.#giveBack();
    return removed;
  }

  /** What can't be removed now is removed when the record is opened next. */
  async #remove(seq: number): Promise<boolean> {
    try {
      await this.#ports.secure();
      removeUpTo(this.#ports.database, seq);
      return true;
    } catch {
      return false;
    }
  }

  /** Waits until nothing is written; false when nothing can be any more. */
  async #idle(): Promise<boolean> {
    for (let tries = 0; tries < 1000; tries += 1) {
      if (this.#ports.writer.problem !== null) return false;
      if (this.#ports.writer.isIdle) return true;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return false;
  }

  #choose(): Chosen | null {
    const prunable = this.#prunable;
    const range = { first: prunable.first(), most: prunable.most() };
    const chosen = prunable.choose(this.#ports.state.settings.retention, range, prunable.size());
    if (chosen === null) return null;
    const { seq, why } = chosen;
    const [row] = eachRow(this.#ports.database.prepare('SELECT hash FROM entries WHERE seq = ?'), seq);
    return { place: { seq, hash: String(row?.['hash']) }, why };
  }

  #entry({ place, why }: Chosen): EntryBody {
    const { state, keys, identity, now } = this.#ports;
    const { record, publicKey, keyPlace } = identity;
    const carried = state.carried(instantOf(now()), keyPlace);
    const signature = keys.sign(pruneText(record, place, sha256(carriedText(carried))));
    return pruneEntry.parse({ kind: 'prune', record, ...place, publicKey, why, carried, signature });
  }

  /** Gives the space back to the disk, and removes what the log still holds. */
  async #giveBack(): Promise<void> {
    const { database } = this.#ports;
    while (this.#prunable.pragma('freelist_count') > 0 && (await this.#idle())) {
      const before = this.#prunable.pragma('freelist_count');
      database.exec(`PRAGMA incremental_vacuum(${FREED_PAGES})`);
      if (this.#prunable.pragma('freelist_count') >= before) break;
    }
    if (await this.#idle()) this.#ports.writer.emptyLog();
  }
}

/** Removes entries for good: their bytes are overwritten. All of them or none. */
export function removeUpTo(database: DatabaseSyncInstance, seq: number): void {
  database.exec('PRAGMA secure_delete=ON');
  database.prepare('DELETE FROM entries WHERE seq <= ?').run(seq);
}

// Verifies the record entry by entry when it is opened, and folds what is in force out of it: docs/record-format.md. It stops at the first
// entry that doesn't verify.

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instantSchema } from '../../shared/contract/ids.ts';
import { entryBodySchema, type EntryBody } from '../../shared/contract/record-entry.ts';
import type { BeginEntry, KeyPlace, PruneEntry } from '../../shared/contract/record-proof.ts';
import {
  carriedText,
  CHAIN_START,
  linkText,
  placeText,
  pruneText,
  type ChainPlace,
} from '../../shared/core/record-chain.ts';
import { CHECKPOINT_EVERY, givesAuthority } from './entry-batch.ts';
import { eachRow, type Row } from './record-database.ts';
import { signatureCheck } from './record-keys.ts';
import { RecordState } from './record-state.ts';
import { plainSha256, sha256 } from './sha256.ts';

/** Which record it is, and whose signatures count in it. */
export type RecordIdentity = {
  readonly record: string;
  readonly publicKey: string;
  readonly keyPlace: KeyPlace;
};
export type Broken = { readonly seq: number; readonly problem: string };

export class RecordCheck {
  readonly state = new RecordState();
  readonly #database: DatabaseSyncInstance;
  #identity: RecordIdentity | null = null;
  #check: (text: string, signature: string) => boolean = () => false;
  #begin: BeginEntry | null = null;
  #head: ChainPlace = { seq: 0, hash: CHAIN_START };
  #first = 1;
  #pruned = 0;
  #unsigned = 0;
  #unproved: number[] = [];

  constructor(database: DatabaseSyncInstance) {
    this.#database = database;
  }

  get identity(): RecordIdentity | null {
    return this.#identity;
  }

  /** The newest entry that verifies. */
  get head(): ChainPlace {
    return this.#head;
  }

  /** The `begin` entry, while it is there. */
  get begin(): BeginEntry | null {
    return this.#begin;
  }

  /** Entries up to here were removed; those that are still there are to be removed. */
  get pruned(): number {
    return this.#pruned;
  }

  /** Number of the first entry that is there. */
  get first(): number {
    return this.#first;
  }

  /** Entries since the last checkpoint. */
  get unsigned(): number {
    return this.#unsigned;
  }

  /** The first entry behind `seq` that gives authority and that no checkpoint covers. */
  unprovedBehind(seq: number): number | null {
    return this.#unproved.find((one) => one > seq) ?? null;
  }

  /** The check of a signature under the record's key. */
  get check(): (text: string, signature: string) => boolean {
    return this.#check;
  }

  /** Whether an entry that was verified is there with this hash, or was removed in good order. */
  holds({ seq, hash }: ChainPlace): boolean {
    if (seq <= this.#pruned) return true;
    if (seq > this.#head.seq) return false;
    return this.#hashAt(seq) === hash;
  }

  /** Goes through all entries; what is wrong with the first that doesn't verify, or null. */
  run(): Broken | null {
    try {
      this.#findStart();
      const all = this.#database.prepare('SELECT seq, at, kind, call, body, hash FROM entries ORDER BY seq');
      for (const row of eachRow(all)) {
        const problem = this.#takeRow(row);
        if (problem !== null) return { seq: this.#head.seq + 1, problem };
      }
      return this.#head.seq === 0 ? { seq: 1, problem: 'is missing' } : null;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return { seq: this.#head.seq + 1, problem: `can't be read (${cause})` };
    }
  }

  /** A record whose beginning was removed begins where one of its prunes says. */
  #findStart(): void {
    const [row] = eachRow(this.#database.prepare('SELECT min(seq) AS first FROM entries'));
    const first = Number(row?.['first'] ?? 1);
    if (first === 1) return;
    const prunes = this.#database.prepare("SELECT body FROM entries WHERE kind = 'prune' ORDER BY seq DESC");
    for (const { body: text } of eachRow(prunes)) {
      const body = bodyOf(String(text));
      if (body?.kind !== 'prune' || body.seq + 1 !== first) continue;
      const { record, publicKey, carried } = body;
      const check = signatureCheck(publicKey);
      if (!check(pruneText(record, body, sha256(carriedText(carried))), body.signature)) continue;
      this.#identity = { record, publicKey, keyPlace: carried.keyPlace };
      this.#check = check;
      this.#head = { seq: body.seq, hash: body.hash };
      this.#first = first;
      return;
    }
  }

  #takeRow(row: Row): string | null {
    const { seq, hash: previous } = this.#head;
    const at = String(row['at']);
    const text = String(row['body']);
    if (row['seq'] !== seq + 1) return 'is missing';
    const hash = plainSha256(linkText(previous, seq + 1, at, plainSha256(text)));
    if (hash !== row['hash']) return 'is not what was written';
    const body = bodyOf(text);
    const instant = instantSchema.safeParse(at);
    if (body === null || !instant.success) return 'is of no known form';
    if (row['kind'] !== body.kind || row['call'] !== ('call' in body ? body.call : null))
      return 'is listed as something else than it is';
    const problem = this.#proofProblem(seq + 1, body);
    if (problem !== null) return problem;
    this.#head = { seq: seq + 1, hash };
    this.state.take(seq + 1, instant.data, body);
    this.#count(body);
    return null;
  }

  #proofProblem(seq: number, body: EntryBody): string | null {
    if (seq === 1 && body.kind !== 'begin') return 'does not begin a record';
    switch (body.kind) {
      case 'begin':
        return this.#takeBegin(seq, body);
      case 'checkpoint': {
        const { record, signature } = body;
        const isNamed = body.seq === this.#head.seq && body.hash === this.#head.hash;
        const isSigned = this.#check(placeText('checkpoint', record, body), signature);
        return isNamed && isSigned && record === this.#identity?.record
          ? null
          : "is no checkpoint of this record's key";
      }
      case 'prune':
        return this.#pruneProblem(body);
      default:
        return null;
    }
  }

  #takeBegin(seq: number, body: BeginEntry): string | null {
    if (seq !== 1) return 'begins another record';
    const { record, publicKey, keyPlace } = body;
    this.#begin = body;
    this.#identity = { record, publicKey, keyPlace };
    this.#check = signatureCheck(publicKey);
    return null;
  }

  #pruneProblem(body: PruneEntry): string | null {
    const { record, publicKey, carried, signature } = body;
    const isSigned = this.#check(pruneText(record, body, sha256(carriedText(carried))), signature);
    const isOurs = record === this.#identity?.record && publicKey === this.#identity.publicKey;
    if (!isSigned || !isOurs) return "removes entries without this record's key";
    if (body.seq > this.#head.seq) return 'removes entries that come after it';
    if (body.seq >= this.#first && this.#hashAt(body.seq) !== body.hash)
      return 'removes another entry than the one that is there';
    this.#pruned = Math.max(this.#pruned, body.seq);
    return null;
  }

  #count(body: EntryBody): void {
    if (body.kind === 'checkpoint') {
      this.#unsigned = 0;
      this.#unproved = [];
      return;
    }
    this.#unsigned = Math.min(this.#unsigned + 1, CHECKPOINT_EVERY - 1);
    if (givesAuthority(body)) this.#unproved.push(this.#head.seq);
  }

  #hashAt(seq: number): unknown {
    const [row] = eachRow(this.#database.prepare('SELECT hash FROM entries WHERE seq = ?'), seq);
    return row?.['hash'];
  }
}

function bodyOf(text: string): EntryBody | null {
  try {
    const parsed = entryBodySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

// The entries of one transaction, linked to the chain one after the other, with a checkpoint wherever one is due.

import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { Instant } from '../../shared/contract/ids.ts';
import { entryBodySchema, type EntryBody, type RecordEntry } from '../../shared/contract/record-entry.ts';
import { bodyText, linkText, type ChainPlace } from '../../shared/core/record-chain.ts';
import { plainSha256, sha256 } from './sha256.ts';

/** A body with its canonical text, made when there is time for it: for an outcome that is while nobody waits. */
export type Written = { readonly body: EntryBody; readonly text: string };

/** Entries between two checkpoints, at most. */
export const CHECKPOINT_EVERY = 1000;

export function written(body: EntryBody): Written {
  try {
    return { body, text: bodyText(body) };
  } catch {
    const whole = withWholeCharacters(body);
    return { body: whole, text: bodyText(whole) };
  }
}

/** Half a surrogate pair has no canonical text. Agents and servers can say one, and nothing that they say may keep an entry out. */
function withWholeCharacters(body: EntryBody): EntryBody {
  const whole = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\ufffd') : value;
  return entryBodySchema.parse(JSON.parse(JSON.stringify(body), whole));
}

/**
 * Whether an entry gives or changes authority, or says that the user did. Such an entry is signed in the transaction that writes it: one
 * that stands unsigned at the record's end was put there by somebody else. A prune hands on what was in force: its own signature doesn't
 * say where it stands, so that an older one could be put in again. A scope begins anew to count what is used.
 */
export function givesAuthority(body: EntryBody): boolean {
  switch (body.kind) {
    case 'decision':
    case 'grant':
    case 'revocation':
    case 'profile':
    case 'setting':
    case 'pass':
    case 'scope':
    case 'prune':
      return true;
    case 'definition':
      return body.standing === 'accepted';
    default:
      return false;
  }
}

export class EntryBatch {
  readonly #insert: StatementSyncInstance;
  readonly #at: Instant;
  readonly #checkpoint: ((before: ChainPlace) => EntryBody) | null;
  /** The newest entry. */
  head: ChainPlace;
  /** Entries since the last checkpoint. */
  unsigned: number;
  /** All of the batch, in their order. */
  readonly entries: RecordEntry[] = [];

  constructor(
    start: { readonly head: ChainPlace; readonly unsigned: number },
    at: Instant,
    insert: StatementSyncInstance,
    checkpoint: ((before: ChainPlace) => EntryBody) | null,
  ) {
    this.head = start.head;
    this.unsigned = start.unsigned;
    this.#at = at;
    this.#insert = insert;
    this.#checkpoint = checkpoint;
  }

  /** Inserts the entries of one caller and gives them back. */
  put(bodies: readonly Written[]): readonly RecordEntry[] {
    const mine = bodies.map((one) => {
      const entry = this.#put(one);
      this.unsigned += 1;
      if (this.unsigned >= CHECKPOINT_EVERY - 1) this.sign();
      return entry;
    });
    if (bodies.some(({ body }) => givesAuthority(body))) this.sign();
    return mine;
  }

  /** Signs everything so far. */
  sign(): void {
    if (this.#checkpoint === null) return;
    this.#put(written(this.#checkpoint(this.head)));
    this.unsigned = 0;
  }

  #put({ body, text }: Written): RecordEntry {
    const seq = this.head.seq + 1;
    const hash = sha256(linkText(this.head.hash, seq, this.#at, plainSha256(text)));
    this.#insert.run(seq, this.#at, body.kind, 'call' in body ? body.call : null, text, hash);
    const entry: RecordEntry = { seq, at: this.#at, body, hash };
    this.head = { seq, hash };
    this.entries.push(entry);
    return entry;
  }
}

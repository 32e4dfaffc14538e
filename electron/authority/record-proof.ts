// Signs the record as it grows: checkpoints in it, the head beside it, anchors outside the data folder. Only what is synced is signed in the
// head, so that after a crash the database is never behind it.

import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { checkpointEntry } from '../../shared/contract/record-proof.ts';
import { placeText, type ChainPlace } from '../../shared/core/record-chain.ts';
import type { AnchorStore } from './record-anchor.ts';
import { signedPlace, type RecordHead } from './record-head.ts';
import type { RecordKeys } from './record-keys.ts';

/** While entries keep coming, the head is written this often, in ms. */
const HEAD_MS = 50;
/** And the anchors at most this often, in ms, when nothing has to be sure at once: they are synced, which holds up the record's own syncs. */
const ANCHOR_MS = 5000;
/** What no checkpoint signs yet, the anchors name after this time, in ms: an older copy of the record can hide no more than that. */
const ANCHOR_LATEST_MS = 60_000;

export type RecordProofPorts = {
  readonly record: string;
  readonly keys: RecordKeys;
  readonly head: RecordHead;
  readonly anchors: AnchorStore;
  /** The anchors' names: by the record, and by the folder. */
  readonly names: readonly string[];
  /** What was wrong with the anchors when the record was opened; it stands as long as it is open. */
  readonly anchorsFound: string | null;
};

export class RecordProof {
  readonly #ports: RecordProofPorts;
  /** The newest place that is synced. */
  #synced: ChainPlace;
  #headAt: number;
  #heading: Promise<void> = Promise.resolve();
  #anchorAt = 0;
  #anchoredAt = 0;
  #anchorDue = Infinity;
  #anchorTimer: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | null = null;
  #anchoring: Promise<void> = Promise.resolve();
  #anchorProblem: string | null = null;

  /** `synced` is the newest entry; `headAt` the one that the head's file names, which may lag behind after a crash. */
  constructor(ports: RecordProofPorts, synced: ChainPlace, headAt: number) {
    this.#ports = ports;
    this.#synced = synced;
    this.#headAt = headAt;
  }

  /** What is wrong with the anchors, or null. */
  get anchorProblem(): string | null {
    return this.#anchorProblem ?? this.#ports.anchorsFound;
  }

  /** The entry that signs the one before it. */
  checkpoint(before: ChainPlace): EntryBody {
    const { record, keys } = this.#ports;
    const signature = keys.sign(placeText('checkpoint', record, before));
    return checkpointEntry.parse({ kind: 'checkpoint', record, ...before, signature });
  }

  /** Everything up to here is synced. The head follows a little later, once for all that came meanwhile. */
  note(synced: ChainPlace): void {
    this.#synced = synced;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      // A head that lags behind is no harm: what must not be lost is confirmed, and that is told where it fails.
      this.#writeHead().catch(() => undefined);
    }, HEAD_MS);
  }

  /** Resolves when the head says that everything synced by now is there; rejects when it can't be written. */
  confirm(): Promise<void> {
    return this.#writeHead();
  }

  /** Resolves when that head is on the disk: an older one could name an entry that is removed now. Rejects when it can't be written. */
  async secure(): Promise<void> {
    await this.#writeHead();
    await this.#ports.head.sync();
  }

  /** Puts the anchors where the head is. Resolves in any case: a keychain that fails must not keep a grant from being revoked. */
  anchor(): Promise<void> {
    this.#anchoring = this.#anchoring.then(() => this.#writeAnchors());
    return this.#anchoring;
  }

  /** There are new entries: the anchors follow, soon when a checkpoint is among them (`isSigned`). */
  anchorInTime(isSigned: boolean): void {
    const now = performance.now();
    const due = isSigned ? Math.max(now, this.#anchoredAt + ANCHOR_MS) : now + ANCHOR_LATEST_MS;
    if (due >= this.#anchorDue) return;
    this.#anchorDue = due;
    clearTimeout(this.#anchorTimer);
    this.#anchorTimer = setTimeout(() => void this.#anchorDueNow(), due - now);
    this.#anchorTimer.unref();
  }

  /** Until it is done no other one is due: a keychain may take its time. What came meanwhile, or couldn't be written, is tried again. */
  async #anchorDueNow(): Promise<void> {
    await this.anchor();
    this.#anchorDue = Infinity;
    if (this.#synced.seq !== this.#anchorAt) this.anchorInTime(false);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    try {
      await this.#writeHead();
      await this.anchor();
    } finally {
      clearTimeout(this.#anchorTimer);
      await this.#ports.head.close();
    }
  }

  #writeHead(): Promise<void> {
    const place = this.#synced;
    if (place.seq === this.#headAt) return this.#heading;
    this.#headAt = place.seq;
    this.#heading = this.#ports.head.write(this.#signed(place)).catch((error: unknown) => {
      this.#headAt = 0;
      throw error;
    });
    return this.#heading;
  }

  async #writeAnchors(): Promise<void> {
    const place = this.#synced;
    if (place.seq === this.#anchorAt) return;
    const text = `${JSON.stringify(this.#signed(place))}\n`;
    try {
      for (const name of this.#ports.names) await this.#ports.anchors.write(name, text);
      this.#anchorAt = place.seq;
      this.#anchorProblem = null;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.#anchorProblem = `the record's anchor can't be written to ${this.#ports.anchors.place()} (${cause}): an older copy of the record would not be noticed`;
    }
    this.#anchoredAt = performance.now();
  }

  #signed(place: ChainPlace): ReturnType<typeof signedPlace> {
    return signedPlace(this.#ports.record, place, (text) => this.#ports.keys.sign(text));
  }
}

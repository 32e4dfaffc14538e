// `record.head`: the newest entry's place and hash, signed, outside the database: entries that are cut off its end are missed. Two slots are
// written in turn, so that a crash while one is written leaves the other.

import { Buffer } from 'node:buffer';
import { closeSync, existsSync, fsync, fsyncSync, openSync, readFileSync, write } from 'node:fs';
import { join } from 'node:path';
import { signedPlaceSchema, type SignedPlace } from '../../shared/contract/record-proof.ts';
import { placeText, type ChainPlace } from '../../shared/core/record-chain.ts';
import { writeDurably } from './write-durably.ts';

export const HEAD_FILE = 'record.head';
const SLOT = 512;

export type FoundHead =
  /** `slot` is the one that holds it; the other is the next to be written. */
  | { readonly kind: 'found'; readonly place: SignedPlace; readonly slot: 0 | 1 }
  | { readonly kind: 'missing' }
  /** No slot holds what the record's key has signed. */
  | { readonly kind: 'invalid' };

/** A signed place as it stands in a slot or an anchor. */
export function signedPlace(record: string, place: ChainPlace, sign: (text: string) => string): SignedPlace {
  const signature = sign(placeText('head', record, place));
  return signedPlaceSchema.parse({ record, seq: place.seq, hash: place.hash, signature });
}

/** The signed place that a text holds; null when it holds none of this record, or its signature is wrong. */
export function readPlace(
  text: string,
  record: string,
  check: (text: string, signature: string) => boolean,
): SignedPlace | null {
  const place = parsePlace(text);
  if (place?.record !== record) return null;
  return check(placeText('head', record, place), place.signature) ? place : null;
}

/** What a text says of a place, whoever signed it. */
export function parsePlace(text: string): SignedPlace | null {
  try {
    const parsed = signedPlaceSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The texts of the slots; null when there is no file. */
export function headSlots(dir: string): readonly [string, string] | null {
  const path = join(dir, HEAD_FILE);
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  return [bytes.toString('utf8', 0, SLOT), bytes.toString('utf8', SLOT, 2 * SLOT)];
}

export function findHead(
  dir: string,
  record: string,
  check: (text: string, signature: string) => boolean,
): FoundHead {
  const slots = headSlots(dir);
  if (slots === null) return { kind: 'missing' };
  const [first, second] = slots.map((text) => (text.endsWith('\n') ? readPlace(text, record, check) : null));
  if (first && (!second || first.seq >= second.seq)) return { kind: 'found', place: first, slot: 0 };
  return second ? { kind: 'found', place: second, slot: 1 } : { kind: 'invalid' };
}

export class RecordHead {
  readonly #file: number;
  #next: 0 | 1;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(file: number, next: 0 | 1) {
    this.#file = file;
    this.#next = next;
  }

  /** Opens the file of a record whose head was found. */
  static open(dir: string, slot: 0 | 1): RecordHead {
    return new RecordHead(openSync(join(dir, HEAD_FILE), 'r+'), slot === 0 ? 1 : 0);
  }

  /**
   * Makes the file of a new record: whole, since half a head would say that somebody has tampered with it. Both slots hold the place, so that
   * there is always a good one on the disk beside the one that is written.
   */
  static async create(dir: string, place: SignedPlace): Promise<RecordHead> {
    await writeDurably(join(dir, HEAD_FILE), slotText(place).repeat(2));
    return RecordHead.open(dir, 0);
  }

  /** Resolves when the place is in the file. One slot is written after the other, never both at once. */
  write(place: SignedPlace): Promise<void> {
    const slot = this.#next;
    this.#next = slot === 0 ? 1 : 0;
    const written = this.#writing.then(() => writeAt(this.#file, Buffer.from(slotText(place)), slot * SLOT));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Resolves when what was written is on the disk, whatever happens to the computer. */
  async sync(): Promise<void> {
    await this.#writing;
    await new Promise<void>((resolve, reject) => {
      fsync(this.#file, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    fsyncSync(this.#file);
    closeSync(this.#file);
  }
}

function slotText(place: SignedPlace): string {
  return `${JSON.stringify(place).padEnd(SLOT - 1)}\n`;
}

function writeAt(file: number, bytes: Buffer, at: number): Promise<void> {
  return new Promise((resolve, reject) => {
    write(file, bytes, 0, bytes.length, at, (error, count) => {
      if (error !== null) reject(error);
      else if (count < bytes.length) reject(new Error(`only ${count} bytes were written to ${HEAD_FILE}`));
      else resolve();
    });
  });
}

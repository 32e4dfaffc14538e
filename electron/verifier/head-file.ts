import { parseObject } from './json-object.ts';
import { readSigned, type Signed } from './proof-body.ts';

const SLOT = 512;

/** A signed head from its JSON text, or null. Only the one spelling counts: members in order, no spaces. */
export function readHead(text: string): Signed | null {
  const body = parseObject(text);
  const head = body === null ? null : readSigned(body, 'head');
  if (head === null) return null;
  const { record, seq, hash, signature } = head;
  return JSON.stringify({ record, seq, hash, signature }) === text ? head : null;
}

/** How many slots hold something, readable or not: the second one of a young record has never been written. */
export function writtenSlots(bytes: Uint8Array): number {
  const slots = [bytes.subarray(0, SLOT), bytes.subarray(SLOT)];
  return slots.filter((slot) => !/^[\0 \n]*$/.test(Buffer.from(slot).toString('latin1'))).length;
}

/** What a data folder has when `record.head` isn't there: no slots at all. */
export const MISSING_HEAD: readonly (Signed | null)[] = [];

/** The two slots of `record.head`; null for one that can't be read. Signatures are still to be checked. */
export function readHeadFile(bytes: Uint8Array): readonly (Signed | null)[] {
  return bytes.length === 2 * SLOT
    ? [readSlot(bytes.subarray(0, SLOT)), readSlot(bytes.subarray(SLOT))]
    : [null, null];
}

function readSlot(slot: Uint8Array): Signed | null {
  const text = Buffer.from(slot).toString('latin1');
  return text.endsWith('\n') ? readHead(text.slice(0, -1).replace(/ *$/, '')) : null;
}

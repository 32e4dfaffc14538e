// The bodies that carry proof, read strictly: a member that is missing or of another form makes the whole body unreadable.

import { digest } from './digest.ts';
import { canonical, isObject, type JsonObject } from './json-object.ts';

export type Begin = { readonly record: string; readonly publicKey: string };
/** A place in the record and what is signed about it. `text` is what the signature is over. */
export type Signed = {
  readonly record: string;
  readonly seq: number;
  readonly hash: string;
  readonly signature: string;
  readonly text: string;
};
export type Prune = Signed & { readonly publicKey: string };

export const RECORD_ID = /^[0-9a-f]{32}$/;
export const HEX_64 = /^[0-9a-f]{64}$/;
const AUTHORITY: ReadonlySet<unknown> = new Set([
  'decision',
  'grant',
  'revocation',
  'profile',
  'setting',
  'pass',
  'scope',
  'prune',
]);
const HEX_128 = /^[0-9a-f]{128}$/;

/** The text when it has that form. */
function formed(value: unknown, form: RegExp): string | null {
  return typeof value === 'string' && form.test(value) ? value : null;
}

/** Whether an entry is one that a checkpoint has to follow. */
export function givesAuthority({ kind, standing }: JsonObject): boolean {
  return AUTHORITY.has(kind) || (kind === 'definition' && standing === 'accepted');
}

export function isSeq(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

export function readBegin(body: JsonObject): Begin | null {
  const record = formed(body['record'], RECORD_ID);
  const publicKey = formed(body['publicKey'], HEX_64);
  const place = body['keyPlace'] === 'keychain' || body['keyPlace'] === 'file';
  if (record === null || publicKey === null || !place || body['format'] !== 2) return null;
  return isPrevious(body['previous']) ? { record, publicKey } : null;
}

function isPrevious(value: unknown): boolean {
  if (value === null) return true;
  if (!isObject(value) || typeof value['why'] !== 'string' || !isSeq(value['seq'])) return false;
  return formed(value['record'], RECORD_ID) !== null && formed(value['hash'], HEX_64) !== null;
}

/** A checkpoint's or a head's members; `what` is the word that its signed text begins with. */
export function readSigned(body: JsonObject, what: 'checkpoint' | 'head'): Signed | null {
  const record = formed(body['record'], RECORD_ID);
  const hash = formed(body['hash'], HEX_64);
  const signature = formed(body['signature'], HEX_128);
  const seq = body['seq'];
  if (record === null || hash === null || signature === null || !isSeq(seq)) return null;
  return { record, seq, hash, signature, text: `remit ${what}\n${record}\n${seq}\n${hash}` };
}

export function readPrune(body: JsonObject): Prune | null {
  const place = readSigned(body, 'checkpoint');
  const publicKey = formed(body['publicKey'], HEX_64);
  const { why, carried } = body;
  if (place === null || publicKey === null || (why !== 'age' && why !== 'size') || !isObject(carried))
    return null;
  const carriedHash = hashOf(carried);
  if (carriedHash === null) return null;
  const { record, seq, hash } = place;
  return { ...place, publicKey, text: `remit prune\n${record}\n${seq}\n${hash}\n${carriedHash}` };
}

function hashOf(value: unknown): string | null {
  try {
    return digest(canonical(value));
  } catch {
    return null;
  }
}

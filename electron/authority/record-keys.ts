// The record's key: Ed25519 (RFC 8032), made from a secret of 32 bytes, and a second key derived from the same secret for keyed hashes.

import { Buffer } from 'node:buffer';
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

/** A hash that nobody without the record's secret can make (HMAC with SHA-256, RFC 2104): 64 hex digits. Equal texts have equal ones. */
export type KeyedHash = (text: string) => string;

export const SECRET_BYTES = 32;
/** What stands before the 32 bytes of a key in its DER form (RFC 8410, 7 and 4). */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');

export function newSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

export class RecordKeys {
  /** The raw public key in hex. */
  readonly publicKey: string;
  readonly keyed: KeyedHash;
  readonly #private: KeyObject;

  constructor(secret: Buffer) {
    const der = Buffer.concat([PRIVATE_DER, secret]);
    this.#private = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.#private).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(PUBLIC_DER.length).toString('hex');
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'remit keyed hash', SECRET_BYTES));
    this.keyed = (text) => createHmac('sha256', key).update(text).digest('hex');
  }

  /** The signature of a text, in hex. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#private).toString('hex');
  }
}

/** Says whether a signature in hex is that of a text, under one public key in hex. */
export function signatureCheck(publicKey: string): (text: string, signature: string) => boolean {
  const der = Buffer.concat([PUBLIC_DER, Buffer.from(publicKey, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

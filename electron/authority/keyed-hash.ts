import { createHmac, type KeyObject } from 'node:crypto';

/** Hashes texts under a key, as hex of 64 digits: HMAC with SHA-256 (RFC 2104). */
export function keyedBy(key: KeyObject): (text: string) => string {
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

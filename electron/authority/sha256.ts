import type { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { sha256Schema, type Sha256 } from '../../shared/contract/ids.ts';

/** The same as `sha256`, for what is only hashed on: it isn't checked to be a hash, which costs more than making it. */
export function plainSha256(data: string): string {
  return hash('sha256', data, 'hex');
}

/** Lower-case hex SHA-256 of bytes, or of a text as UTF-8. */
export function sha256(data: string | Buffer): Sha256 {
  return sha256Schema.parse(hash('sha256', data, 'hex'));
}

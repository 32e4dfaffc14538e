import { createHash } from 'node:crypto';

/** Hex SHA-256 of a text's UTF-8 bytes, or of bytes. */
export function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

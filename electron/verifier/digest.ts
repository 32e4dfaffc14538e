import * as crypto from 'node:crypto';

/** Hex SHA-256 of a text's UTF-8 bytes, or of bytes. */
export function digest(data: string | Uint8Array): string {
  // Twice as fast for short texts; Node 20 has it from 20.12 on.
  if ('hash' in crypto) return crypto.hash('sha256', data, 'hex');
  return createDigest(data);
}

function createDigest(data: string | Uint8Array): string {
  return crypto.createHash('sha256').update(data).digest('hex');
}

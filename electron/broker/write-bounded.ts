import type { Buffer } from 'node:buffer';
import type { Writable } from 'node:stream';

/**
 * Writes to an agent; false when it is to be given time to read. One that leaves more unread than two of the largest messages is cut off:
 * what Remit says in its own name could otherwise fill the memory.
 */
export function writeBounded(out: Writable, bytes: Buffer | string, limit: number): boolean {
  if (out.destroyed || out.writableEnded) return true;
  const isTaken = out.write(bytes);
  if (out.writableLength > 2 * limit) out.destroy();
  return isTaken;
}

import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { ByteBudget } from './byte-budget.ts';
import { beginsHook, HOOK_START } from './hook-line.ts';

/** Bytes of one message. Larger than any SDK takes, small enough that a line without end can't fill the memory. */
export const MESSAGE_LIMIT = 32 * 1024 * 1024;
const HANDSHAKE_LIMIT = 65_536;

/** Reads the line that says who connects, and gives every byte after it to what `open` makes of that line; '' is a line that is too long. */
export function readFirstLine(
  socket: Socket,
  budget: ByteBudget,
  open: (line: string) => (chunk: Buffer) => void,
): void {
  socket.on('error', () => socket.destroy());
  const message = { giveUp: () => socket.destroy() };
  socket.once('close', () => budget.release(message));
  const pieces: Buffer[] = [];
  let size = 0;
  let limit = 0;
  let deliver: ((chunk: Buffer) => void) | null = null;
  socket.on('data', (chunk: Buffer) => {
    if (deliver !== null) return deliver(chunk);
    const end = chunk.indexOf(10);
    pieces.push(end === -1 ? chunk : chunk.subarray(0, end));
    size += chunk.length;
    if (limit === 0 && size >= HOOK_START.length)
      limit = beginsHook(Buffer.concat(pieces)) ? MESSAGE_LIMIT : HANDSHAKE_LIMIT;
    budget.hold(message, size);
    if (socket.destroyed || (end === -1 && size <= Math.max(limit, HOOK_START.length))) return;
    budget.release(message);
    const line = end === -1 ? '' : Buffer.concat(pieces).toString('utf8');
    pieces.length = 0;
    deliver = open(line);
    if (end !== -1 && end + 1 < chunk.length) deliver(chunk.subarray(end + 1));
  });
}

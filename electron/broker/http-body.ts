import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** A body as it came; `oversized` has the part that was read before the rest was dropped. */
export type HttpBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'oversized'; readonly head: Buffer }
  | { readonly kind: 'broken' };

const KEPT_HEAD = 8192;

/** Reads a whole body. Of one over the limit nothing more than its beginning is kept. */
export async function readBody(request: IncomingMessage, limit: number): Promise<HttpBody> {
  const pieces: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        pieces.push(chunk);
        return;
      }
      // The rest is read and dropped: a client that can't finish sending doesn't read why.
      resolve({ kind: 'oversized', head: Buffer.concat(pieces).subarray(0, KEPT_HEAD) });
      pieces.length = 0;
    });
    request.once('end', () => {
      if (size <= limit) resolve({ kind: 'whole', bytes: Buffer.concat(pieces) });
    });
    request.once('error', () => resolve({ kind: 'broken' }));
    request.once('close', () => resolve({ kind: 'broken' }));
  });
}

/** Why a body's headers are refused: what is judged has to be what the server reads. Null when they are fine. */
export function bodyProblem(request: IncomingMessage): string | null {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    return `its body is encoded (${encoding}): send it as it is`;
  const type = request.headers['content-type'] ?? '';
  if (!/^\s*application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type))
    return `its Content-Type is \`${type}\`: it has to be application/json, in UTF-8`;
  return null;
}

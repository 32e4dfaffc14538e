import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from './byte-budget.ts';

/** A body as it came; `oversized` has the part that was read before the rest was dropped. */
export type HttpBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | {
      readonly kind: 'oversized';
      readonly head: Buffer;
      /** It was within the limit, but came beside too many other large ones. */
      readonly isGivenUp: boolean;
    }
  | { readonly kind: 'broken' };

const KEPT_HEAD = 8192;

/** Reads a whole body. Of one over the limit, or that the budget gives up, nothing more than its beginning is kept. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  budget: ByteBudget | null = null,
): Promise<HttpBody> {
  const pieces: Buffer[] = [];
  let size = 0;
  let isOver = false;
  return new Promise((resolve) => {
    const over = (body: HttpBody): void => {
      isOver = true;
      budget?.release(message);
      pieces.length = 0;
      resolve(body);
    };
    // The rest is read and dropped: a client that can't finish sending doesn't read why.
    const drop = (isGivenUp: boolean): void =>
      over({ kind: 'oversized', head: Buffer.concat(pieces).subarray(0, KEPT_HEAD), isGivenUp });
    const message = { giveUp: () => drop(true) };
    request.on('data', (chunk: Buffer) => {
      if (isOver) return;
      size += chunk.length;
      if (size > limit) return drop(false);
      pieces.push(chunk);
      budget?.hold(message, size);
    });
    request.once('end', () => over({ kind: 'whole', bytes: Buffer.concat(pieces) }));
    request.once('error', () => over({ kind: 'broken' }));
    request.once('close', () => over({ kind: 'broken' }));
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

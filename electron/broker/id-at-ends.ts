// Finds the id of a message that is too large to be kept, so that its refusal reaches the request that waits for it.

import type { RpcId } from '../../shared/core/classify-message.ts';

/** The id of a message of which only both ends are kept: clients write it first or last. */
export function idAtEnds(head: string, tail: string): RpcId | null {
  const found =
    /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*("[\w.:-]{1,128}"|\d{1,15})\s*,/.exec(head) ??
    /,\s*"id"\s*:\s*("[\w.:-]{1,128}"|\d{1,15})\s*\}\s*$/.exec(tail);
  const [, id] = found ?? [];
  if (id === undefined) return null;
  return id.startsWith('"') ? id.slice(1, -1) : Number(id);
}

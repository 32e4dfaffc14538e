// The lines that Remit sends to an agent in its own name. A refused tool call is a tool result with `isError`, because clients show
// that to the model, which can then do something else; all else is a JSON-RPC error.

import type { Refusal } from '../contract/errors.ts';
import type { Answerable, RpcId } from './classify-message.ts';

/** JSON-RPC 2.0 section 5.1: -32000 to -32099 are the server's own. */
const REFUSED = -32000;
const INVALID_REQUEST = -32600;

/** What the agent reads. The model is told not to try again where trying again can't help. */
export function refusalText(refusal: Refusal): string {
  return refusal.code === 'still-waiting' ? refusal.reason : `Remit refused this call: ${refusal.reason}`;
}

/** How a request is answered of which no more is known than its id. */
export function answerTo(id: RpcId): Answerable {
  return { id, modern: false, answerAs: 'protocol-error' };
}

/** One line without its newline. `answer` is null when the message had no usable id: then the error's id is null (JSON-RPC 5). */
export function refusalReply(answer: Answerable | null, refusal: Refusal): string {
  const text = refusalText(refusal);
  if (answer === null || answer.answerAs === 'protocol-error') {
    const code = refusal.code === 'invalid-message' ? INVALID_REQUEST : REFUSED;
    return JSON.stringify({
      jsonrpc: '2.0',
      id: answer?.id ?? null,
      error: { code, message: text, data: { remit: refusal.code } },
    });
  }
  return JSON.stringify({
    jsonrpc: '2.0',
    id: answer.id,
    result: {
      content: [{ type: 'text', text }],
      isError: true,
      ...(answer.modern ? { resultType: 'complete' } : {}),
    },
  });
}

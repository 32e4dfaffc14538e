import type { PromptRequest } from '../../shared/contract/request.ts';

/**
 * Which question stands on the screen: the one that stood there while it still waits, else the one that took its place (the same call, read
 * anew, or another proposal for the same grant), else the oldest. Never swapped under the pointer.
 */
export function nextShown(
  shown: PromptRequest | null,
  waiting: readonly PromptRequest[],
): PromptRequest | null {
  return (
    waiting.find((request) => request.id === shown?.id) ??
    waiting.find((request) => shown !== null && aboutOf(request) === aboutOf(shown)) ??
    waiting[0] ??
    null
  );
}

function aboutOf(request: PromptRequest): string {
  return request.kind === 'call' ? `call ${request.call}` : `grant ${request.grant}`;
}

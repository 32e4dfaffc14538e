import type { ApprovalRequest } from '../../shared/contract/request.ts';

/**
 * Which question stands on the screen: the one that stood there while it still waits, else the one that took its place (the same call, read
 * anew), else the oldest. Never swapped under the pointer.
 */
export function nextShown(
  shown: Pick<ApprovalRequest, 'id' | 'call'> | null,
  waiting: readonly ApprovalRequest[],
): ApprovalRequest | null {
  return (
    waiting.find((request) => request.id === shown?.id) ??
    waiting.find((request) => request.call === shown?.call) ??
    waiting[0] ??
    null
  );
}

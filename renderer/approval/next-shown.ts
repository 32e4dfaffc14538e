import type { ApprovalRequest } from '../../shared/contract/request.ts';

/** Which question stands on the screen: the one that stood there while it still waits, else the oldest. Never swapped under the pointer. */
export function nextShown(shown: string | null, waiting: readonly ApprovalRequest[]): ApprovalRequest | null {
  return waiting.find((request) => request.id === shown) ?? waiting[0] ?? null;
}

import type { ApprovalBridge } from '../../shared/contract/ipc.ts';

function isBridge(value: unknown): value is ApprovalBridge {
  return typeof value === 'object' && value !== null && 'invoke' in value && 'onWaiting' in value;
}

/** The only way out of this document. */
export function approvalBridge(): ApprovalBridge {
  const bridge: unknown = Reflect.get(window, 'remit');
  if (!isBridge(bridge)) throw new Error('this document was opened outside of Remit');
  return bridge;
}

import type { AppBridge } from '../../shared/contract/ipc.ts';

function isBridge(value: unknown): value is AppBridge {
  return typeof value === 'object' && value !== null && 'invoke' in value && 'onSnapshot' in value;
}

/** The only way out of this document. */
export function appBridge(): AppBridge {
  const bridge: unknown = Reflect.get(window, 'remit');
  if (!isBridge(bridge)) throw new Error('this document was opened outside of Remit');
  return bridge;
}

import type { BrowserWindow } from 'electron';
import type { PushChannel, PushPayload } from '../../shared/contract/ipc.ts';

/** Sends to a window, if it is still there. */
export function push<C extends PushChannel>(
  window: BrowserWindow | null,
  channel: C,
  payload: PushPayload<C>,
): void {
  if (window === null || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channel, payload);
}

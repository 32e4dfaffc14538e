import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { AppBridge, InvokeChannel, PushPayload } from '../../shared/contract/ipc.ts';

const CHANNELS: readonly Extract<InvokeChannel, `app:${string}`>[] = [
  'app:snapshot',
  'app:history',
  'app:summary',
  'app:groups',
  'app:reach-map',
  'app:history-values',
  'app:saved-filters',
  'app:export',
  'app:detail',
  'app:authority',
  'app:grant-detail',
  'app:try-change',
  'app:apply-change',
  'app:propose-extension',
  'app:suggestions',
  'app:set-setting',
  'app:retention-preview',
  'app:begin-record',
  'app:agents',
  'app:protect-plan',
  'app:protect-apply',
  'app:prove',
  'app:add-project',
  'app:remove-project',
  'app:leave-finding',
  'app:pause',
  'app:try-it',
  'app:show-waiting',
];

const bridge: AppBridge = {
  invoke: async (channel, payload) => {
    if (!CHANNELS.includes(channel)) return { ok: false, problem: 'there is no such channel' };
    return ipcRenderer.invoke(channel, payload);
  },
  onSnapshot: (listener) => {
    const heard = (_event: IpcRendererEvent, snapshot: PushPayload<'app:snapshot-changed'>): void =>
      listener(snapshot);
    ipcRenderer.on('app:snapshot-changed', heard);
    return () => ipcRenderer.off('app:snapshot-changed', heard);
  },
  onShow: (listener) => {
    const heard = (_event: IpcRendererEvent, message: PushPayload<'app:show'>): void => listener(message);
    ipcRenderer.on('app:show', heard);
    return () => ipcRenderer.off('app:show', heard);
  },
};

contextBridge.exposeInMainWorld('remit', bridge);

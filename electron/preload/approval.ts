import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { ApprovalBridge, InvokeChannel, PushPayload } from '../../shared/contract/ipc.ts';

const CHANNELS: readonly Extract<InvokeChannel, `approval:${string}`>[] = [
  'approval:current',
  'approval:decide',
  'approval:correct',
  'approval:fit',
  'approval:shown',
];

const bridge: ApprovalBridge = {
  invoke: async (channel, payload) => {
    if (!CHANNELS.includes(channel)) return { ok: false, problem: 'there is no such channel' };
    return ipcRenderer.invoke(channel, payload);
  },
  onWaiting: (listener) => {
    const heard = (_event: IpcRendererEvent, message: PushPayload<'approval:waiting'>): void =>
      listener(message);
    ipcRenderer.on('approval:waiting', heard);
    return () => ipcRenderer.off('approval:waiting', heard);
  },
};

contextBridge.exposeInMainWorld('remit', bridge);

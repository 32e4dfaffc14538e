import { app, dialog, type BrowserWindow } from 'electron';
import type { Handlers } from '../ipc/serve.ts';
import type { BrokerProcess } from './broker-process.ts';

/** What the Agents window may ask for: the broker knows and does it all. Folders are picked in the system's own dialog. */
export function agentsHandlers(
  broker: BrokerProcess,
  window: () => BrowserWindow | null,
): Pick<
  Handlers,
  | 'app:agents'
  | 'app:protect-plan'
  | 'app:protect-apply'
  | 'app:prove'
  | 'app:add-project'
  | 'app:remove-project'
  | 'app:leave-finding'
> {
  return {
    'app:agents': async () => (await broker.ask('agents', { kind: 'agents' })).view,
    'app:protect-plan': async (order) => (await broker.ask('planned', { kind: 'protect-plan', order })).plan,
    'app:protect-apply': async ({ order, digest }) =>
      (await broker.ask('protected', { kind: 'protect-apply', order, digest })).done,
    'app:prove': async ({ agent }) => (await broker.ask('proved', { kind: 'prove', agent })).proofs,
    'app:add-project': async () => {
      const folder = await pickFolder(window());
      if (folder === null) return { problem: null };
      return { problem: (await broker.ask('chosen', { kind: 'project', folder, on: true })).problem };
    },
    'app:remove-project': async ({ folder }) => ({
      problem: (await broker.ask('chosen', { kind: 'project', folder, on: false })).problem,
    }),
    'app:leave-finding': async ({ id }) => {
      await broker.ask('chosen', { kind: 'leave-finding', id });
      return null;
    },
  };
}

async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: 'Add a project folder',
    defaultPath: app.getPath('home'),
    properties: ['openDirectory'],
  };
  const picked =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return picked.canceled ? null : (picked.filePaths[0] ?? null);
}

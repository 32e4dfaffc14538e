import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, Notification } from 'electron';
import type { Room } from '../shared/contract/ipc.ts';
import type { ApprovalRequest } from '../shared/contract/request.ts';
import type { Guard, Snapshot, TryIt } from '../shared/contract/snapshot.ts';
import { dataDirFrom } from './authority/data-dir.ts';
import { push } from './ipc/push.ts';
import { serveChannels } from './ipc/serve.ts';
import { AppWindow } from './shell/app-window.ts';
import { ApprovalWindow } from './shell/approval-window.ts';
import { BrokerProcess } from './shell/broker-process.ts';
import { lockDown, lockSession } from './shell/lockdown.ts';
import { ORIGINS, registerSchemes, serveDocuments } from './shell/schemes.ts';
import { Showcase } from './shell/showcase.ts';
import { TrayIcon } from './shell/tray.ts';
import { playScriptedAgent } from './try-it/scripted-agent.ts';

const flagAt = process.argv.indexOf('--data');
const dataDir = dataDirFrom({
  flag: flagAt === -1 ? undefined : process.argv[flagAt + 1],
  env: process.env,
  platform: process.platform,
  home: homedir(),
  cwd: process.cwd(),
});
app.setPath('userData', join(dataDir, 'window'));
registerSchemes();
lockDown();

if (!app.requestSingleInstanceLock()) {
  process.stderr.write(`Remit runs already for the data folder ${dataDir}: its window is shown instead.\n`);
  app.exit(0);
} else void app.whenReady().then(run);

function run(): void {
  const root = app.getAppPath();
  const assets = join(root, 'assets');
  serveDocuments(join(root, 'build', 'renderer'));
  lockSession();

  let guard: Guard = { kind: 'starting' };
  let tryIt: TryIt = { kind: 'idle' };
  let socket: string | null = null;
  const snapshot = (): Snapshot => ({ guard, tryIt });
  const changed = (): void => {
    tray.show(guard);
    push(appWindow.window, 'app:snapshot-changed', snapshot());
  };

  const appWindow = new AppWindow(
    join(root, 'build', 'preload-app.cjs'),
    join(assets, 'icon.png'),
    app.getPath('userData'),
  );
  const approval = new ApprovalWindow({
    preload: join(root, 'build', 'preload-approval.cjs'),
    notNow: (request) => {
      const decision = { request: request.id, digest: request.digest, answer: { kind: 'not-now' } } as const;
      void broker.ask('decided', { kind: 'decide', decision }).catch(() => undefined);
    },
    lost: () => broker.send({ kind: 'prompt-lost' }),
  });
  const showcase =
    process.env['REMIT_SHOWCASE'] === '1' ? new Showcase(join(root, 'build', 'screenshots')) : null;
  const broker = new BrokerProcess({
    program: join(root, 'build', 'broker.cjs'),
    dataDir,
    version: app.getVersion(),
    guardChanged: (now) => {
      guard = now;
      changed();
    },
    waitingChanged: (waiting) => {
      notify(waiting, approval);
      approval.setWaiting(waiting);
    },
    ready: (path) => {
      socket = path;
      if (showcase !== null) void startTryIt().then(() => showcase.finish(appWindow.window));
    },
    told: (line) => showcase?.told(line),
  });
  const tray = new TrayIcon({
    assets,
    open: () => (approval.waiting.length > 0 ? approval.show() : appWindow.open()),
    showWaiting: () => approval.show(),
    pause: (on) => broker.send({ kind: 'pause', on }),
    quit: () => app.quit(),
  });

  async function startTryIt(): Promise<void> {
    if (socket === null || tryIt.kind === 'running') return;
    await playScriptedAgent({
      serverEntry: join(
        root,
        'node_modules',
        '@modelcontextprotocol',
        'server-filesystem',
        'dist',
        'index.js',
      ),
      prepare: async (folder, command, args) =>
        (await broker.ask('try-it', { kind: 'try-it', folder, command, args })).problem,
      socket,
      changed: (state) => {
        tryIt = state;
        showcase?.tryIt(state);
        changed();
      },
    });
  }

  const isFrom = (event: Electron.IpcMainInvokeEvent, room: Room): boolean => {
    const window = room === 'app' ? appWindow.window : approval.window;
    const frame = event.senderFrame;
    if (window === null || window.isDestroyed() || frame === null || frame !== window.webContents.mainFrame)
      return false;
    return frame.url === `${ORIGINS[room]}/index.html`;
  };
  serveChannels(
    {
      'app:snapshot': () => snapshot(),
      'app:history': async (query) => (await broker.ask('history', { kind: 'history', query })).page,
      'app:detail': async ({ call }) => (await broker.ask('detail', { kind: 'detail', call })).detail,
      'app:revoke': async ({ grant }) => ({
        problem: (await broker.ask('revoked', { kind: 'revoke', grant })).problem,
      }),
      'app:pause': ({ on }) => {
        broker.send({ kind: 'pause', on });
        return null;
      },
      'app:try-it': () => {
        void startTryIt();
        return null;
      },
      'app:show-waiting': () => {
        approval.show();
        return null;
      },
      'approval:current': () => ({ waiting: approval.waiting }),
      'approval:decide': async (decision) => {
        const early = approval.tooEarly(decision);
        if (early !== null) return { problem: early };
        return { problem: (await broker.ask('decided', { kind: 'decide', decision })).problem };
      },
      'approval:shown': ({ request, digest }) => {
        approval.noteShown(request, digest);
        showcase?.shown(approval.window);
        return null;
      },
    },
    isFrom,
  );

  app.on('second-instance', () => appWindow.open());
  app.on('activate', () => appWindow.open());
  // The tray keeps the app: closing its window doesn't end it.
  app.on('window-all-closed', () => undefined);
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void broker.stop().then(() => {
      ended = true;
      approval.quit();
      app.quit();
    });
  });
  broker.start();
  if (!process.argv.includes('--hidden') || !tray.exists) appWindow.open();
}

/** Names the agent and the tool, and nothing of the arguments: a notification is read by whoever stands behind the user. */
function notify(waiting: readonly ApprovalRequest[], approval: ApprovalWindow): void {
  const fresh = waiting.filter((request) => !approval.waiting.some((known) => known.id === request.id));
  const [first] = fresh;
  if (first === undefined || !Notification.isSupported()) return;
  const notification = new Notification({
    title: 'Remit asks',
    body: `${first.agent.name}: ${first.server.name} > ${first.tool}`,
  });
  notification.on('click', () => approval.show());
  notification.show();
}

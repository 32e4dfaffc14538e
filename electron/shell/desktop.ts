import { join } from 'node:path';
import { app, Notification } from 'electron';
import type { ExportQuery, ExportReply } from '../../shared/contract/history-export.ts';
import type { Room } from '../../shared/contract/ipc.ts';
import type { PromptRequest } from '../../shared/contract/request.ts';
import type { Guard, Snapshot, TryIt } from '../../shared/contract/snapshot.ts';
import { push } from '../ipc/push.ts';
import { serveChannels, type Handlers } from '../ipc/serve.ts';
import { playScriptedAgent } from '../try-it/scripted-agent.ts';
import { agentsHandlers } from './agents-handlers.ts';
import { authorityHandlers } from './authority-handlers.ts';
import { AppWindow } from './app-window.ts';
import { ApprovalWindow } from './approval-window.ts';
import { BrokerProcess } from './broker-process.ts';
import { lockSession } from './lockdown.ts';
import { NewsNotices } from './news-notices.ts';
import { pickExportFile } from './pick-export-file.ts';
import { ORIGINS, serveDocuments } from './schemes.ts';
import { SavedFilterFile } from './saved-filters.ts';
import { Showcase } from './showcase.ts';
import { TrayIcon } from './tray.ts';

/** Why the user gives up a record: what was found to be wrong with it. */
function brokenWords(guard: Guard): string {
  const record = guard.kind === 'up' ? guard.broker.record : null;
  if (record?.kind !== 'unverified') return 'the user began a new one';
  return `it did not verify: entry ${record.seq} ${record.problem}`.slice(0, 1000);
}

/** The parts of the app that is ready, wired: windows, tray, the broker's process. It shows and relays; it decides nothing. */
export class Desktop {
  readonly #root = app.getAppPath();
  readonly #appWindow: AppWindow;
  readonly #approval: ApprovalWindow;
  readonly #broker: BrokerProcess;
  readonly #tray: TrayIcon;
  readonly #showcase: Showcase | null;
  readonly #notices = new NewsNotices(() => this.#showAgents());
  readonly #savedFilters = new SavedFilterFile(app.getPath('userData'));
  #guard: Guard = { kind: 'starting' };
  #tryIt: TryIt = { kind: 'idle' };
  #socket: string | null = null;
  #ended = false;

  /** `showcase`: nobody is there, so the app plays its first-run page and ends. */
  constructor(dataDir: string, showcase: boolean) {
    serveDocuments(this.#at('build', 'renderer'));
    lockSession();
    const pictures = app.isPackaged ? join(dataDir, 'screenshots') : this.#at('build', 'screenshots');
    this.#showcase = showcase ? new Showcase(pictures) : null;
    this.#appWindow = new AppWindow(
      this.#at('build', 'preload-app.cjs'),
      this.#at('assets', 'icon.png'),
      app.getPath('userData'),
    );
    this.#approval = new ApprovalWindow({
      preload: this.#at('build', 'preload-approval.cjs'),
      notNow: (request) => this.#notNow(request),
      lost: () => this.#broker.send({ kind: 'prompt-lost' }),
    });
    this.#broker = this.#brokerProcess(dataDir);
    this.#tray = new TrayIcon({
      assets: this.#at('assets'),
      open: () => (this.#approval.waiting.length > 0 ? this.#approval.show() : this.#appWindow.open()),
      showWaiting: () => this.#approval.show(),
      showAgents: () => this.#showAgents(),
      pause: (on) => this.#broker.send({ kind: 'pause', on }),
      quit: () => app.quit(),
    });
  }

  /** Begins to guard. With `hidden` no window opens, as long as there is a tray icon to open one from. */
  start(hidden: boolean): void {
    serveChannels(this.#handlers(), (event, room) => this.#isFrom(event, room));
    app.on('second-instance', () => this.#appWindow.open());
    app.on('activate', () => this.#appWindow.open());
    // The tray keeps the app: closing its window doesn't end it.
    app.on('window-all-closed', () => undefined);
    app.on('before-quit', (event) => this.#beforeQuit(event));
    this.#broker.start();
    if (!hidden || !this.#tray.exists) this.#appWindow.open();
  }

  #at(...parts: readonly string[]): string {
    return join(this.#root, ...parts);
  }

  #brokerProcess(dataDir: string): BrokerProcess {
    return new BrokerProcess({
      program: this.#at('build', 'broker.cjs'),
      dataDir,
      version: app.getVersion(),
      guardChanged: (guard) => {
        this.#guard = guard;
        if (this.#showcase === null) this.#notices.take(guard);
        this.#changed();
      },
      waitingChanged: (questions) => {
        this.#notify(questions.waiting);
        this.#approval.setWaiting(questions);
      },
      ready: (socket) => {
        this.#socket = socket;
        if (this.#showcase !== null) {
          const showcase = this.#showcase;
          void this.#startTryIt().then(() => showcase.finish(this.#appWindow.window));
        }
      },
      told: (line) => this.#showcase?.told(line),
    });
  }

  #snapshot(): Snapshot {
    return { guard: this.#guard, tryIt: this.#tryIt };
  }

  #changed(): void {
    this.#tray.show(this.#guard);
    push(this.#appWindow.window, 'app:snapshot-changed', this.#snapshot());
  }

  /** A window that has just been made is told once it has drawn itself. */
  #showAgents(): void {
    const window = this.#appWindow.open();
    const show = (): void => push(window, 'app:show', { view: 'agents' });
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', show);
    else show();
  }

  #notNow(request: PromptRequest): void {
    const decision = { request: request.id, digest: request.digest, answer: { kind: 'not-now' } } as const;
    void this.#broker.ask('decided', { kind: 'decide', decision }).catch(() => undefined);
  }

  async #startTryIt(): Promise<void> {
    if (this.#socket === null || this.#tryIt.kind === 'running') return;
    await playScriptedAgent({
      // Plain Node runs it, which can't look into the app's archive.
      serverEntry: this.#at('build', 'try-it-server.mjs').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'),
      prepare: async (folder, command, args) =>
        (await this.#broker.ask('try-it', { kind: 'try-it', folder, command, args })).problem,
      socket: this.#socket,
      changed: (state) => {
        this.#tryIt = state;
        this.#showcase?.tryIt(state);
        this.#changed();
      },
    });
  }

  /** A message counts only from the main frame of the right window, at the right document. */
  #isFrom(event: Electron.IpcMainInvokeEvent, room: Room): boolean {
    const window = room === 'app' ? this.#appWindow.window : this.#approval.window;
    const frame = event.senderFrame;
    if (window === null || window.isDestroyed() || frame === null) return false;
    return frame === window.webContents.mainFrame && frame.url === `${ORIGINS[room]}/index.html`;
  }

  #handlers(): Handlers {
    const broker = this.#broker;
    return {
      'app:snapshot': () => this.#snapshot(),
      'app:history': async (query) => (await broker.ask('history', { kind: 'history', query })).page,
      'app:summary': async (query) => (await broker.ask('summary', { kind: 'summary', query })).summary,
      'app:groups': async (query) => (await broker.ask('groups', { kind: 'groups', query })).page,
      'app:reach-map': async (query) => (await broker.ask('reach-map', { kind: 'reach-map', query })).map,
      'app:history-values': async (query) =>
        (await broker.ask('history-values', { kind: 'history-values', query })).values,
      'app:detail': async ({ call }) => (await broker.ask('detail', { kind: 'detail', call })).detail,
      'app:pause': ({ on }) => {
        broker.send({ kind: 'pause', on });
        return null;
      },
      'app:try-it': () => {
        void this.#startTryIt();
        return null;
      },
      'app:show-waiting': () => {
        this.#approval.show();
        return null;
      },
      'app:saved-filters': ({ set }) => this.#savedFilters.filters(set),
      'app:export': (query) => this.#export(query),
      ...this.#recordHandlers(),
      ...authorityHandlers(broker),
      ...agentsHandlers(broker, () => this.#appWindow.window),
      ...this.#approvalHandlers(),
    };
  }

  async #export(query: ExportQuery): Promise<ExportReply> {
    const picked = await pickExportFile(this.#appWindow.window, query.format);
    if (picked === null) return { path: null, problem: null };
    const { done } = await this.#broker.ask('exported', { kind: 'export', order: { ...query, ...picked } });
    return { path: done.problem === null ? picked.path : null, problem: done.problem };
  }

  /** What the window may ask about the record as a whole. */
  #recordHandlers(): Pick<Handlers, 'app:set-setting' | 'app:retention-preview' | 'app:begin-record'> {
    const broker = this.#broker;
    return {
      'app:set-setting': async (setting) => {
        const { problem } = await broker.ask('setting-set', { kind: 'set-setting', setting });
        return { problem };
      },
      'app:retention-preview': async (retention) =>
        (await broker.ask('retention-preview', { kind: 'retention-preview', retention })).preview,
      'app:begin-record': async () => {
        const question = { kind: 'begin-record', why: brokenWords(this.#guard) } as const;
        const { aside, problem } = await broker.ask('record-begun', question);
        return { aside, problem };
      },
    };
  }

  /** What the prompt's document may ask for. */
  #approvalHandlers(): Pick<Handlers, Extract<keyof Handlers, `approval:${string}`>> {
    const broker = this.#broker;
    return {
      'approval:current': () => this.#approval.questions,
      'approval:decide': async (decision) => {
        const early = this.#approval.tooEarly(decision);
        if (early !== null) return { problem: early };
        return { problem: (await broker.ask('decided', { kind: 'decide', decision })).problem };
      },
      'approval:correct': async (correction) => {
        const { request, digest } = correction;
        // It can widen what a grant covers, and so counts as an answer that allows.
        const early = this.#approval.tooEarly({ request, digest, answer: { kind: 'allow-once' } });
        if (early !== null) return { problem: early };
        return { problem: (await broker.ask('corrected', { kind: 'correct', correction })).problem };
      },
      'approval:fit': ({ height }) => {
        this.#approval.fit(height);
        return null;
      },
      'approval:shown': ({ request, digest }) => {
        this.#approval.noteShown(request, digest);
        this.#showcase?.shown(this.#approval.window);
        return null;
      },
    };
  }

  #beforeQuit(event: Electron.Event): void {
    if (this.#ended) return;
    event.preventDefault();
    void this.#broker.stop().then(() => {
      this.#ended = true;
      this.#approval.quit();
      app.quit();
    });
  }

  /** Names the agent and the tool, and nothing of the arguments: a notification is read by whoever stands behind the user. */
  #notify(waiting: readonly PromptRequest[]): void {
    const known = new Set(this.#approval.waiting.map((request) => request.id));
    // What the user has just proposed in the window is no news.
    const first = waiting.find((request) => request.kind === 'call' && !known.has(request.id));
    if (first?.kind !== 'call' || this.#showcase !== null || !Notification.isSupported()) return;
    const body = `${first.agent.name}: ${first.server.name} > ${first.tool}`;
    const notification = new Notification({ title: 'Remit asks', body });
    notification.on('click', () => this.#approval.show());
    notification.show();
  }
}

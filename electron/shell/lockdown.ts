import { app, session, type WebContents, type WebPreferences } from 'electron';
import { ORIGINS } from './schemes.ts';

/** The preferences of every window. A pin test holds them. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** No page goes anywhere, opens anything, asks for anything, or reaches the network: the windows need none of it. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Has to be called once the app is ready. */
export function lockSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setSpellCheckerEnabled(false);
  const own = [...Object.values(ORIGINS).map((origin) => `${origin}/`), 'devtools://', 'data:'];
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !own.some((start) => details.url.startsWith(start)) });
  });
}

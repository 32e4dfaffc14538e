// An Electron app with nothing but the window's document, under the same policy and permissions as in Remit.

import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { lockDown, lockSession } from '../../../electron/shell/lockdown.ts';
import { ORIGINS, registerSchemes, serveDocuments } from '../../../electron/shell/schemes.ts';

registerSchemes();
lockDown();
void app.whenReady().then(() => {
  serveDocuments(join(__dirname, 'documents'));
  lockSession();
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    useContentSize: true,
    backgroundColor: '#888888',
  });
  void window.loadURL(`${ORIGINS.app}/index.html`);
});

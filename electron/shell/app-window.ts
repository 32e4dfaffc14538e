import { BrowserWindow, nativeTheme } from 'electron';
import Store from 'electron-store';
import { webPreferences } from './lockdown.ts';
import { ORIGINS } from './schemes.ts';

type Place = { readonly width: number; readonly height: number };

/** The window with History and Authority: made when it is first wanted, remembered in size, gone when it is closed. */
export class AppWindow {
  readonly #preload: string;
  readonly #icon: string;
  readonly #store: Store<{ window: Place }>;
  #window: BrowserWindow | null = null;

  constructor(preload: string, icon: string, settingsDir: string) {
    this.#preload = preload;
    this.#icon = icon;
    this.#store = new Store({
      cwd: settingsDir,
      name: 'window',
      defaults: { window: { width: 1080, height: 720 } },
      // A file that can't be read costs the window's place, and not the start.
      clearInvalidConfig: true,
    });
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  open(): BrowserWindow {
    if (this.#window === null) this.#window = this.#create();
    this.#window.show();
    this.#window.focus();
    return this.#window;
  }

  #create(): BrowserWindow {
    const { width, height } = this.#store.get('window');
    const window = new BrowserWindow({
      title: 'Remit',
      icon: this.#icon,
      width,
      height,
      minWidth: 700,
      minHeight: 480,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16191c' : '#fbfbfa',
      webPreferences: webPreferences(this.#preload),
    });
    // Not each system tells when the user has done with resizing.
    window.on('close', () => {
      const { width, height } = window.getNormalBounds();
      this.#store.set('window', { width, height });
    });
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', () => window.destroy());
    void window.loadURL(`${ORIGINS.app}/index.html`);
    return window;
  }
}

import { join } from 'node:path';
import { Menu, Tray, nativeImage } from 'electron';
import type { Guard } from '../../shared/contract/snapshot.ts';
import { trayFace, type TrayFace } from '../../shared/core/tray-face.ts';

export type TrayPorts = {
  readonly assets: string;
  readonly open: () => void;
  readonly showWaiting: () => void;
  readonly showAgents: () => void;
  readonly pause: (on: boolean) => void;
  readonly quit: () => void;
};

/** The icon in the tray. Desktops without a tray exist: then there is none, and the window opens at start instead. */
export class TrayIcon {
  readonly #ports: TrayPorts;
  readonly #tray: Tray | null;
  #drawn = '';

  constructor(ports: TrayPorts) {
    this.#ports = ports;
    this.#tray = this.#create();
    this.#tray?.on('click', () => ports.open());
  }

  get exists(): boolean {
    return this.#tray !== null;
  }

  show(guard: Guard): void {
    const face = trayFace(guard);
    const drawn = JSON.stringify(face);
    if (this.#tray === null || drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#tray.setImage(this.#image(face.icon));
    this.#tray.setToolTip(`Remit: ${face.words}`);
    if (process.platform === 'darwin') this.#tray.setTitle(face.waiting > 0 ? String(face.waiting) : '');
    this.#tray.setContextMenu(this.#menu(face));
  }

  #menu(face: TrayFace): Menu {
    const { open, showWaiting, showAgents, pause, quit } = this.#ports;
    return Menu.buildFromTemplate([
      { label: face.words, enabled: false },
      ...(face.waiting > 0 ? [{ label: `Show ${face.waiting} waiting`, click: showWaiting }] : []),
      { type: 'separator' },
      { label: 'Open Remit', click: open },
      { label: 'Show agents', click: showAgents },
      face.paused
        ? { label: 'Resume', click: () => pause(false) }
        : { label: 'Pause all', click: () => pause(true) },
      { type: 'separator' },
      { label: 'Quit Remit', click: quit },
    ]);
  }

  #create(): Tray | null {
    try {
      return new Tray(this.#image('down'));
    } catch {
      return null;
    }
  }

  #image(icon: TrayFace['icon']): Electron.NativeImage {
    return nativeImage.createFromPath(join(this.#ports.assets, `tray-${icon}.png`));
  }
}

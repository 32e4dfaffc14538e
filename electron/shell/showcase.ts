import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { TryIt } from '../../shared/contract/snapshot.ts';

/** How long the question is left on the screen, in ms, before the window is closed over it. */
const LOOK_MS = 3000;

/** Plays the first-run page without anybody there: tells the terminal what happens, takes pictures, and answers nothing but "not now". */
export class Showcase {
  readonly #folder: string;
  #seen = false;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  told(line: string): void {
    process.stdout.write(`  ${line}\n`);
  }

  tryIt(state: TryIt): void {
    if (state.kind === 'running') process.stdout.write(`* ${state.steps.at(-1) ?? ''}\n`);
    if (state.kind === 'failed') process.stdout.write(`* Try it failed: ${state.problem}\n`);
  }

  /** The prompt stands on the screen: it is pictured, then closed, which refuses the call once. */
  shown(window: BrowserWindow): void {
    if (this.#seen) return;
    this.#seen = true;
    setTimeout(() => {
      void this.#picture(window, 'prompt').then(() => {
        process.stdout.write('* Nobody is here to answer, so the prompt is closed: that means "not now".\n');
        window.close();
      });
    }, LOOK_MS);
  }

  async finish(window: BrowserWindow | null): Promise<void> {
    if (window !== null) await this.#picture(window, 'app');
    process.stdout.write(`* The screenshots are in ${this.#folder}\n`);
    app.quit();
  }

  async #picture(window: BrowserWindow, name: string): Promise<void> {
    const image = await window.webContents.capturePage();
    writeFileSync(join(this.#folder, `${name}.png`), image.toPNG());
  }
}

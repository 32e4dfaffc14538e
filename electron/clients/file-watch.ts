// Sees that files change, come and go. The folders they stand in are watched, not the files: clients replace theirs as a whole. Where a
// folder can't be watched or isn't there yet, a slow look at the files' times and sizes finds it out.

import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A burst of writes is one change. In ms. */
const CALM_MS = 250;
const LOOK_EVERY_MS = 3000;

export type FileWatchPorts = {
  /** The files, as they are to be watched now. */
  readonly places: () => readonly string[];
  readonly changed: () => void;
};

export class FileWatch {
  readonly #ports: FileWatchPorts;
  readonly #folders = new Map<string, FSWatcher>();
  #names: ReadonlySet<string> = new Set();
  #signs = '';
  #look: NodeJS.Timeout | null = null;
  #calm: NodeJS.Timeout | null = null;

  constructor(ports: FileWatchPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#follow();
    this.#look ??= setInterval(() => this.#lookAgain(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    if (this.#look !== null) clearInterval(this.#look);
    if (this.#calm !== null) clearTimeout(this.#calm);
    this.#look = null;
    this.#calm = null;
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #lookAgain(): void {
    const before = this.#signs;
    this.#follow();
    if (this.#signs !== before) this.#noted();
  }

  /** Watches the folders that are there now, and remembers how the files are. */
  #follow(): void {
    const places = this.#ports.places();
    this.#names = new Set(places.map((place) => basename(place)));
    this.#signs = places.map(signOf).join('\n');
    const wanted = new Set(places.map((place) => dirname(place)));
    for (const [folder, watcher] of this.#folders) if (!wanted.has(folder)) this.#drop(folder, watcher);
    for (const folder of wanted) if (!this.#folders.has(folder)) this.#watch(folder);
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // Other files in the folder are nobody's business here; a system that doesn't say which one may mean any.
        if (name === null || this.#names.has(name)) this.#noted();
      });
      watcher.on('error', () => this.#drop(folder, watcher));
      this.#folders.set(folder, watcher);
    } catch {
      // It isn't there, or can't be watched: the slow look does.
    }
  }

  #drop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    if (this.#folders.get(folder) === watcher) this.#folders.delete(folder);
  }

  #noted(): void {
    if (this.#look === null) return;
    this.#calm ??= setTimeout(() => {
      this.#calm = null;
      this.#follow();
      this.#ports.changed();
    }, CALM_MS).unref();
  }
}

function signOf(place: string): string {
  const found = statSync(place, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

// The write-ahead log's own file, for syncing it off the event loop.

import { Buffer } from 'node:buffer';
import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, writeSync } from 'node:fs';

/** What the WAL is given at the start, in bytes. */
const WAL_SIZE = 4 * 1024 * 1024;

export class WalFile {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r+');
    this.prepare();
  }

  /**
   * Gives the WAL blocks of its own ahead of time. SQLite takes what follows the last good frame for the end, whatever it is
   * (sqlite.org/fileformat2.html, 4.3), and a sync that has no file size to note is a third cheaper.
   */
  prepare(): void {
    const { size } = fstatSync(this.#file);
    if (size < WAL_SIZE) writeSync(this.#file, Buffer.alloc(WAL_SIZE - size), 0, WAL_SIZE - size, size);
    fdatasyncSync(this.#file);
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.#file, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  close(): void {
    closeSync(this.#file);
  }
}

// The write-ahead log's own file, for syncing it off the event loop.

import { Buffer } from 'node:buffer';
import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';

/** What the WAL is given at the start, in bytes. */
const WAL_SIZE = 4 * 1024 * 1024;
/** While entries keep coming, it is looked so often, in ms, whether the files still lie where they are looked for. */
const LOOK_MS = 50;

export class WalFile {
  readonly #file: number;
  /** The database and its log, each with the number that the file system knows it by. */
  readonly #places: readonly { readonly path: string; readonly inode: bigint }[];
  #lookedAt = -Infinity;

  /** `database` is the database's path. */
  constructor(database: string) {
    const path = `${database}-wal`;
    this.#file = openSync(path, 'r+');
    this.#places = [database, path].map((one) => ({ path: one, inode: inodeAt(one) }));
    this.prepare();
  }

  /** Throws when a file was moved or deleted: what is written then goes where nobody finds it any more. */
  look(): void {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_MS) return;
    const gone = this.#places.find(({ path, inode }) => inodeAt(path) !== inode);
    if (gone !== undefined) throw new Error(`${basename(gone.path)} was moved or deleted`);
    this.#lookedAt = now;
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

/** 0 where there is no file. */
function inodeAt(path: string): bigint {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? 0n;
}

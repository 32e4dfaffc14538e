// Writes lines to the terminal or a file, and stops when nobody reads them any more (`remit log | head`).

import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import process from 'node:process';

/** Text is gathered up to so many characters before it is written. */
const GATHERED = 65_536;

export type LinesOut = {
  /** False when nobody reads any more: there is no sense in going on. */
  readonly write: (text: string) => boolean;
  /** Everything was written: a file gets its name. */
  readonly finish: () => void;
  /** A file that wasn't finished is gone. */
  readonly close: () => void;
};

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** Writes all of a text to a file descriptor, also to a pipe that is full for a moment. */
function writeAll(target: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(target, rest));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/**
 * `file` null: the terminal. A file is made anew, for the user alone; it must not be there yet, and appears when all of it is on the disk:
 * half an export looks like one from which something was cut off.
 */
export function linesOut(file: string | null): LinesOut {
  const draft = file === null ? null : draftOf(file);
  const target = draft === null ? process.stdout.fd : openSync(draft, 'wx', 0o600);
  let gathered = '';
  let isOpen = true;
  const flush = (): void => {
    if (!isOpen || gathered === '') return;
    const text = gathered;
    // What failed once is not tried again: a part of it may have been written.
    gathered = '';
    try {
      writeAll(target, text);
    } catch (error) {
      if (!isClosedPipe(error)) throw error;
      isOpen = false;
    }
  };
  return {
    write: (text) => {
      gathered += text;
      if (gathered.length >= GATHERED) flush();
      return isOpen;
    },
    finish: () => {
      flush();
      if (file === null || draft === null) return;
      fsyncSync(target);
      giveName(draft, file);
    },
    close: () => {
      if (draft === null) {
        flush();
        return;
      }
      closeSync(target);
      rmSync(draft, { force: true });
    },
  };
}

/** Beside the file, on the same disk. */
function draftOf(file: string): string {
  if (existsSync(file)) throw Object.assign(new Error(`EEXIST: ${file}`), { code: 'EEXIST' });
  return `${file}.${process.pid}.new`;
}

/** By a link, which never takes the place of a file that has come meanwhile. Disks for cameras and the like have none. */
function giveName(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (existsSync(file)) throw error;
    renameSync(draft, file);
  }
}

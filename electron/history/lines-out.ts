// Writes lines to the terminal or a file, and stops when nobody reads them any more (`remit log | head`).

import { closeSync, openSync, writeSync } from 'node:fs';
import process from 'node:process';

/** Text is gathered up to so many characters before it is written. */
const GATHERED = 65_536;

export type LinesOut = {
  /** False when nobody reads any more: there is no sense in going on. */
  readonly write: (text: string) => boolean;
  /** Writes what is gathered still; throws when that fails. */
  readonly flush: () => void;
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

/** `file` null: the terminal. A file is made anew, for the user alone; it must not be there yet. */
export function linesOut(file: string | null): LinesOut {
  const target = file === null ? process.stdout.fd : openSync(file, 'wx', 0o600);
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
    flush,
    close: () => {
      try {
        flush();
      } finally {
        if (file !== null) closeSync(target);
      }
    },
  };
}

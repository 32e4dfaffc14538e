import type { Buffer } from 'node:buffer';
import type { Writable } from 'node:stream';
import { writeBounded } from './write-bounded.ts';

/** What an agent on the socket gets to read. `full` hears when it has more than it takes, and when it has read it. */
export class ToAgent {
  readonly #out: Writable;
  readonly #limit: number;
  readonly #full: (isFull: boolean) => void;
  #isFull = false;

  constructor(out: Writable, limit: number, full: (isFull: boolean) => void) {
    this.#out = out;
    this.#limit = limit;
    this.#full = full;
  }

  write(bytes: Buffer | string): void {
    if (writeBounded(this.#out, bytes, this.#limit) || this.#isFull) return;
    this.#fills(true);
    this.#out.once('drain', () => this.#fills(false));
  }

  /** What may as well not be said. */
  mention(text: string): void {
    if (!this.#isFull) this.write(text);
  }

  #fills(isFull: boolean): void {
    this.#isFull = isFull;
    this.#full(isFull);
  }
}

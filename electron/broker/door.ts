// The user's socket. It is open as soon as the data folder is this process' own, before the record has been verified: that takes a while
// when it is long, and whoever connects meanwhile would otherwise find nobody there and tell its agent so.

import { chmodSync, existsSync, lstatSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import process from 'node:process';
import { err, ok, type Result } from '../../shared/contract/result.ts';

export class Door {
  readonly #listener: Server;
  readonly #waiting = new Set<Socket>();
  #admit: ((socket: Socket) => void) | null = null;

  private constructor() {
    this.#listener = createServer({ pauseOnConnect: true }, (socket) => {
      socket.on('error', () => socket.destroy());
      if (this.#admit !== null) return this.#admit(socket);
      this.#waiting.add(socket);
      socket.once('close', () => this.#waiting.delete(socket));
    });
  }

  /** Only for whoever holds the data lock, which makes sure that an old socket file is dead. The error is a sentence. */
  static async open(path: string): Promise<Result<Door, string>> {
    const door = new Door();
    try {
      if (process.platform !== 'win32' && existsSync(path) && lstatSync(path).isSocket()) unlinkSync(path);
      await new Promise<void>((resolve, reject) => {
        door.#listener.once('error', reject);
        door.#listener.listen(path, () => resolve());
      });
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      return ok(door);
    } catch (error) {
      door.close();
      const cause = error instanceof Error ? error.message : String(error);
      return err(`the socket \`${path}\` can't be opened: ${cause}`);
    }
  }

  /** Gives everybody who has come, and whoever comes, to `take`. Nothing of what they said has been read. */
  admit(take: (socket: Socket) => void): void {
    this.#admit = (socket) => {
      take(socket);
      socket.resume();
    };
    for (const socket of this.#waiting) this.#admit(socket);
    this.#waiting.clear();
  }

  /** Nobody else is let in, and who still waits is sent away. */
  close(): void {
    this.#listener.close();
    for (const socket of this.#waiting) socket.destroy();
  }
}

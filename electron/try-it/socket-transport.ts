import { createConnection, type Socket } from 'node:net';
import process from 'node:process';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** Connects an MCP client to the broker's socket as the shim would: the handshake line, then a message a line. */
export class SocketTransport implements Transport {
  readonly #path: string;
  readonly #server: string;
  readonly #buffer = new ReadBuffer();
  #socket: Socket | null = null;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];

  constructor(path: string, server: string) {
    this.#path = path;
    this.#server = server;
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(this.#path);
      this.#socket = socket;
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.on('error', (error) => this.onerror?.(error));
        const agent = {
          pid: process.pid,
          executable: process.execPath,
          command: 'remit try-it',
          cwd: process.cwd(),
        };
        socket.write(`${JSON.stringify({ remit: 1, connect: this.#server, agent })}\n`);
        resolve();
      });
      socket.on('data', (chunk) => this.#take(chunk));
      socket.once('close', () => this.onclose?.());
    });
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket?.write(serializeMessage(message), (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): Promise<void> {
    this.#socket?.end();
    return Promise.resolve();
  }

  #take(chunk: Buffer): void {
    this.#buffer.append(chunk);
    for (let message = this.#buffer.readMessage(); message !== null; message = this.#buffer.readMessage()) {
      this.onmessage?.(message);
    }
  }
}

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { serverEntry } from './serve.ts';

/** A server program that listens on loopback. */
export type HttpServerProgram = { readonly port: number; readonly stop: () => Promise<void> };

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

/** Starts a program that takes its port from `PORT`, and resolves when it says so on its standard error or output. */
export async function startProgram(args: readonly string[], says: RegExp): Promise<HttpServerProgram> {
  const port = await freePort();
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  await new Promise<void>((done, failed) => {
    for (const input of [child.stderr, child.stdout])
      createInterface({ input }).on('line', (line) => {
        if (says.test(line)) done();
      });
    void ended.then(() => failed(new Error('the server ended')));
  });
  return {
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The reference server, over streamable HTTP or the older HTTP+SSE. */
export function everything(mode: 'streamableHttp' | 'sse'): Promise<HttpServerProgram> {
  return startProgram(
    [serverEntry('@modelcontextprotocol/server-everything'), mode],
    /listening|running on port/,
  );
}

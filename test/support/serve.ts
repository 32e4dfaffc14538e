import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { openDataDir } from '../../electron/authority/data-dir.ts';
import { readStore, writeStore } from '../../electron/broker/server-store.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';

export const root = resolve(import.meta.dirname, '..', '..');
export const remit = join(root, 'bin', 'remit');
const require = createRequire(import.meta.url);

/** The entry file of an MCP server from the npm registry. */
export function serverEntry(name: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), 'dist', 'index.js');
}

/** A temporary folder with its real path. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'remit-test-')));
}

export type Serving = {
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything the broker told on its terminal so far. */
  readonly told: () => string;
  readonly stop: () => Promise<void>;
};

export function runRemit(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { code: number; out: string; err: string } {
  const done = spawnSync(remit, [...args], { encoding: 'utf8', env: { ...process.env, ...env } });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

/** What `remit server add` does, within this process. */
export function addServer(
  dataDir: string,
  name: string,
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): void {
  const dir = openDataDir(dataDir);
  const store = dir.ok ? readStore(dir.value) : dir;
  if (!dir.ok || !store.ok) throw new Error(`no list of servers in ${dataDir}`);
  const { servers, remotes } = store.value;
  const added = new Map(servers).set(serverNameSchema.parse(name), {
    command,
    args,
    cwd: process.cwd(),
    env,
  });
  const written = writeStore(dir.value, { servers: added, remotes });
  if (!written.ok) throw new Error(written.error);
}

/** Starts `remit serve` and resolves when it says that it is ready. */
export async function serve(
  dataDir: string,
  scope: unknown,
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  mkdirSync(dataDir, { recursive: true });
  const scopeFile = join(dirname(dataDir), 'scope.json');
  writeFileSync(scopeFile, JSON.stringify(scope));
  const child = spawn(remit, ['serve', '--data', dataDir, '--scope', scopeFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  const exited = new Promise<void>((done) => child.once('close', () => done()));
  const ready = new Promise<void>((done, failed) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      if (line.startsWith('ready ')) done();
      else failed(new Error(line));
    });
    void exited.then(() => failed(new Error(`the broker ended: ${told}`)));
  });
  await ready;
  return {
    dataDir,
    process: child,
    told: () => told,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

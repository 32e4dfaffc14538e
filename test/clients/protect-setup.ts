import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keepToken, newToken, tokenOf } from '../../electron/broker/agent-store.ts';
import { writePrivateFile } from '../../electron/broker/write-private-file.ts';
import { readStore, writeStore, type ServerStore } from '../../electron/broker/server-store.ts';
import { vaultOf } from '../../electron/broker/vault.ts';
import type { Surroundings } from '../../electron/clients/find-files.ts';
import type { ClientPlatform, KnownClient } from '../../electron/clients/known-client.ts';
import { knownClients } from '../../electron/clients/known/known-clients.ts';
import { Protection } from '../../electron/clients/protection.ts';
import { protectClients, type FileReport, type ProtectPorts } from '../../electron/clients/protect.ts';
import type { UndoReport } from '../../electron/clients/undo-file.ts';
import { unprotectClients } from '../../electron/clients/unprotect.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

export const REMIT = '/opt/remit/bin/remit';

/** A home of its own with a data folder, and the real library at work on it. */
export type ProtectSetup = {
  readonly folder: string;
  readonly home: string;
  readonly project: string;
  readonly dataDir: string;
  readonly ports: ProtectPorts;
  /** Writes a file of the home, given by a path from it, and returns its whole path. */
  readonly put: (path: string, text: string) => string;
  readonly protect: (client: KnownClient, dryRun?: boolean) => readonly FileReport[];
  readonly unprotect: (client: KnownClient, dryRun?: boolean) => readonly UndoReport[];
  readonly store: () => ServerStore;
  readonly end: () => void;
};

export type SetupOptions = {
  readonly platform?: ClientPlatform;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** With the hooks before the client's own tools, which most tests leave out. */
  readonly hooks?: boolean;
};

export function protectSetup({
  platform = 'linux',
  env = {},
  port,
  hooks = false,
}: SetupOptions = {}): ProtectSetup {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const project = join(home, 'project');
  const dataDir = join(folder, 'data');
  mkdirSync(project, { recursive: true });
  mkdirSync(dataDir, { mode: 0o700 });
  const around: Surroundings = { platform, home, env, projects: [project], root: join(folder, 'root') };
  const vault = vaultOf({ kind: 'absent', because: 'this is a test' });
  const ports: ProtectPorts = {
    around,
    protection: new Protection(dataDir, { seal: vault.seal, open: vault.open, write: writePrivateFile }),
    target: { remit: REMIT, dataDir: null, endpoint: port === undefined ? null : { port } },
    readServers: () => readStore(dataDir, vault),
    writeServers: (servers) => writeStore(dataDir, servers, vault),
    tokenOf: (agent) => tokenOf(dataDir, agent),
    keepToken: (agent, token) => keepToken(dataDir, agent, token),
    newToken,
  };
  const tried = (client: KnownClient): KnownClient => (hooks ? client : { ...client, hooks: null });
  return {
    folder,
    home,
    project,
    dataDir,
    ports,
    put: (path, text) => {
      const whole = join(home, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, text);
      return whole;
    },
    protect: (client, dryRun = false) => {
      const reports: FileReport[] = [];
      const tell = (_client: KnownClient, report: FileReport): unknown => reports.push(report);
      const done = protectClients([tried(client)], ports, dryRun, tell);
      if (!done.ok) throw new Error(done.error);
      return reports;
    },
    unprotect: (client, dryRun = false) => {
      const reports: UndoReport[] = [];
      const tell = (_client: KnownClient, report: UndoReport): unknown => reports.push(report);
      const done = unprotectClients([tried(client)], knownClients, ports, dryRun, tell);
      if (!done.ok) throw new Error(done.error);
      return reports;
    },
    store: () => {
      const store = readStore(dataDir, vault);
      if (!store.ok) throw new Error(store.error);
      return store.value;
    },
    end: () => removeFolder(folder),
  };
}

export function clientOf(id: string): KnownClient {
  const client = knownClients.find((one) => one.id === id);
  if (client === undefined) throw new Error(`no client ${id}`);
  return client;
}

export function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '(missing)';
}

/** A diff or a file with what differs from run to run taken out. */
export function steady(text: string, { folder }: ProtectSetup): string {
  return text.replaceAll(/[0-9a-f]{64}/g, 'TOKEN').replaceAll(folder, '');
}

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { dataDirFrom } from '../authority/data-dir.ts';
import { keepToken, newToken, tokenOf } from '../broker/agent-store.ts';
import { endpointPort, endpointPortToBe } from '../broker/endpoint-port.ts';
import { keepSignIns } from '../broker/oauth-store.ts';
import { writePrivateFile } from '../broker/write-private-file.ts';
import { readStore, writeStore } from '../broker/server-store.ts';
import { platformHere } from '../broker/start-broker.ts';
import { systemVault } from '../broker/vault.ts';
import type { Surroundings } from '../clients/find-files.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import type { KnownClient } from '../clients/known-client.ts';
import { Protection } from '../clients/protection.ts';
import type { ProtectPorts } from '../clients/protect.ts';

export type ProtectWords = {
  readonly clients: readonly KnownClient[];
  /** All clients were meant, so that those which aren't there need no word. */
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly projects: readonly string[];
};

/** Reads `AGENT|--all [--dry-run] [--project DIR]`. */
export function protectWords(args: readonly string[]): Result<ProtectWords, string> {
  const clients: KnownClient[] = [];
  const projects: string[] = [];
  let all = false;
  let dryRun = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [flag, inline] = arg.split(/=(.*)/s, 2);
    if (arg === '--all') all = true;
    else if (arg === '--dry-run') dryRun = true;
    else if (flag === '--project') {
      if (inline === undefined) at += 1;
      const folder = inline ?? args[at] ?? '';
      if (!existsSync(folder)) return err(`the project folder \`${folder}\` does not exist`);
      projects.push(resolve(folder));
    } else {
      const client = knownClients.find(({ id, name }) =>
        [id, name.toLowerCase()].includes(arg.toLowerCase()),
      );
      if (client === undefined)
        return err(`\`${arg}\` is no agent that Remit knows: ${knownClients.map(({ id }) => id).join(', ')}`);
      clients.push(client);
    }
  }
  if (all === clients.length > 0) return err('name the agents, or all with --all');
  return ok({ clients: all ? knownClients : clients, all, dryRun, projects });
}

export function surroundingsHere(projects: readonly string[]): Surroundings {
  return {
    platform: platformHere(),
    home: homedir(),
    env: process.env,
    projects,
    root: parse(process.cwd()).root,
  };
}

/** The real parts of Remit, for protecting. `dir` is the open data folder. Nothing is led to an `endpoint` that isn't given. */
export function protectPorts(
  dir: string,
  around: Surroundings,
  endpoint: ProtectPorts['target']['endpoint'] = null,
): ProtectPorts {
  const vault = systemVault();
  return {
    around,
    protection: new Protection(dir, { seal: vault.seal, open: vault.open, write: writePrivateFile }),
    target: { remit: program(), dataDir: isFoundAnyway(dir) ? null : dir, endpoint },
    readServers: () => readStore(dir),
    writeServers: (servers) => {
      const written = writeStore(dir, servers);
      if (written.ok)
        keepSignIns(
          dir,
          [...servers.remotes.values()].map(({ url }) => url),
        );
      return written;
    },
    tokenOf: (agent) => tokenOf(dir, agent),
    keepToken: (agent, token) => keepToken(dir, agent, token),
    newToken,
  };
}

/** Where agents will call over HTTP. Where there is no port to be had, entries over HTTP are said to be unguarded. */
export function endpointFor(dir: string, dryRun: boolean): ProtectPorts['target']['endpoint'] {
  const port = dryRun ? endpointPortToBe(dir) : endpointPort(dir);
  return port.ok ? { port: port.value } : null;
}

/** What agents start: it stands beside the folder of the bundle that this file is in. */
export function program(): string {
  const name = process.platform === 'win32' ? 'remit.cmd' : 'remit';
  return join(import.meta.dirname, '..', 'bin', name);
}

/** Whether a shim finds the folder without being told, with the little that clients pass on of the environment. */
function isFoundAnyway(dir: string): boolean {
  const env = { LOCALAPPDATA: process.env['LOCALAPPDATA'] };
  const found = dataDirFrom({
    flag: undefined,
    env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  });
  return resolve(found) === dir;
}

import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import process from 'node:process';
import { dataDirFrom } from '../authority/data-dir.ts';
import type { Surroundings } from '../clients/find-files.ts';
import { Protection } from '../clients/protection.ts';
import type { ProtectPorts } from '../clients/protect.ts';
import { keepToken, newToken, tokenOf } from './agent-store.ts';
import { endpointPort, endpointPortToBe } from './endpoint-port.ts';
import { keepSignIns } from './oauth-store.ts';
import { platformHere } from './platform-here.ts';
import { readStore, writeStore } from './server-store.ts';
import { systemVault } from './vault.ts';
import { writePrivateFile } from './write-private-file.ts';

/** This machine and this user, as the agents' files are looked for. */
export function surroundingsHere(projects: readonly string[]): Surroundings {
  return {
    platform: platformHere(),
    home: homedir(),
    env: process.env,
    projects,
    root: parse(process.cwd()).root,
  };
}

type Endpoint = ProtectPorts['target']['endpoint'];

/** The real parts of Remit, for protecting. `dir` is the open data folder. Nothing is led to an `endpoint` that there isn't. */
export function protectPorts(
  dir: string,
  around: Surroundings,
  endpoint: Endpoint = endpointFor(dir, true),
): ProtectPorts {
  const vault = systemVault();
  return {
    around,
    protection: new Protection(dir, { seal: vault.seal, open: vault.open, write: writePrivateFile }),
    target: targetHere(dir, endpoint),
    readServers: () => readStore(dir),
    writeServers: (servers) => {
      const written = writeStore(dir, servers);
      const addresses = [...servers.remotes.values()].map(({ url }) => url);
      if (written.ok) keepSignIns(dir, addresses);
      return written;
    },
    tokenOf: (agent) => tokenOf(dir, agent),
    keepToken: (agent, token) => keepToken(dir, agent, token),
    newToken,
  };
}

/** Where protected entries lead. */
export function targetHere(dir: string, endpoint: Endpoint = endpointFor(dir, true)): ProtectPorts['target'] {
  return { remit: program(), dataDir: isFoundAnyway(dir) ? null : dir, endpoint };
}

/** Where agents will call over HTTP. Where there is no port to be had, entries over HTTP are said to be unguarded. */
export function endpointFor(dir: string, dryRun: boolean): Endpoint {
  const port = dryRun ? endpointPortToBe(dir) : endpointPort(dir);
  return port.ok ? { port: port.value } : null;
}

/** What agents start: it stands beside the folder of the bundle that this file is in, and outside of the app's archive. */
export function program(): string {
  const name = process.platform === 'win32' ? 'remit.cmd' : 'remit';
  const folder = import.meta.dirname.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked');
  return join(folder, import.meta.url.endsWith('.ts') ? '../..' : '..', 'bin', name);
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

// Puts Remit in the place of every server in a client's files.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import { readConfig, replaceConfig, hashOf, type ConfigText } from './config-text.ts';
import { findFiles, type FoundFile, type Surroundings } from './find-files.ts';
import type { KnownClient } from './known-client.ts';
import { planFile, type FilePlan } from './plan-file.ts';
import type { Target } from './entry-changes.ts';
import type { EntryResult, Protection } from './protection.ts';
import { ServerNames, type KnownServers } from './server-names.ts';
import { unifiedDiff } from './unified-diff.ts';

/** What protecting needs of the rest of Remit. Errors are sentences. */
export type ProtectPorts = {
  readonly around: Surroundings;
  readonly protection: Protection;
  readonly target: Omit<Target, 'token'>;
  readonly readServers: () => Result<KnownServers, string>;
  readonly writeServers: (servers: KnownServers) => Result<null, string>;
  readonly tokenOf: (agent: string) => Result<string | null, string>;
  readonly keepToken: (agent: string, token: string | null) => Result<null, string>;
  readonly newToken: () => string;
};

/** `failed`: the file is as it was, and `problem` says why and what to do. */
export type FileReport = {
  readonly path: string;
  readonly kind: 'changed' | 'unchanged' | 'failed';
  readonly problem: string | null;
  readonly diff: string;
  readonly entries: readonly EntryResult[];
};

/** How often a file that its client keeps writing is read anew. */
const ATTEMPTS = 3;

/**
 * Protects all files of the clients, one after the other, and tells of each when it is done; with `dryRun` nothing is written. A crash
 * leaves every file either as it was or protected, and the next run does the rest.
 */
export function protectClients(
  clients: readonly KnownClient[],
  ports: ProtectPorts,
  dryRun: boolean,
  tell: (client: KnownClient, reports: FileReport) => void,
): Result<null, string> {
  const known = ports.readServers();
  if (!known.ok) return known;
  const names = new ServerNames(known.value);
  for (const client of clients) {
    const token = ports.tokenOf(client.name);
    if (!token.ok) return token;
    const target: Target = { ...ports.target, token: token.value ?? ports.newToken() };
    for (const file of findFiles(client, ports.around))
      tell(client, protectFile({ file, names, target, ports, dryRun }));
  }
  return ok(null);
}

type FileInput = {
  readonly file: FoundFile;
  readonly names: ServerNames;
  readonly target: Target;
  readonly ports: ProtectPorts;
  readonly dryRun: boolean;
};

function protectFile(input: FileInput): FileReport {
  const { path } = input.file;
  const failed = (problem: string, plan?: FilePlan): FileReport => ({
    path,
    kind: 'failed',
    problem,
    diff: '',
    entries: plan?.entries ?? [],
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const read = readConfig(path);
    if (!read.ok) return failed(`\`${path}\` is left alone: ${read.error}`);
    if (read.value === null) return failed(`\`${path}\` is gone`);
    const { around } = input.ports;
    const plan = planFile({ ...input, ...around, text: read.value.text });
    if (!plan.ok) return failed(`\`${path}\` is left alone: ${plan.error}; mend it, and protect again`);
    const { entries, text } = plan.value;
    if (text === read.value.text) return { path, kind: 'unchanged', problem: null, diff: '', entries };
    const diff = unifiedDiff(path, read.value.text, text);
    if (input.dryRun) return { path, kind: 'changed', problem: null, diff, entries };
    const written = write(input, read.value, plan.value);
    if (!written.ok) return failed(`\`${path}\` is left alone: ${written.error}`, plan.value);
    if (written.value) return { path, kind: 'changed', problem: null, diff, entries };
  }
  return failed(`\`${path}\` is written by its client all the time: end the client, and protect again`);
}

/** True when the file is written, false when somebody else wrote it meanwhile. What the file will need is kept first. */
function write(input: FileInput, read: ConfigText, plan: FilePlan): Result<boolean, string> {
  const { ports, file, target, names } = input;
  const token = ports.keepToken(file.client.name, target.token);
  if (!token.ok) return token;
  const registered = register(ports, names);
  if (!registered.ok) return registered;
  const index = ports.protection.index();
  if (!index.ok) return index;
  // A change that would lead from this very text was planned before a crash, and never made.
  const kept = index.value.changes.filter((one) => one.file !== read.real || one.hashBefore !== read.hash);
  const backup = ports.protection.backUp(file.client.id, { text: read.text, entries: plan.changed });
  if (!backup.ok) return backup;
  const change = {
    client: file.client.id,
    file: read.real,
    hashBefore: read.hash,
    hashAfter: hashOf(plan.text),
    backup: backup.value,
    servers: plan.changed.map(({ server }) => server),
  };
  const servers = [...new Set([...index.value.servers, ...names.added])];
  const planned = ports.protection.keep({ changes: [...kept, change], servers });
  if (!planned.ok) return planned;
  for (const one of index.value.changes) if (!kept.includes(one)) ports.protection.drop(one.backup);
  const written = replaceConfig(read, plan.text);
  if (written.ok && written.value === 'written') return ok(true);
  const undone = ports.protection.keep({ changes: kept, servers });
  ports.protection.drop(backup.value);
  if (!undone.ok) return undone;
  return written.ok ? ok(false) : err(written.error);
}

/** Adds the servers of this run to the list as it is now: others may have written it. */
function register(ports: ProtectPorts, names: ServerNames): Result<null, string> {
  const now = ports.readServers();
  if (!now.ok) return now;
  const added = (name: ServerName): boolean => names.added.includes(name);
  const servers = new Map([
    ...now.value.servers,
    ...[...names.known.servers].filter(([name]) => added(name)),
  ]);
  const remotes = new Map([
    ...now.value.remotes,
    ...[...names.known.remotes].filter(([name]) => added(name)),
  ]);
  return ports.writeServers({ servers, remotes });
}

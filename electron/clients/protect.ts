// Puts Remit in the place of every server in a client's files, and its hook before the client's own tools.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import { changeFile, type ChangedFile, type PlannedChange } from './change-file.ts';
import { findFiles, isInstalled, type FoundFile, type Surroundings } from './find-files.ts';
import { hookPlaces } from './hook-places.ts';
import type { KnownClient, KnownHooks } from './known-client.ts';
import { planFile } from './plan-file.ts';
import { withHooks } from './plan-hooks.ts';
import type { Target } from './entry-changes.ts';
import { realPlace } from './config-text.ts';
import type { EntryResult, Protection } from './protection.ts';
import { ServerNames, type KnownServers } from './server-names.ts';

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
  /** Whether these are the hooks before the client's own tools. */
  readonly hooks: boolean;
};

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
  const dry = dryRun ? new Map<string, string>() : null;
  for (const client of clients) {
    const token = ports.tokenOf(client.name);
    if (!token.ok) return token;
    const target: Target = { ...ports.target, token: token.value ?? ports.newToken() };
    const installed = isInstalled(client, ports.around);
    for (const file of findFiles(client, ports.around))
      tell(client, protectFile({ file, names, target, ports, dry }));
    if (client.hooks === null || !installed) continue;
    for (const path of hookPlaces(client.hooks, ports.around)) {
      const report = protectHooks(client, client.hooks, path, ports, dry);
      if (report.kind !== 'failed' && !dryRun) {
        const shared = share(client, path, ports);
        if (!shared.ok) return shared;
      }
      tell(client, report);
    }
  }
  return ok(null);
}

type FileInput = {
  readonly file: FoundFile;
  readonly names: ServerNames;
  readonly target: Target;
  readonly ports: ProtectPorts;
  readonly dry: Map<string, string> | null;
};

function protectFile(input: FileInput): FileReport {
  const { file, ports, names, target, dry } = input;
  const { around } = ports;
  const done = changeFile({
    client: file.client.id,
    path: file.path,
    plan: (text) => {
      if (text === null) return err('it is gone');
      const plan = planFile({ file, names, target, ...around, text });
      if (!plan.ok) return plan;
      const { changed } = plan.value;
      const undo = { kind: 'entries', entries: changed } as const;
      return ok({ ...plan.value, undo, servers: changed.map(({ server }) => server) });
    },
    prepare: () => {
      const token = ports.keepToken(file.client.name, target.token);
      return token.ok ? register(ports, names) : token;
    },
    added: () => names.added,
    protection: ports.protection,
    mode: 0o600,
    dry,
  });
  return { ...reportOf(done), entries: done.plan?.entries ?? [], hooks: false };
}

function protectHooks(
  client: KnownClient,
  hooks: KnownHooks,
  path: string,
  ports: ProtectPorts,
  dry: Map<string, string> | null,
): FileReport {
  const { remit, dataDir } = ports.target;
  const done = changeFile({
    client: client.id,
    path,
    plan: (text): Result<PlannedChange, string> => {
      const program = { remit, dataDir, agent: hooks.agent };
      const next = withHooks(text, hooks, program, ports.around.platform);
      return next.ok ? ok({ text: next.value, undo: { kind: 'hooks', entries: [] }, servers: [] }) : next;
    },
    added: () => [],
    prepare: () => ok(null),
    protection: ports.protection,
    mode: hooks.file.kind === 'script' ? 0o700 : 0o600,
    dry,
  });
  return { ...reportOf(done), entries: [], hooks: true };
}

function reportOf({
  path,
  kind,
  problem,
  diff,
}: ChangedFile<PlannedChange>): Omit<FileReport, 'entries' | 'hooks'> {
  return { path, kind, problem, diff };
}

/** Some clients run the same hooks: each change of them is every one's, and stays until the last of them is unprotected. */
function share({ id }: KnownClient, path: string, { protection }: ProtectPorts): Result<null, string> {
  const file = realPlace(path);
  const index = protection.index();
  if (!index.ok) return index;
  const own = index.value.changes.filter((one) => one.file === file);
  const users = new Set(own.flatMap(({ client, also }) => [client, ...also])).add(id);
  if (own.length === 0 || own.every(({ also }) => also.length === users.size - 1)) return ok(null);
  const changes = index.value.changes.map((one) =>
    own.includes(one) ? { ...one, also: [...users].filter((user) => user !== one.client) } : one,
  );
  return protection.keep({ ...index.value, changes });
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

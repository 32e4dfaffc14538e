// Takes Remit out of a client's files again: byte for byte where nobody has written them since, else entry by entry.

import { ok, type Result } from '../../shared/contract/result.ts';
import { readConfig } from './config-text.ts';
import { findFiles, type Surroundings } from './find-files.ts';
import type { KnownClient } from './known-client.ts';
import { valueAt } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import { entryPaths } from './plan-file.ts';
import type { ProtectPorts } from './protect.ts';
import type { FileChange } from './protection.ts';
import { serverOfRemit } from './read-entry.ts';
import { undoFile, type UndoReport } from './undo-file.ts';

/** Unprotects the clients, `all` being every client that Remit knows, and tells of each file; with `dryRun` nothing is written. */
export function unprotectClients(
  clients: readonly KnownClient[],
  all: readonly KnownClient[],
  ports: ProtectPorts,
  dryRun: boolean,
  tell: (client: KnownClient, report: UndoReport) => void,
): Result<null, string> {
  for (const client of clients) {
    const left = leave(client, all, clients, ports, dryRun, (report) => tell(client, report));
    if (!left.ok) return left;
    const own = left.value;
    for (const file of new Set(own.map((one) => one.file))) {
      const changes = own.filter((one) => one.file === file);
      const report = undoFile(client, file, changes, ports, dryRun);
      tell(client, report);
      if (dryRun || report.kind === 'failed') continue;
      const forgotten = forget(ports, changes);
      if (!forgotten.ok) return forgotten;
    }
  }
  if (dryRun) return ok(null);
  ports.protection.sweep();
  return tidy(clients, all, ports);
}

/** Takes the client off the changes that another client relies on, too, and gives back those that are its own. */
function leave(
  { id }: KnownClient,
  all: readonly KnownClient[],
  leaving: readonly KnownClient[],
  { protection }: ProtectPorts,
  dryRun: boolean,
  tell: (report: UndoReport) => void,
): Result<readonly FileChange[], string> {
  const index = protection.index();
  if (!index.ok) return index;
  const usersOf = ({ client, also }: FileChange): readonly string[] => [client, ...also];
  const staysFor = (one: FileChange): readonly string[] =>
    usersOf(one).filter((user) => user !== id && !leaving.some((other) => other.id === user));
  const mine = index.value.changes.filter((one) => usersOf(one).includes(id));
  const shared = mine.filter((one) => staysFor(one).length > 0);
  for (const one of shared) {
    const names = all.filter((client) => staysFor(one).includes(client.id)).map(({ name }) => name);
    const problem = `\`${one.file}\` stays as it is: ${names.join(' and ')} would lose its hooks with it`;
    tell({ path: one.file, kind: 'none', problem, diff: '', entries: [], hooks: true });
  }
  const own = mine.filter((one) => !shared.includes(one));
  if (dryRun || shared.length === 0) return ok(own);
  const changes = index.value.changes.map((one) => {
    const [client, ...also] = shared.includes(one) ? staysFor(one) : usersOf(one);
    return { ...one, client: client ?? one.client, also };
  });
  const kept = protection.keep({ ...index.value, changes });
  return kept.ok ? ok(own) : kept;
}

function forget(ports: ProtectPorts, changes: readonly FileChange[]): Result<null, string> {
  const index = ports.protection.index();
  if (!index.ok) return index;
  const backups = new Set(changes.map(({ backup }) => backup));
  const left = index.value.changes.filter(({ backup }) => !backups.has(backup));
  const kept = ports.protection.keep({ ...index.value, changes: left });
  if (kept.ok) for (const backup of backups) ports.protection.drop(backup);
  return kept;
}

/** Takes away credentials and servers that no entry needs any more; servers that the user added by hand stay. */
function tidy(
  clients: readonly KnownClient[],
  all: readonly KnownClient[],
  ports: ProtectPorts,
): Result<null, string> {
  const index = ports.protection.index();
  if (!index.ok) return index;
  const { changes, servers } = index.value;
  for (const { id, name } of clients) {
    if (changes.some((one) => one.client === id)) continue;
    const forgotten = ports.keepToken(name, null);
    if (!forgotten.ok) return forgotten;
  }
  const needed = new Set([...changes.flatMap((one) => one.servers), ...ledTo(all, ports.around)]);
  const unused = new Set(servers.filter((name) => !needed.has(name)));
  if (unused.size === 0) return ok(null);
  const known = ports.readServers();
  if (!known.ok) return known;
  const written = ports.writeServers({
    servers: new Map([...known.value.servers].filter(([name]) => !unused.has(name))),
    remotes: new Map([...known.value.remotes].filter(([name]) => !unused.has(name))),
  });
  if (!written.ok) return written;
  return ports.protection.keep({ changes, servers: servers.filter((name) => !unused.has(name)) });
}

/** The servers that entries anywhere lead to: clients import each other's entries. */
function ledTo(clients: readonly KnownClient[], around: Surroundings): readonly string[] {
  return clients.flatMap((client) =>
    findFiles(client, around).flatMap(({ path, known }) => {
      const read = readConfig(path);
      const text = read.ok ? (read.value?.text ?? '') : '';
      const parsed = formatOf(known.format).parse(text.replace(/^\uFEFF/, ''));
      if (!parsed.ok) return [];
      const names = entryPaths(parsed.value, known.at).map((at) =>
        serverOfRemit(valueAt(parsed.value, at), client.entry),
      );
      return names.filter((name) => name !== null);
    }),
  );
}

// Takes Remit out of a client's files again: byte for byte where nobody has written them since, else entry by entry.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import { hashOf, readConfig, replaceConfig } from './config-text.ts';
import { findFiles, type Surroundings } from './find-files.ts';
import type { KnownClient } from './known-client.ts';
import { valueAt } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import { entryPaths } from './plan-file.ts';
import type { ProtectPorts } from './protect.ts';
import type { Backup, FileChange } from './protection.ts';
import { serverOfRemit } from './read-entry.ts';
import { undoEntries, type UndoneEntry } from './undo-entries.ts';
import { unifiedDiff } from './unified-diff.ts';

/**
 * `whole`: the file is as it was, byte for byte. `entries`: it had been written since, and its entries were put back. `none`: there was
 * nothing to put back. `failed`: it is as it is, and `problem` says why.
 */
export type UndoReport = {
  readonly path: string;
  readonly kind: 'whole' | 'entries' | 'none' | 'failed';
  readonly problem: string | null;
  readonly diff: string;
  readonly entries: readonly UndoneEntry[];
};

const ATTEMPTS = 3;

/** Unprotects the clients, `all` being every client that Remit knows, and tells of each file; with `dryRun` nothing is written. */
export function unprotectClients(
  clients: readonly KnownClient[],
  all: readonly KnownClient[],
  ports: ProtectPorts,
  dryRun: boolean,
  tell: (client: KnownClient, report: UndoReport) => void,
): Result<null, string> {
  for (const client of clients) {
    const index = ports.protection.index();
    if (!index.ok) return index;
    const changes = index.value.changes.filter((one) => one.client === client.id);
    for (const file of new Set(changes.map((one) => one.file))) {
      const own = changes.filter((one) => one.file === file);
      const report = undoFile(client, file, own, ports, dryRun);
      tell(client, report);
      if (dryRun || report.kind === 'failed') continue;
      const forgotten = forget(ports, own);
      if (!forgotten.ok) return forgotten;
    }
  }
  return dryRun ? ok(null) : tidy(clients, all, ports);
}

function undoFile(
  client: KnownClient,
  path: string,
  changes: readonly FileChange[],
  ports: ProtectPorts,
  dryRun: boolean,
): UndoReport {
  const nothing = { path, problem: null, diff: '', entries: [] };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const read = readConfig(path);
    if (!read.ok) return { ...nothing, kind: 'failed', problem: `\`${path}\` is left alone: ${read.error}` };
    if (read.value === null) return { ...nothing, kind: 'none', problem: `\`${path}\` is gone` };
    const undone = undoChanges(client, path, read.value.text, changes, ports);
    if (!undone.ok)
      return { ...nothing, kind: 'failed', problem: `\`${path}\` is left alone: ${undone.error}` };
    const { text, whole, entries } = undone.value;
    if (text === read.value.text) return { ...nothing, kind: 'none', entries };
    const done = {
      ...nothing,
      kind: whole ? 'whole' : 'entries',
      diff: unifiedDiff(path, read.value.text, text),
      entries,
    } as const;
    if (dryRun) return done;
    const written = replaceConfig(read.value, text);
    if (!written.ok) return { ...nothing, kind: 'failed', problem: `\`${path}\`: ${written.error}` };
    if (written.value === 'written') return done;
  }
  const problem = `\`${path}\` is written by its client all the time: end the client, and unprotect again`;
  return { ...nothing, kind: 'failed', problem };
}

type UndoneFile = {
  readonly text: string;
  readonly whole: boolean;
  readonly entries: readonly UndoneEntry[];
};

/** Undoes the changes of one file, the last first. */
function undoChanges(
  client: KnownClient,
  path: string,
  text: string,
  changes: readonly FileChange[],
  ports: ProtectPorts,
): Result<UndoneFile, string> {
  let done: UndoneFile = { text, whole: true, entries: [] };
  for (const change of [...changes].reverse()) {
    const hash = hashOf(done.text);
    if (hash === change.hashBefore) continue;
    const backup = ports.protection.backup(change.backup);
    if (!backup.ok) return backup;
    const next =
      hash === change.hashAfter
        ? ok({ text: backup.value.text, whole: done.whole, entries: restoredAll(backup.value) })
        : undoWritten(client, path, done.text, backup.value, ports.around);
    if (!next.ok) return next;
    done = { ...next.value, entries: [...next.value.entries, ...done.entries] };
  }
  return ok(done);
}

function restoredAll({ entries }: Backup): readonly UndoneEntry[] {
  return entries.map(({ path }) => ({ name: path.at(-1) ?? '', kind: 'restored' }));
}

function undoWritten(
  client: KnownClient,
  path: string,
  text: string,
  backup: Backup,
  around: Surroundings,
): Result<UndoneFile, string> {
  const found = findFiles(client, around).find((file) => realOf(file.path) === path);
  const known = found?.known ?? client.files.find((file) => path.endsWith(lastName(file.path)));
  if (known === undefined) return err(`${client.name} has no such file`);
  const undone = undoEntries(text, backup.entries, client.entry, known);
  return undone.ok ? ok({ ...undone.value, whole: false }) : undone;
}

function lastName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function realOf(path: string): string | null {
  const read = readConfig(path);
  return read.ok ? (read.value?.real ?? null) : null;
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

// Takes Remit out of one file: byte for byte where nobody has written it since, else what Remit put there and nothing more.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import { hashOf, readConfig, removeConfig, replaceConfig } from './config-text.ts';
import { findFiles, type Surroundings } from './find-files.ts';
import type { KnownClient } from './known-client.ts';
import { withoutHooks } from './plan-hooks.ts';
import type { ProtectPorts } from './protect.ts';
import type { Backup, FileChange } from './protection.ts';
import { undoEntries, type UndoneEntry } from './undo-entries.ts';
import { unifiedDiff } from './unified-diff.ts';

/**
 * `whole`: the file is as it was, byte for byte, or gone if Remit had made it. `entries`: it had been written since, and what Remit put
 * there was taken out. `none`: there was nothing to take out. `failed`: it is as it is, and `problem` says why.
 */
export type UndoReport = {
  readonly path: string;
  readonly kind: 'whole' | 'entries' | 'none' | 'failed';
  readonly problem: string | null;
  readonly diff: string;
  readonly entries: readonly UndoneEntry[];
  /** Whether hooks were taken out. */
  readonly hooks: boolean;
};

const ATTEMPTS = 3;

/** With `dryRun` nothing is written. */
export function undoFile(
  client: KnownClient,
  path: string,
  changes: readonly FileChange[],
  ports: ProtectPorts,
  dryRun: boolean,
): UndoReport {
  const nothing = { path, problem: null, diff: '', entries: [], hooks: false };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const read = readConfig(path);
    if (!read.ok) return { ...nothing, kind: 'failed', problem: `\`${path}\` is left alone: ${read.error}` };
    if (read.value === null) return { ...nothing, kind: 'none', problem: `\`${path}\` is gone` };
    const undone = undoChanges(client, path, read.value.text, changes, ports);
    if (!undone.ok)
      return { ...nothing, kind: 'failed', problem: `\`${path}\` is left alone: ${undone.error}` };
    const { text, whole, entries, hooks, folders } = undone.value;
    if (text === read.value.text) return { ...nothing, kind: 'none', entries, hooks };
    const done = {
      ...nothing,
      kind: whole ? 'whole' : 'entries',
      diff: unifiedDiff(path, read.value.text, text ?? ''),
      entries,
      hooks,
    } as const;
    if (dryRun) return done;
    const written = text === null ? removeConfig(read.value, folders) : replaceConfig(read.value, text);
    if (!written.ok) return { ...nothing, kind: 'failed', problem: `\`${path}\`: ${written.error}` };
    if (written.value === 'written') return done;
  }
  const problem = `\`${path}\` is written by its client all the time: end the client, and unprotect again`;
  return { ...nothing, kind: 'failed', problem };
}

type UndoneFile = {
  /** Null when Remit had made the file, and nothing else is in it. */
  readonly text: string | null;
  readonly whole: boolean;
  readonly entries: readonly UndoneEntry[];
  readonly hooks: boolean;
  readonly folders: readonly string[];
};

/** Undoes the changes of one file, the last first. */
function undoChanges(
  client: KnownClient,
  path: string,
  text: string,
  changes: readonly FileChange[],
  ports: ProtectPorts,
): Result<UndoneFile, string> {
  let done: UndoneFile = { text, whole: true, entries: [], hooks: false, folders: [] };
  for (const change of [...changes].reverse()) {
    const hash = done.text === null ? null : hashOf(done.text);
    if (hash === change.hashBefore || done.text === null) continue;
    const read = ports.protection.backup(change.backup);
    if (!read.ok) return read;
    const backup = read.value;
    const next =
      hash === change.hashAfter
        ? ok({ text: backup.text, whole: done.whole, entries: restoredAll(backup) })
        : undoWritten(client, path, done.text, backup, ports.around);
    if (!next.ok) return next;
    done = {
      ...next.value,
      entries: [...next.value.entries, ...done.entries],
      hooks: done.hooks || backup.kind === 'hooks',
      folders: [...done.folders, ...backup.folders],
    };
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
): Result<Pick<UndoneFile, 'text' | 'whole' | 'entries'>, string> {
  if (backup.kind === 'hooks') {
    if (client.hooks === null) return err(`${client.name} has no hooks`);
    const without = withoutHooks(text, backup.text, client.hooks);
    return without.ok ? ok({ text: without.value, whole: false, entries: [] }) : without;
  }
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

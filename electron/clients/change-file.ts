// Changes one file of a client: reads it, has the change planned, keeps what undoing it needs, and writes. A file that its client wrote in
// between is read anew. A crash leaves the file either as it was or changed, and the next run does the rest.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import {
  createConfig,
  foldersMissing,
  hashOf,
  readConfig,
  realPlace,
  replaceConfig,
  type ConfigText,
} from './config-text.ts';
import type { Backup, FileChange, Protection } from './protection.ts';
import { unifiedDiff } from './unified-diff.ts';

/** What a change comes to: the new text, what undoing it needs besides the old one, and servers that the file then leads to. */
export type PlannedChange = {
  readonly text: string;
  readonly undo: Pick<Backup, 'kind' | 'entries'>;
  readonly servers: readonly string[];
};

export type FileJob<Plan extends PlannedChange> = {
  readonly client: string;
  readonly path: string;
  /** `text` is null when there is no file; the error says why it is left alone. */
  readonly plan: (text: string | null) => Result<Plan, string>;
  /** The servers that `prepare` registers. */
  readonly added: () => readonly string[];
  /** Keeps what the file will need. */
  readonly prepare: () => Result<null, string>;
  readonly protection: Protection;
  /** The mode of a file that isn't there yet. */
  readonly mode: number;
  /** What a dry run has planned so far, by path; null to write. */
  readonly dry: Map<string, string> | null;
};

/** `failed`: the file is as it was, and `problem` says why and what to do. */
export type ChangedFile<Plan> = {
  readonly path: string;
  readonly kind: 'changed' | 'unchanged' | 'failed';
  readonly problem: string | null;
  readonly diff: string;
  readonly plan: Plan | null;
};

/** How often a file that its client keeps writing is read anew. */
const ATTEMPTS = 3;

export function changeFile<Plan extends PlannedChange>(job: FileJob<Plan>): ChangedFile<Plan> {
  const { path, dry } = job;
  const failed = (problem: string, plan: Plan | null = null): ChangedFile<Plan> => ({
    path,
    kind: 'failed',
    problem: `\`${path}\` ${problem}`,
    diff: '',
    plan,
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const read = readConfig(path);
    if (!read.ok) return failed(`is left alone: ${read.error}`);
    const before = dry?.get(path) ?? read.value?.text ?? null;
    const planned = job.plan(before);
    if (!planned.ok) return failed(`is left alone: ${planned.error}; mend it, and protect again`);
    const plan = planned.value;
    if (plan.text === before) return { path, kind: 'unchanged', problem: null, diff: '', plan };
    const changed = {
      path,
      kind: 'changed',
      problem: null,
      diff: unifiedDiff(path, before ?? '', plan.text),
      plan,
    } as const;
    if (dry !== null) {
      dry.set(path, plan.text);
      return changed;
    }
    const written = write(job, read.value, plan);
    if (!written.ok) return failed(`is left alone: ${written.error}`, plan);
    if (written.value) return changed;
  }
  return failed('is written by its client all the time: end the client, and protect again');
}

/** The folders that were made for changes. */
function foldersOf(changes: readonly FileChange[], protection: Protection): readonly string[] {
  return changes.flatMap(({ backup }) => {
    const read = protection.backup(backup);
    return read.ok ? read.value.folders : [];
  });
}

/** True when the file is written, false when somebody else wrote it meanwhile. What the file will need is kept first. */
function write<Plan extends PlannedChange>(
  job: FileJob<Plan>,
  read: ConfigText | null,
  plan: Plan,
): Result<boolean, string> {
  const { client, protection, path, mode } = job;
  const index = protection.index();
  if (!index.ok) return index;
  const servers = [...new Set([...index.value.servers, ...job.added()])];
  // Named before they are there: nothing else would tell, after a crash, that they are nobody's.
  const named =
    servers.length === index.value.servers.length ? ok(null) : protection.keep({ ...index.value, servers });
  if (!named.ok) return named;
  const prepared = job.prepare();
  if (!prepared.ok) return prepared;
  const file = read?.real ?? realPlace(path);
  const hashBefore = read?.hash ?? null;
  // A change that would lead from this very text was planned before a crash, and never made.
  const kept = index.value.changes.filter((one) => one.file !== file || one.hashBefore !== hashBefore);
  const dropped = index.value.changes.filter((one) => !kept.includes(one));
  const users = new Set(dropped.flatMap((one) => [one.client, ...one.also]));
  const folders = [
    ...new Set([...foldersOf(dropped, protection), ...(read === null ? foldersMissing(path) : [])]),
  ];
  const backup = protection.backUp(client, { text: read?.text ?? null, folders, ...plan.undo });
  if (!backup.ok) return backup;
  const change = {
    client,
    also: [...users].filter((user) => user !== client),
    file,
    hashBefore,
    hashAfter: hashOf(plan.text),
    backup: backup.value,
    servers: plan.servers,
  };
  const planned = protection.keep({ changes: [...kept, change], servers });
  if (!planned.ok) return planned;
  for (const one of dropped) protection.drop(one.backup);
  const written = read === null ? createConfig(file, plan.text, mode) : replaceConfig(read, plan.text);
  if (written.ok && written.value === 'written') return ok(true);
  const undone = protection.keep({ changes: kept, servers });
  protection.drop(backup.value);
  if (!undone.ok) return undone;
  return written.ok ? ok(false) : err(written.error);
}

// An export into a file that the user has picked in a dialog. Nobody but the user may read it; what was there before stays until the export
// is whole, and a failed one leaves nothing behind.

import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { ExportOrder } from '../../shared/contract/history-export.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { exportCalls, type ExportSource } from './export-calls.ts';
import { linesOut } from './lines-out.ts';

/** Writes the file; `pause` resolves when it may go on, and rejects when it shouldn't. The error is a sentence for the user. */
export async function exportFile(
  source: ExportSource,
  order: ExportOrder,
  pause: () => Promise<void>,
): Promise<Result<null, string>> {
  const { path, replaces } = order;
  try {
    if (isWithin(path, source.dataDir))
      return err(`\`${path}\` lies in Remit's own data folder: pick another folder`);
    if (!replaces && existsSync(path)) return err(`\`${path}\` is there already: pick another name`);
    if (!replaces) return await written(source, order, path, pause);
    const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
    const done = await written(source, order, beside, pause);
    if (done.ok) renameOver(beside, path);
    return done;
  } catch (error) {
    return err(problemWords(path, error));
  }
}

/** A file that is picked where the record lies would replace a part of it. */
function isWithin(path: string, dir: string): boolean {
  return `${realpathSync.native(dirname(path))}${sep}`.startsWith(`${realpathSync.native(dir)}${sep}`);
}

/** Makes the file at `path`, which must not be there, and takes it away again when something goes wrong. */
async function written(
  source: ExportSource,
  order: ExportOrder,
  path: string,
  pause: () => Promise<void>,
): Promise<Result<null, string>> {
  const out = linesOut(path);
  try {
    const steps = exportCalls(source, order, out);
    let step = steps.next();
    try {
      while (step.done !== true) {
        await pause();
        step = steps.next();
      }
    } finally {
      steps.return(ok(null));
    }
    if (step.value.ok) out.finish();
    return step.value;
  } finally {
    out.close();
  }
}

function renameOver(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { force: true });
    throw error;
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there: pick another folder',
  EPERM: 'you may not write there: pick another folder',
  EROFS: 'that disk can only be read: pick another folder',
  ENOSPC: 'the disk is full: free some space, or pick another disk',
  EDQUOT: 'your share of the disk is used up: free some space, or pick another disk',
  ENOENT: 'its folder is not there: pick another folder',
  EEXIST: 'it is there already: pick another name',
  EISDIR: 'a folder of that name is there: pick another name',
};

function problemWords(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = CAUSES[code];
  if (why !== undefined) return `\`${path}\` can't be written: ${why}`;
  return error instanceof Error ? error.message : String(error);
}

// Makes room for a new record where one lies that can't be trusted any more. Nothing is deleted: its files are moved into a folder beside.

import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { previousRecordSchema, type PreviousRecord } from '../../shared/contract/record-proof.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { KEY_FILE } from './key-store.ts';
import { headPlace, PREVIOUS_FILE } from './previous-record.ts';
import { folderAnchor } from './record-anchor.ts';
import { eachRow, openDatabase, RECORD_FILE } from './record-database.ts';
import { HEAD_FILE, parsePlace } from './record-head.ts';
import type { RecordPlaces } from './record-places.ts';
import { writeDurably } from './write-durably.ts';

/** What is left of a record when its database is gone. */
const REMAINS = [HEAD_FILE, KEY_FILE];
const ALL = [RECORD_FILE, `${RECORD_FILE}-wal`, `${RECORD_FILE}-shm`, ...REMAINS];

/**
 * Moves the record in `dir` aside: whoever opens the folder next begins a new one, which names this one and says why. No grant of it is in
 * force there. Nobody may have the record open. The value is the folder that holds it now.
 */
export async function beginNewRecord(
  dir: string,
  why: string,
  places: Pick<RecordPlaces, 'anchors' | 'folders'>,
  now: Date,
): Promise<Result<string, string>> {
  try {
    const previous = await placeOf(dir, places);
    if (previous !== null) await writeDurably(join(dir, PREVIOUS_FILE), JSON.stringify({ ...previous, why }));
    return ok(setAside(dir, previous?.record ?? 'unknown', now, 'all'));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return err(
      `the record in \`${dir}\` can't be moved away (${cause}): close what has it open, or move record.db away yourself and start Remit again`,
    );
  }
}

/** Moves a record's files into a folder beside, and says which. */
export function setAside(dir: string, record: string, now: Date, what: 'all' | 'remains'): string {
  const name = `record-${now.toISOString().slice(0, 10)}-${record.slice(0, 8)}`;
  let aside = join(dir, name);
  for (let count = 2; existsSync(aside); count += 1) aside = join(dir, `${name}-${count}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const file of what === 'all' ? ALL : REMAINS) {
    if (existsSync(join(dir, file))) renameSync(join(dir, file), join(aside, file));
  }
  return aside;
}

/** The newest place that is known of the record: it need not verify. */
async function placeOf(
  dir: string,
  { anchors, folders }: Pick<RecordPlaces, 'anchors' | 'folders'>,
): Promise<Omit<PreviousRecord, 'why'> | null> {
  const found = fromDatabase(dir);
  if (found !== null) return found;
  const anchor = await folderAnchor(anchors, folders);
  const known = headPlace(dir) ?? (anchor === null ? null : parsePlace(anchor));
  return known === null ? null : { record: known.record, seq: known.seq, hash: known.hash };
}

function fromDatabase(dir: string): Omit<PreviousRecord, 'why'> | null {
  const database = openDatabase(dir, 'read');
  if (!database.ok) return null;
  try {
    const of = (query: string): Readonly<Record<string, unknown>> =>
      [...eachRow(database.value.prepare(query))][0] ?? {};
    const { record } = of(
      "SELECT json_extract(body, '$.record') AS record FROM entries WHERE kind IN ('begin', 'checkpoint', 'prune') ORDER BY seq LIMIT 1",
    );
    const last = of('SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1');
    const parsed = previousRecordSchema.safeParse({ record, ...last, why: '' });
    if (!parsed.success) return null;
    return { record: parsed.data.record, seq: parsed.data.seq, hash: parsed.data.hash };
  } catch {
    return null;
  } finally {
    database.value.close();
  }
}

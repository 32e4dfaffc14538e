// A record that has just been made, once for all cases: making it anew costs more than everything a case does with it.

import { closeSync, copyFileSync, ftruncateSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord } from '../../electron/authority/record-file.ts';
import { KEY_FILE, keyStore } from '../../electron/authority/key-store.ts';
import { RECORD_FILE } from '../../electron/authority/record-database.ts';
import { HEAD_FILE } from '../../electron/authority/record-head.ts';
import type { RecordPlaces } from '../../electron/authority/record-places.ts';

/** What the writer gives the log at the start: a log that has it already isn't filled first. */
const LOG_SIZE = 4 * 1024 * 1024;

/** By the folder for temporary files, with which it goes. */
const blanks = new Map<string, Promise<string>>();

/** A record's places without anchors: the cases share one record. */
export function quietPlaces(dir: string): RecordPlaces {
  const anchors = {
    place: () => 'nowhere',
    read: () => Promise.resolve([]),
    write: () => Promise.resolve(),
  };
  return { keys: keyStore(dir, null), anchors, folders: [] };
}

/** Puts a record that has just begun into a folder. */
export async function putBlankRecord(dir: string): Promise<void> {
  const parent = tmpdir();
  const blank = blanks.get(parent) ?? makeBlank(parent);
  blanks.set(parent, blank);
  for (const file of [RECORD_FILE, HEAD_FILE, KEY_FILE])
    copyFileSync(join(await blank, file), join(dir, file));
  const log = openSync(join(dir, `${RECORD_FILE}-wal`), 'w', 0o600);
  ftruncateSync(log, LOG_SIZE);
  closeSync(log);
}

async function makeBlank(parent: string): Promise<string> {
  const dir = mkdtempSync(join(parent, 'remit-blank-'));
  const record = await openRecord(dir, {
    places: quietPlaces(dir),
    now: () => new Date(0),
    changed: () => undefined,
  });
  if (!record.ok) throw new Error(record.error);
  await record.value.close();
  return dir;
}

// Begins a record in a database that has no entries: a name, a key, the first entry, the head and the anchors.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instantOf } from '../../shared/contract/ids.ts';
import { beginEntry } from '../../shared/contract/record-proof.ts';
import { CHAIN_START } from '../../shared/core/record-chain.ts';
import { EntryBatch, written } from './entry-batch.ts';
import { setAside } from './begin-new-record.ts';
import { headPlace, parsedJson, previousRecord } from './previous-record.ts';
import { folderAnchor } from './record-anchor.ts';
import { eachRow } from './record-database.ts';
import { HEAD_FILE, parsePlace } from './record-head.ts';
import { newSecret, RecordKeys } from './record-keys.ts';
import type { RecordPlaces } from './record-places.ts';

/**
 * Whether the database holds no record that was ever in use: none at all, or one entry where the folder's anchor names another record.
 * That is what a crash leaves of a beginning; somebody else could have put it there with a key of his own, so it is never continued.
 */
export async function isToBegin(
  dir: string,
  database: DatabaseSyncInstance,
  { anchors, folders }: RecordPlaces,
): Promise<boolean> {
  const [first, second] = [...eachRow(database.prepare('SELECT body FROM entries ORDER BY seq LIMIT 2'))];
  if (first === undefined) return true;
  if (second !== undefined || (headPlace(dir)?.seq ?? 1) > 1) return false;
  const begin = beginEntry.safeParse(parsedJson(String(first['body'])));
  const anchor = await folderAnchor(anchors, folders);
  return begin.success && anchor !== null && parsePlace(anchor)?.record !== begin.data.record;
}

/** Writes the `begin` entry, synced. What lay in the folder before is named in it, and set aside if something of it is left. */
export async function beginRecord(
  dir: string,
  database: DatabaseSyncInstance,
  { keys, anchors, folders }: RecordPlaces,
  now: Date,
): Promise<void> {
  const previous = await previousRecord(dir, anchors, folders);
  if (existsSync(join(dir, HEAD_FILE))) setAside(dir, previous?.record ?? 'unknown', now, 'remains');
  const record = randomBytes(16).toString('hex');
  const secret = newSecret();
  const { publicKey } = new RecordKeys(secret);
  const keyPlace = await keys.save(record, secret);
  const body = beginEntry.parse({ kind: 'begin', format: 2, record, publicKey, keyPlace, previous });
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
  const start = { head: { seq: 0, hash: CHAIN_START }, unsigned: 0 };
  database.exec('PRAGMA synchronous=FULL; BEGIN IMMEDIATE; DELETE FROM entries');
  const at = instantOf(now);
  new EntryBatch(start, at, insert, null).put([written(body)]);
  database.exec('COMMIT; PRAGMA synchronous=NORMAL');
}

// A record of format 2 as docs/record-format.md describes it, written by hand: an export has to come out right whoever wrote the record.

import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { bodyText } from '../../shared/core/record-chain.ts';

export const RECORD_ID = 'ab'.repeat(16);
const SCHEMA = `CREATE TABLE entries (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, call TEXT, body TEXT NOT NULL,
  hash TEXT NOT NULL) STRICT; CREATE INDEX entries_call ON entries (call) WHERE call IS NOT NULL; PRAGMA user_version = 2;`;

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export type WrittenRecord = {
  readonly publicKey: string;
  readonly hashes: readonly string[];
};

function slot(text: string): string {
  return `${text.padEnd(511)}\n`;
}

function headSlot(key: KeyObject, seq: number, hash: string): string {
  const signature = sign(null, Buffer.from(`remit head\n${RECORD_ID}\n${seq}\n${hash}`), key).toString('hex');
  return slot(JSON.stringify({ record: RECORD_ID, seq, hash, signature }));
}

/** Writes `bodies` behind a `begin` into `dir`. The head names the last entry but `unheaded` of them. */
export function writeRecord(dir: string, bodies: readonly EntryBody[], unheaded = 0): WrittenRecord {
  const keys = generateKeyPairSync('ed25519');
  const raw = keys.publicKey.export({ format: 'jwk' }).x ?? '';
  const publicKey = Buffer.from(raw, 'base64url').toString('hex');
  const begin: EntryBody = {
    kind: 'begin',
    format: 2,
    record: RECORD_ID,
    publicKey,
    keyPlace: 'file',
    previous: null,
  };
  const database = new DatabaseSync(join(dir, 'record.db'));
  database.exec(SCHEMA);
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
  const hashes: string[] = [];
  for (const [index, body] of [begin, ...bodies].entries()) {
    const text = bodyText(body);
    const at = new Date(Date.parse('2026-11-01T08:00:00.000Z') + index * 60_000).toISOString();
    const hash = sha256Hex(`${hashes.at(-1) ?? '0'.repeat(64)}\n${index + 1}\n${at}\n${sha256Hex(text)}`);
    insert.run(index + 1, at, body.kind, 'call' in body ? body.call : null, text, hash);
    hashes.push(hash);
  }
  database.close();
  const last = hashes.length - unheaded;
  const torn = headSlot(keys.privateKey, last, hashes[last - 1] ?? '').replace('"seq"', '"seqq"');
  writeFileSync(join(dir, 'record.head'), headSlot(keys.privateKey, last, hashes[last - 1] ?? '') + torn);
  return { publicKey, hashes };
}

// Runs the verifier in this process on bytes, as often as a test wants.

import { DatabaseSync } from '@photostructure/sqlite';
import { verifyDatabase } from '../../electron/verifier/database-reader.ts';
import { ExportReader } from '../../electron/verifier/export-reader.ts';
import { Findings } from '../../electron/verifier/finding.ts';
import { MISSING_HEAD, readHeadFile } from '../../electron/verifier/head-file.ts';
import { LineSplitter } from '../../electron/verifier/line-splitter.ts';
import { loadSqlite, openDatabase, type Database } from '../../electron/verifier/open-database.ts';
import { signatureHolds } from '../../electron/verifier/signature.ts';
import type { Given, Judged } from './verifier-interface.d.mts';

/** The real check, asked once for the same words: hundreds of thousands of damaged records ask the same again and again. */
const asked = new Map<string, boolean>();
function signed(key: string, text: string, signature: string): boolean {
  const question = `${key} ${signature} ${text}`;
  const known = asked.get(question) ?? signatureHolds(key, text, signature);
  asked.set(question, known);
  return known;
}

function judged(findings: Findings): Judged {
  return { verified: !findings.any, entry: findings.list()[0]?.entry ?? null };
}

/** Judges an export, given in pieces of `size` bytes. */
export function judgeExportBytes(
  bytes: Buffer,
  { key = null, anchors = [] }: Given = {},
  size = bytes.length,
): Judged {
  const findings = new Findings();
  const reader = new ExportReader(key, anchors, findings, signed);
  const splitter = new LineSplitter((line) => reader.take(line));
  for (let at = 0; at < bytes.length; at += size) if (!splitter.feed(bytes.subarray(at, at + size))) break;
  reader.end(splitter.leftOver);
  return judged(findings);
}

/** Judges a database's bytes; `head` are those of `record.head`: null when it is missing, undefined when only the database was given. */
export function judgeDatabaseBytes(
  bytes: Buffer,
  head: Buffer | null | undefined,
  given: Given = {},
): Judged {
  const database = new DatabaseSync(':memory:');
  try {
    database.deserialize(bytes);
    return judgeOpen(database, head, given);
  } finally {
    database.close();
  }
}

const sqlite = await loadSqlite();

/** Judges a database file as the verifier opens it. */
export function judgeDatabaseFile(path: string, head: Buffer | null | undefined, given: Given = {}): Judged {
  const { database } = openDatabase(sqlite, path);
  try {
    return judgeOpen(database, head, given);
  } finally {
    database.close();
  }
}

function judgeOpen(
  database: Database,
  head: Buffer | null | undefined,
  { key = null, anchors = [] }: Given,
): Judged {
  const findings = new Findings();
  const slots = head === undefined ? null : head === null ? MISSING_HEAD : readHeadFile(head);
  verifyDatabase({ database, head: slots, key, anchors, signed, progress: () => undefined }, findings);
  return judged(findings);
}

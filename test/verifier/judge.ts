// Runs the verifier in this process on bytes, as often as a test wants.

import { DatabaseSync } from '@photostructure/sqlite';
import { verifyDatabase } from '../../electron/verifier/database-reader.ts';
import type { Anchor } from '../../electron/verifier/entry.ts';
import { ExportReader } from '../../electron/verifier/export-reader.ts';
import { Findings } from '../../electron/verifier/finding.ts';
import { MISSING_HEAD, readHeadFile } from '../../electron/verifier/head-file.ts';
import { LineSplitter } from '../../electron/verifier/line-splitter.ts';
import { signatureHolds } from '../../electron/verifier/signature.ts';
import type { Judged } from './second-verifier.mjs';

export type Given = { readonly key?: string | null; readonly anchors?: readonly Anchor[] };

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
  { key = null, anchors = [] }: Given = {},
): Judged {
  const findings = new Findings();
  const database = new DatabaseSync(':memory:');
  const given = head === undefined ? null : head === null ? MISSING_HEAD : readHeadFile(head);
  try {
    database.deserialize(bytes);
    verifyDatabase({ database, head: given, key, anchors, signed, progress: () => undefined }, findings);
  } finally {
    database.close();
  }
  return judged(findings);
}

import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { verifyDatabase } from './database-reader.ts';
import type { Anchor, Summary } from './entry.ts';
import { ExportReader } from './export-reader.ts';
import { Findings, type Finding } from './finding.ts';
import { checkFolderAnchor, folderAnchor } from './folder-anchor.ts';
import { MISSING_HEAD, readHeadFile, writtenSlots } from './head-file.ts';
import { LineSplitter } from './line-splitter.ts';
import { loadSqlite, openDatabase } from './open-database.ts';
import { signatureHolds } from './signature.ts';
import type { Chain } from './chain.ts';
import type { Signed } from './proof-body.ts';

export type VerifyInput = {
  /** A data folder, a database file, an export (`.jsonl`), or `-` for an export on stdin. */
  readonly path: string;
  readonly key: string | null;
  readonly anchors: readonly Anchor[];
  readonly progress: (entries: number) => void;
};

export type HeadState =
  /** Only the database was given. */
  | { readonly kind: 'not-given' }
  | { readonly kind: 'signed'; readonly seq: number; readonly damagedSlot: boolean };

export type Outcome =
  | { readonly kind: 'not-read'; readonly problem: string }
  | { readonly kind: 'broken'; readonly findings: readonly Finding[]; readonly summary: Summary | null }
  | { readonly kind: 'verified'; readonly summary: Summary; readonly head: HeadState };

/** Reads the record at a path and judges it. Whatever lies there, it answers; it writes nothing. */
export async function verifyPath(input: VerifyInput): Promise<Outcome> {
  const { path } = input;
  if (path === '-') return verifyExport(process.stdin, input);
  try {
    if (!existsSync(path)) return { kind: 'not-read', problem: `there is nothing at \`${path}\`` };
    if (statSync(path).isDirectory()) return await verifyFolder(input);
    if (isExport(path)) return await verifyExport(createReadStream(path), input);
    return await verifyFile(path, null, input);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { kind: 'not-read', problem: `\`${path}\` can't be read (${problem})` };
  }
}

function isExport(path: string): boolean {
  if (path.endsWith('.jsonl')) return true;
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(2);
    return readSync(file, start, 0, 2, 0) === 2 && start.toString('latin1') === '{"';
  } finally {
    closeSync(file);
  }
}

async function verifyFolder(input: VerifyInput): Promise<Outcome> {
  const database = join(input.path, 'record.db');
  const head = join(input.path, 'record.head');
  const hasHead = existsSync(head);
  if (!existsSync(database)) {
    if (!hasHead) return { kind: 'not-read', problem: `there is no record in \`${input.path}\`` };
    const problem = 'it is missing, with the whole database: only the head is there';
    return { kind: 'broken', findings: [{ kind: 'missing', entry: 1, problem }], summary: null };
  }
  // Head and anchor first: the database may be ahead of them, and never behind.
  const anchor = folderAnchor(input.path);
  return verifyFile(database, hasHead ? readFileSync(head) : 'missing', input, anchor);
}

async function verifyFile(
  path: string,
  head: Buffer | 'missing' | null,
  input: VerifyInput,
  anchor: Signed | null = null,
): Promise<Outcome> {
  const { database, disturbed } = openDatabase(await loadSqlite(), path);
  const findings = new Findings();
  let chain: Chain | null;
  try {
    const { key, anchors, progress } = input;
    const slots = head === 'missing' ? MISSING_HEAD : head === null ? null : readHeadFile(head);
    const given = { database, head: slots, key, anchors, progress, signed: signatureHolds };
    chain = verifyDatabase(given, findings);
    if (chain !== null) checkFolderAnchor(chain, anchor, findings);
  } finally {
    database.close();
  }
  if (findings.any && disturbed())
    return { kind: 'not-read', problem: `\`${path}\` was written to meanwhile: try again` };
  return outcome(chain, findings, head instanceof Uint8Array ? writtenSlots(head) : null);
}

async function verifyExport(source: AsyncIterable<unknown>, input: VerifyInput): Promise<Outcome> {
  const findings = new Findings();
  const reader = new ExportReader(input.key, input.anchors, findings, signatureHolds);
  let lines = 0;
  const splitter = new LineSplitter((line) => {
    lines += 1;
    if (lines % 1024 === 0) input.progress(lines);
    return reader.take(line);
  });
  for await (const piece of source) {
    if (Buffer.isBuffer(piece) && !splitter.feed(piece)) break;
  }
  return outcome(reader.end(splitter.leftOver), findings, 1);
}

/** `slots`: how many slots of the head were written; null when no head was given. */
function outcome(chain: Chain | null, findings: Findings, slots: number | null): Outcome {
  const summary = chain?.summary() ?? null;
  if (findings.any || chain === null || summary === null)
    return { kind: 'broken', findings: findings.list(), summary };
  const signed = chain.proofs.head();
  const head: HeadState =
    signed === null || slots === null
      ? { kind: 'not-given' }
      : { kind: 'signed', seq: signed.seq, damagedSlot: chain.proofs.soundSlots() < slots };
  return { kind: 'verified', summary, head };
}

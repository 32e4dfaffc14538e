// The record as JSON Lines that can be verified, after docs/record-format.md, "Export": bodies that weren't chosen stand in by their hash.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { LinesOut } from './lines-out.ts';
import { readHead, readName, type RecordName } from './record-head.ts';

/** Kinds that carry proof: their bodies are always there. */
const PROOF: ReadonlySet<string> = new Set(['begin', 'checkpoint', 'prune']);
const BATCH = 1000;

const entrySchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  kind: z.string(),
  call: z.string().nullable(),
  body: z.string(),
  hash: z.string(),
});
type Entry = z.infer<typeof entrySchema>;

/** Whether an entry's body was chosen. */
export type Chosen = (entry: { readonly seq: number; readonly call: string | null }) => boolean;

function line({ seq, at, hash, kind, call, body }: Entry, chosen: Chosen): string {
  const start = `{"seq":${seq},"at":${JSON.stringify(at)},"hash":${JSON.stringify(hash)}`;
  if (PROOF.has(kind) || chosen({ seq, call })) return `${start},"body":${body}}\n`;
  return `${start},"bodyHash":"${createHash('sha256').update(body).digest('hex')}"}\n`;
}

function firstLine({ record, publicKey, first, previous }: RecordName): string {
  return `${JSON.stringify({ remit: 'record', format: 2, record, publicKey, first, previous })}\n`;
}

/** Writes the record up to its head, step by step. The error is a sentence that names the thing at fault. */
export function* exportJsonl(
  dataDir: string,
  chosen: Chosen,
  out: LinesOut,
): Generator<undefined, Result<null, string>> {
  const database = new DatabaseSync(join(dataDir, 'record.db'), { readOnly: true, timeout: 5000 });
  try {
    return yield* written(database, dataDir, chosen, out);
  } finally {
    database.close();
  }
}

function* written(
  database: DatabaseSyncInstance,
  dataDir: string,
  chosen: Chosen,
  out: LinesOut,
): Generator<undefined, Result<null, string>> {
  const name = readName(database);
  if (!name.ok) return name;
  const head = readHead(dataDir, name.value);
  if (!head.ok) return head;
  const { record, seq: last, hash, signature } = head.value;
  out.write(firstLine(name.value));
  const next = database.prepare(
    'SELECT seq, at, kind, call, body, hash FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
  );
  for (let at = name.value.first - 1; at < last;) {
    const rows: readonly unknown[] = next.all(at, last, BATCH);
    if (rows.length === 0) return err(goneWords(at + 1));
    for (const row of rows) {
      const entry = entrySchema.parse(row);
      if (entry.seq !== at + 1) return err(goneWords(at + 1));
      at = entry.seq;
      if (!out.write(line(entry, chosen))) return ok(null);
    }
    yield;
  }
  out.write(`${JSON.stringify({ head: { record, seq: last, hash, signature } })}\n`);
  return ok(null);
}

/** Entries that are removed while they are written leave a file that wouldn't verify. */
function goneWords(seq: number): string {
  return `entry ${seq} is no longer in the record: export again if old entries were being removed just now, else see \`remit verify\``;
}

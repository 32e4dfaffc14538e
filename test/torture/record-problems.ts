import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import { findingWords } from '../../electron/verifier/finding.ts';
import { verifyPath } from '../../electron/verifier/verify-path.ts';

/** What the verifier has against a data folder or an export; nothing against one in which no record was begun yet. */
export async function recordProblems(path: string): Promise<readonly string[]> {
  if (isUnbegun(path)) return [];
  const outcome = await verifyPath({ path, key: null, anchors: [], progress: () => undefined });
  switch (outcome.kind) {
    case 'verified':
      return [];
    case 'not-read':
      return [outcome.problem];
    case 'broken':
      return outcome.findings.map(findingWords);
  }
}

const rowSchema = z.object({ seq: z.number(), call: z.string().nullable(), body: z.string() });
export type Entry = z.infer<typeof rowSchema>;

/** The entries of these kinds behind `seq`. */
export function entriesOf(data: string, kinds: readonly string[], seq = 0): readonly Entry[] {
  if (isUnbegun(data)) return [];
  const database = new DatabaseSync(join(data, 'record.db'), { readOnly: true });
  try {
    const marks = kinds.map(() => '?').join();
    const query = `SELECT seq, call, body FROM entries WHERE kind IN (${marks}) AND seq > ? ORDER BY seq`;
    return z.array(rowSchema).parse(database.prepare(query).all(...kinds, seq));
  } finally {
    database.close();
  }
}

/** Cut off before its first entry: then there is no head either, and the next start begins it. */
function isUnbegun(data: string): boolean {
  const path = join(data, 'record.db');
  if (data.endsWith('.jsonl') || existsSync(join(data, 'record.head'))) return false;
  if (!existsSync(path)) return true;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.length === 0 || database.prepare('SELECT seq FROM entries LIMIT 1').all().length === 0;
  } finally {
    database.close();
  }
}

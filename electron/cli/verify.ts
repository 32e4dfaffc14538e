import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * `remit verify`: reads the record with code of its own, shared with nothing that writes it, after docs/record-format.md. `path` is a
 * data folder or a record file. Prints what it found; 0 when every entry verifies, 1 with the first that doesn't.
 */
export function runVerify(path: string): number {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'record.db') : path;
  if (!existsSync(file)) {
    process.stderr.write(`remit verify: there is no record at \`${file}\`\n`);
    return 1;
  }
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      return verify(database);
    } finally {
      database.close();
    }
  } catch (error) {
    process.stdout.write(
      `the record \`${file}\` can't be read: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
}

function verify(database: InstanceType<typeof DatabaseSync>): number {
  let hash = '0'.repeat(64);
  let count = 0;
  const rows: Iterable<unknown> = database
    .prepare('SELECT seq, at, kind, call, body, hash FROM entries ORDER BY seq')
    .iterate();
  for (const row of rows) {
    if (!isRow(row)) throw new Error('a row has no columns');
    count += 1;
    const problem = wrong(row, count, hash);
    if (problem !== null) {
      process.stdout.write(`entry ${count}: ${problem}\n`);
      return 1;
    }
    hash = String(row['hash']);
  }
  process.stdout.write(`verified ${count} entries, head ${hash}\n`);
  return 0;
}

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

function wrong(row: Row, seq: number, previous: string): string | null {
  if (row['seq'] !== seq) return `is missing; the next one there is entry ${String(row['seq'])}`;
  const bodyHash = createHash('sha256').update(String(row['body'])).digest('hex');
  const text = `${previous}\n${seq}\n${String(row['at'])}\n${bodyHash}`;
  const hash = createHash('sha256').update(text).digest('hex');
  if (hash !== row['hash']) return 'its content or the one before it has been changed: the hash does not fit';
  const body: unknown = JSON.parse(String(row['body']));
  if (!isRow(body) || body['kind'] !== row['kind'] || (body['call'] ?? null) !== row['call'])
    return 'its index columns do not fit its content';
  return null;
}

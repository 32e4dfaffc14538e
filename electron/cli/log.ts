import process from 'node:process';
import type { CallRow } from '../../shared/contract/history.ts';
import { emptyFold, foldEntry, grantNamed } from '../../shared/core/grants-from-record.ts';
import { visibleLine } from '../../shared/core/visible-text.ts';
import { eachRow, openDatabase } from '../authority/record-database.ts';
import { CallReader, entryFromRow } from '../authority/record-reader.ts';

/** `remit log [--json] [--limit N]`: the history, newest first, as a table or as JSON lines. Reads only, also beside a running broker. */
export function runLog(dataDir: string, options: { readonly json: boolean; readonly limit: number }): number {
  const database = openDatabase(dataDir, 'read');
  if (!database.ok) {
    process.stderr.write(`remit log: ${database.error.problem}\n`);
    return 1;
  }
  const fold = emptyFold();
  const grants = database.value.prepare(
    "SELECT seq, at, body, hash FROM entries WHERE kind IN ('grant', 'revocation', 'prompt', 'prune') ORDER BY seq",
  );
  for (const row of eachRow(grants)) {
    const entry = entryFromRow(row);
    foldEntry(fold, entry.seq, entry.at, entry.body);
  }
  const reader = new CallReader(database.value, (id) => grantNamed(fold, id), '');
  let left = options.limit;
  let before: number | null = null;
  while (left > 0) {
    const page = reader.history({ before, limit: Math.min(left, 500) });
    for (const row of page.rows) process.stdout.write(options.json ? `${JSON.stringify(row)}\n` : line(row));
    left -= page.rows.length;
    before = page.rows.at(-1)?.seq ?? null;
    if (!page.more || before === null) break;
  }
  database.value.close();
  return 0;
}

function line(row: CallRow): string {
  const duration = row.durationMs === null ? '' : `${row.durationMs.toFixed(1)} ms`;
  const columns = [
    row.at,
    row.agent.padEnd(16),
    `${row.server} > ${row.tool}`.padEnd(32),
    row.standing.padEnd(8),
    row.outcome.padEnd(11),
    duration.padStart(10),
    row.touched.join(', '),
    `(${row.why})`,
  ];
  return `${visibleLine(columns.join('  '))}\n`;
}

import process from 'node:process';
import { calledWords } from '../../shared/core/called-words.ts';
import type { CallRow } from '../../shared/contract/history.ts';
import { visibleLine } from '../../shared/core/visible-text.ts';
import { filterFromWords } from './filter-words.ts';
import { linesOut, type LinesOut } from '../history/lines-out.ts';
import { openHistory, type OpenHistory } from './open-history.ts';

const PAGE = 500;

/**
 * `remit log [FILTER...] [--json] [--limit N]`: the calls that the filter finds, newest first, as a table or as JSON lines. Reads only, also
 * beside a running broker.
 */
export async function runLog(
  dataDir: string,
  words: readonly string[],
  options: { readonly json: boolean; readonly limit: number },
): Promise<number | string> {
  const filter = filterFromWords(words);
  if (!filter.ok) return filter.error;
  const history = await openHistory(dataDir);
  if (!history.ok) {
    process.stderr.write(`remit log: ${history.error}\n`);
    return 1;
  }
  tellBehind('log', history.value);
  const out = linesOut(null);
  let offset = 0;
  let upTo: number | null = null;
  for (let isMore = true; isMore && offset < options.limit;) {
    const limit = Math.min(PAGE, options.limit - offset);
    const page = history.value.queries.page({ filter: filter.value, upTo, offset, limit }, true);
    upTo = page.head;
    offset += page.rows.length;
    isMore = writeRows(out, page.rows, options.json) && page.rows.length === limit;
  }
  out.close();
  history.value.close();
  return 0;
}

/** Says so when the newest calls are missing. */
export function tellBehind(command: string, { behind }: OpenHistory): void {
  if (behind > 0)
    process.stderr.write(
      `remit ${command}: the newest ${behind} entries aren't in it yet: Remit is reading them\n`,
    );
}

function writeRows(out: LinesOut, rows: readonly CallRow[], json: boolean): boolean {
  return rows.every((row) => out.write(json ? `${JSON.stringify(row)}\n` : line(row)));
}

function line(row: CallRow): string {
  const duration = row.durationMs === null ? '' : `${row.durationMs.toFixed(1)} ms`;
  const columns = [
    row.at,
    row.agent.padEnd(16),
    calledWords(row).padEnd(32),
    row.standing.padEnd(8),
    row.outcome.padEnd(11),
    duration.padStart(10),
    row.touched.join(', '),
    `(${row.why})`,
  ];
  return `${visibleLine(columns.join('  '))}\n`;
}

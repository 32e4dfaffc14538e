import process from 'node:process';
import type { CallRow, HistoryFilter } from '../../shared/contract/history.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { filterText } from '../../shared/core/history-filter.ts';
import { csvHead, csvLine } from './export-csv.ts';
import { htmlEnd, htmlHead, htmlRow } from './export-html.ts';
import { exportJsonl, type Chosen } from './export-jsonl.ts';
import { filterFromWords } from './filter-words.ts';
import { linesOut, type LinesOut } from './lines-out.ts';
import { tellBehind } from './log.ts';
import { openHistory, type OpenHistory } from './open-history.ts';

const FORMATS = ['jsonl', 'csv', 'html'] as const;
type Format = (typeof FORMATS)[number];
const PAGE = 500;
/** Calls that a page lists: browsers stall at more. */
const MAX_LISTED = 20_000;
const COLUMNS = 120;

function isFormat(text: string): text is Format {
  return FORMATS.some((format) => format === text);
}

/**
 * `remit export [FILTER...] --format jsonl|csv|html [--out FILE]`: the record in a form that can be verified, or its calls for a
 * spreadsheet or a reader. A file is made for the user alone, and never written over.
 */
export async function runExport(
  dataDir: string,
  words: readonly string[],
  options: { readonly format: string; readonly out: string | null },
): Promise<number | string> {
  const filter = filterFromWords(words);
  if (!filter.ok) return filter.error;
  const { format } = options;
  if (!isFormat(format)) return `\`--format\` is one of ${FORMATS.join(', ')}: \`${format}\` isn't`;
  const done = await exported(dataDir, filter.value, format, options.out);
  if (done.ok) return 0;
  process.stderr.write(`remit export: ${done.error}\n`);
  return 1;
}

async function exported(
  dataDir: string,
  filter: HistoryFilter,
  format: Format,
  file: string | null,
): Promise<Result<null, string>> {
  const history = await openHistory(dataDir);
  if (!history.ok) return history;
  try {
    tellBehind('export', history.value);
    const out = opened(file);
    if (!out.ok) return out;
    try {
      const done = write(dataDir, history.value, filter, format, out.value);
      if (done.ok) out.value.finish();
      return done;
    } catch (error) {
      return err(`the export can't be written (${error instanceof Error ? error.message : String(error)})`);
    } finally {
      out.value.close();
    }
  } finally {
    history.value.close();
  }
}

function opened(file: string | null): Result<LinesOut, string> {
  try {
    return ok(linesOut(file));
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const why = isThere ? 'it is there already: name another, or remove it' : String(error);
    return err(`the file \`${file ?? ''}\` can't be made: ${why}`);
  }
}

function write(
  dataDir: string,
  history: OpenHistory,
  filter: HistoryFilter,
  format: Format,
  out: LinesOut,
): Result<null, string> {
  switch (format) {
    case 'jsonl':
      return exportJsonl(dataDir, filter.length === 0 ? () => true : chosenBy(history, filter), out);
    case 'csv':
      out.write(csvHead());
      for (const row of rows(history, filter)) if (!out.write(csvLine(row))) break;
      return ok(null);
    case 'html':
      writeHtml(history, filter, out);
      return ok(null);
  }
}

/** The calls that a filter finds, newest first. */
function* rows(history: OpenHistory, filter: HistoryFilter, most = Infinity): Generator<CallRow> {
  let upTo: number | null = null;
  for (let offset = 0; offset < most; offset += PAGE) {
    const page = history.queries.page({ filter, upTo, offset, limit: PAGE }, true);
    upTo = page.head;
    yield* page.rows;
    if (page.rows.length < PAGE) return;
  }
}

/** Every entry of the calls that a filter finds, and messages that were refused before there was a call. */
function chosenBy(history: OpenHistory, filter: HistoryFilter): Chosen {
  const calls = new Set<string>();
  const seqs = new Set<number>();
  for (const row of rows(history, filter)) {
    calls.add(row.call);
    seqs.add(row.seq);
  }
  return ({ seq, call }) => seqs.has(seq) || (call !== null && calls.has(call));
}

function writeHtml(history: OpenHistory, filter: HistoryFilter, out: LinesOut): void {
  const summary = history.queries.summary({ filter, buckets: COLUMNS });
  const { total } = history.queries.page({ filter, upTo: null, offset: 0, limit: 1 }, true);
  out.write(htmlHead(summary, total, filterText(filter), new Date().toISOString()));
  for (const row of rows(history, filter, MAX_LISTED)) if (!out.write(htmlRow(row))) return;
  out.write(htmlEnd(Math.max(0, total - MAX_LISTED)));
}

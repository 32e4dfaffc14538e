// Writes what a filter or a selection finds in one of the forms of an export, step by step: between two steps others may have their turn.

import type { CallRow, HistoryFilter } from '../../shared/contract/history.ts';
import type { ExportFormat, ExportQuery } from '../../shared/contract/history-export.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { filterText } from '../../shared/core/history-filter.ts';
import { countBits, emptyBits, newestBits, setBit, type Bits } from './bits.ts';
import { callRows } from './call-rows.ts';
import { csvHead, csvLine } from './export-csv.ts';
import { htmlEnd, htmlHead, htmlRow } from './export-html.ts';
import { exportJsonl, type Chosen } from './export-jsonl.ts';
import type { IndexView } from './history-index.ts';
import type { HistoryQueries } from './history-queries.ts';
import { rowsOf } from './index-file.ts';
import type { LinesOut } from './lines-out.ts';
import { summarise } from './summary.ts';

const PAGE = 500;
/** Names of calls looked through at a time. */
const LOOKED_AT = 5000;
/** Calls that a page lists: browsers stall at more. */
const MAX_LISTED = 20_000;
const COLUMNS = 120;

export type ExportSource = {
  readonly dataDir: string;
  readonly view: () => IndexView;
  readonly queries: HistoryQueries;
};

/** An export between its steps; what it gives back in the end says what went wrong, in a sentence. */
export type Export = Generator<undefined, Result<null, string>>;

/** Writes an export into `out`. It goes on whenever it is asked for its next step. */
export function* exportCalls(source: ExportSource, query: ExportQuery, out: LinesOut): Export {
  const { filter, calls, format } = query;
  if (format === 'jsonl' && calls === null && filter.length === 0)
    return yield* exportJsonl(source.dataDir, () => true, out);
  const { database } = source.view();
  const bits = calls === null ? yield* foundBy(source, filter) : yield* selected(source.view(), calls);
  const found: Found = {
    bits,
    view: () => {
      const view = source.view();
      // In another index the calls have other numbers.
      if (view.database !== database) throw new Error('the index of the history was made anew: export again');
      return view;
    },
  };
  return yield* written(source.dataDir, found, { filter, format, isSelection: calls !== null }, out);
}

/** Calls by their numbers in the index, and the index as it is now. */
type Found = { readonly bits: Bits; readonly view: () => IndexView };
type Form = {
  readonly filter: HistoryFilter;
  readonly format: ExportFormat;
  readonly isSelection: boolean;
};

function* written(dataDir: string, found: Found, form: Form, out: LinesOut): Export {
  switch (form.format) {
    case 'jsonl':
      return yield* exportJsonl(dataDir, yield* chosenBy(found), out);
    case 'csv':
      out.write(csvHead());
      for (const page of pages(found)) {
        if (!page.every((row) => out.write(csvLine(row)))) break;
        yield;
      }
      return ok(null);
    case 'html':
      yield* writeHtml(found, form, out);
      return ok(null);
  }
}

function* foundBy({ queries }: ExportSource, filter: HistoryFilter): Generator<undefined, Bits> {
  const result = queries.result(filter);
  while (!result.isDone) {
    result.step();
    yield;
  }
  return result.bits;
}

/** The numbers of these calls; those that are no longer there are left out. */
function* selected({ database }: IndexView, calls: readonly string[]): Generator<undefined, Bits> {
  const wanted = new Set(calls);
  const older = database.prepare('SELECT id, call FROM calls WHERE id < ? ORDER BY id DESC LIMIT ?');
  const ids: number[] = [];
  for (let below = Number.MAX_SAFE_INTEGER; wanted.size > 0;) {
    const rows = rowsOf(older, below, LOOKED_AT);
    for (const row of rows) if (wanted.delete(String(row['call']))) ids.push(Number(row['id']));
    if (rows.length < LOOKED_AT) break;
    below = Number(rows.at(-1)?.['id']);
    yield;
  }
  const bits = emptyBits(ids[0] ?? 0);
  for (const id of ids) setBit(bits, id);
  return bits;
}

/** The found calls, newest first. */
function* pages({ bits, view }: Found, most = Infinity): Generator<readonly CallRow[]> {
  for (let offset = 0; offset < most; offset += PAGE) {
    const ids = newestBits(bits, offset, PAGE);
    if (ids.length > 0) yield callRows(view(), ids);
    if (ids.length < PAGE) return;
  }
}

/** Every entry of the found calls, and messages that were refused before there was a call. */
function* chosenBy(found: Found): Generator<undefined, Chosen> {
  const calls = new Set<string>();
  const seqs = new Set<number>();
  for (const page of pages(found)) {
    for (const row of page) {
      calls.add(row.call);
      seqs.add(row.seq);
    }
    yield;
  }
  return ({ seq, call }) => seqs.has(seq) || (call !== null && calls.has(call));
}

function* writeHtml(found: Found, { filter, isSelection }: Form, out: LinesOut): Generator<undefined> {
  const total = countBits(found.bits);
  const chosen = isSelection
    ? { kind: 'selection' as const }
    : { kind: 'filter' as const, text: filterText(filter) };
  out.write(htmlHead(summarise(found.view(), found.bits, COLUMNS), total, chosen, new Date().toISOString()));
  for (const page of pages(found, MAX_LISTED)) {
    if (!page.every((row) => out.write(htmlRow(row)))) return;
    yield;
  }
  out.write(htmlEnd(Math.max(0, total - MAX_LISTED)));
}

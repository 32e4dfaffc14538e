import process from 'node:process';
import { exportFormatSchema, type ExportQuery } from '../../shared/contract/history-export.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { exportCalls } from '../history/export-calls.ts';
import { linesOut, type LinesOut } from '../history/lines-out.ts';
import { filterFromWords } from './filter-words.ts';
import { tellBehind } from './log.ts';
import { openHistory } from './open-history.ts';

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
  const format = exportFormatSchema.safeParse(options.format);
  if (!format.success)
    return `\`--format\` is one of ${exportFormatSchema.options.join(', ')}: \`${options.format}\` isn't`;
  const query = { filter: filter.value, calls: null, format: format.data };
  const done = await exported(dataDir, query, options.out);
  if (done.ok) return 0;
  process.stderr.write(`remit export: ${done.error}\n`);
  return 1;
}

async function exported(
  dataDir: string,
  query: ExportQuery,
  file: string | null,
): Promise<Result<null, string>> {
  const history = await openHistory(dataDir);
  if (!history.ok) return history;
  const { view, queries, close } = history.value;
  try {
    tellBehind('export', history.value);
    const out = opened(file);
    if (!out.ok) return out;
    try {
      const steps = exportCalls({ dataDir, view, queries }, query, out.value);
      for (;;) {
        const step = steps.next();
        if (step.done !== true) continue;
        if (step.value.ok) out.value.finish();
        return step.value;
      }
    } catch (error) {
      return err(`the export can't be written (${error instanceof Error ? error.message : String(error)})`);
    } finally {
      out.value.close();
    }
  } finally {
    close();
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

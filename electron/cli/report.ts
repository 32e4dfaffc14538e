import process from 'node:process';
import { visibleLine } from '../../shared/core/visible-text.ts';
import { RecordSource } from '../history/record-source.ts';
import { reportFigures, type ReportFigures } from '../history/report-figures.ts';
import { filterFromWords } from './filter-words.ts';
import { linesOut } from '../history/lines-out.ts';
import { tellBehind } from './log.ts';
import { openHistory } from './open-history.ts';

/**
 * `remit report [FILTER...] [--json]`: how many calls were inside, asked and refused, by agent, server and task, and how often each grant
 * was used for them.
 */
export async function runReport(
  dataDir: string,
  words: readonly string[],
  json: boolean,
): Promise<number | string> {
  const filter = filterFromWords(words);
  if (!filter.ok) return filter.error;
  const history = await openHistory(dataDir);
  if (!history.ok) {
    process.stderr.write(`remit report: ${history.error}\n`);
    return 1;
  }
  tellBehind('report', history.value);
  const source = RecordSource.open(dataDir);
  const granted = source?.grants() ?? [];
  source?.close();
  const { queries, view, close } = history.value;
  const figures = reportFigures(view(), queries, filter.value, granted);
  const out = linesOut(null);
  out.write(json ? `${JSON.stringify(figures)}\n` : table(figures));
  out.close();
  close();
  return 0;
}

type Counts = {
  readonly calls: number;
  readonly inside: number;
  readonly asked: number;
  readonly refused: number;
};

function counts({ calls, inside, asked, refused }: Counts): string {
  return [calls, inside, asked, refused].map((count) => String(count).padStart(9)).join('');
}

function section(title: string, rows: readonly (Counts & { readonly name: string })[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => `  ${visibleLine(row.name).padEnd(30)}${counts(row)}\n`);
  return `\n${title}\n${lines.join('')}`;
}

function table(figures: ReportFigures): string {
  const heads = ['calls', 'inside', 'asked', 'refused'].map((head) => head.padStart(9)).join('');
  const tasks = figures.tasks.map((one) => ({ ...one, name: one.task ?? 'outside every task' }));
  return [
    `${''.padEnd(32)}${heads}\n`,
    `${'all'.padEnd(32)}${counts(figures)}\n`,
    section(
      'agents',
      figures.agents.map((one) => ({ ...one, name: one.name === '' ? '?' : one.name })),
    ),
    section('servers', figures.servers),
    section('tasks (asked: the prompts of each)', tasks),
    authority(figures.grants),
  ].join('');
}

function authority(grants: ReportFigures['grants']): string {
  if (grants.length === 0) return '';
  const used = grants.filter(({ uses }) => uses > 0).length;
  const lines = grants.map(({ words, uses, revokedAt }) => {
    const ended = revokedAt === null ? '' : ` (revoked ${revokedAt})`;
    return `  ${String(uses).padStart(7)} times  ${visibleLine(words)}${ended}\n`;
  });
  return `\nauthority: ${grants.length} granted, ${used} of them used\n${lines.join('')}`;
}

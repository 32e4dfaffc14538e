// The history as one page that needs nothing else: no scripts, nothing loaded, every text escaped. Agents and servers choose these texts,
// so the page's own policy allows its style sheet and nothing more.

import { createHash } from 'node:crypto';
import { calledWords } from '../../shared/core/called-words.ts';
import type { CallRow, HistorySummary } from '../../shared/contract/history.ts';
import { visibleLine } from '../../shared/core/visible-text.ts';

const STYLE = `
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1c1c1e; background: #fff }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 2rem }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere }
td.count, th.count { text-align: right }
svg { width: 100%; height: auto }
.inside { fill: #2f7d4f } .asked { fill: #b7791f } .refused { fill: #b3392f } .axis { fill: #555; font-size: 11px }
.quiet { color: #555 }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #1c1c1e } th, td { border-color: #444 } .quiet, .axis { color: #aaa; fill: #aaa } }
`;

/** A text that can stand anywhere in the page: hidden characters are shown by their codes. */
export function escapeHtml(text: string): string {
  return visibleLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What has chosen a page's calls: the user one by one, or a filter. */
export type ChosenBy = { readonly kind: 'selection' } | { readonly kind: 'filter'; readonly text: string };

function chosenWords(by: ChosenBy): string {
  if (by.kind === 'selection') return 'selected calls';
  return by.text === '' ? 'all calls' : `calls that match <code>${escapeHtml(by.text)}</code>`;
}

/** Everything before the rows of calls. `by` has chosen them, `made` is when the page was made. */
export function htmlHead(summary: HistorySummary, calls: number, by: ChosenBy, made: string): string {
  const style = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    `<title>Remit: history</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<h1>History</h1>\n`,
    `<p>${calls} ${chosenWords(by)}. Made ${escapeHtml(made)}.</p>\n`,
    chart(summary),
    names('Agents', summary.agents),
    names('Servers', summary.servers),
    names(
      'Tools',
      summary.tools.map((one) => ({ ...one, name: `${one.server} > ${one.tool}` })),
    ),
    '<h2>Calls</h2>\n<table>\n<thead><tr>',
    ['When', 'Agent', 'Tool', 'Touched', 'Standing', 'Why', 'Outcome']
      .map((head) => `<th>${head}</th>`)
      .join(''),
    '</tr></thead>\n<tbody>\n',
  ].join('');
}

export function htmlRow(row: CallRow): string {
  const cells = [
    row.at,
    row.agent,
    calledWords(row),
    row.touched.join(', '),
    row.standing,
    row.why,
    row.durationMs === null ? row.outcome : `${row.outcome}, ${row.durationMs.toFixed(1)} ms`,
  ];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>\n`;
}

/** `left`: calls that were too many for the page. */
export function htmlEnd(left: number): string {
  const more =
    left === 0
      ? ''
      : `<p class="quiet">${left} older calls are left out: the other formats have them all.</p>\n`;
  return `</tbody>\n</table>\n${more}</body>\n</html>\n`;
}

type Named = {
  readonly name: string;
  readonly inside: number;
  readonly asked: number;
  readonly refused: number;
};

function names(title: string, rows: readonly Named[]): string {
  if (rows.length === 0) return '';
  const heads = ['Inside', 'Asked', 'Refused'].map((head) => `<th class="count">${head}</th>`).join('');
  const lines = rows.map(({ name, inside, asked, refused }) => {
    const counts = [inside, asked, refused].map((count) => `<td class="count">${count}</td>`).join('');
    return `<tr><td>${escapeHtml(name)}</td>${counts}</tr>\n`;
  });
  return `<h2>${title}</h2>\n<table>\n<thead><tr><th>Name</th>${heads}</tr></thead>\n<tbody>\n${lines.join('')}</tbody>\n</table>\n`;
}

const WIDTH = 960;
const HEIGHT = 160;

/** Calls over time as columns of three parts. */
function chart({ from, to, bucketMs, buckets }: HistorySummary): string {
  if (from === null || to === null || buckets.length === 0) return '<p class="quiet">No calls.</p>\n';
  const start = Math.floor(Date.parse(from) / bucketMs) * bucketMs;
  const count = Math.floor((Date.parse(to) - start) / bucketMs) + 1;
  const most = Math.max(...buckets.map(({ inside, asked, refused }) => inside + asked + refused), 1);
  const columns = buckets.map((bucket) => {
    const x = ((Date.parse(bucket.at) - start) / bucketMs) * (WIDTH / count);
    return column(bucket, x, Math.max(0.5, WIDTH / count - 1), most);
  });
  const axis = (x: number, anchor: string, text: string): string =>
    `<text class="axis" x="${x}" y="${HEIGHT + 16}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT + 24}" role="img" aria-label="Calls over time">`,
    ...columns,
    axis(0, 'start', from),
    axis(WIDTH, 'end', to),
    '</svg>\n<p class="quiet">Green: inside. Amber: asked. Red: refused.</p>\n',
  ].join('\n');
}

function column(bucket: HistorySummary['buckets'][number], x: number, width: number, most: number): string {
  let y = HEIGHT;
  const parts = (['inside', 'asked', 'refused'] as const).map((kind) => {
    const height = (bucket[kind] / most) * HEIGHT;
    y -= height;
    const [left, top, wide, high] = [x, y, width, height].map((number) => number.toFixed(2));
    return `<rect class="${kind}" x="${left}" y="${top}" width="${wide}" height="${high}"/>`;
  });
  return `<g><title>${escapeHtml(bucket.at)}: ${bucket.inside} inside, ${bucket.asked} asked, ${bucket.refused} refused</title>${parts.join('')}</g>`;
}

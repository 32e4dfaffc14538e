// Calls as comma-separated values (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe: an agent chooses these texts.

import type { CallRow } from '../../shared/contract/history.ts';

const COLUMNS: readonly (readonly [string, (row: CallRow) => string | number | null])[] = [
  ['at', (row) => row.at],
  ['seq', (row) => row.seq],
  ['call', (row) => row.call],
  ['agent', (row) => row.agent],
  ['server', (row) => row.server],
  ['tool', (row) => row.tool],
  ['session', (row) => row.session],
  ['task', (row) => row.task],
  ['standing', (row) => row.standing],
  ['by', (row) => row.by],
  ['why', (row) => row.why],
  ['outcome', (row) => row.outcome],
  ['durationMs', (row) => row.durationMs],
  ['touched', (row) => row.touched.join('\n')],
];

/** Signs that begin a formula, also behind what a spreadsheet drops at the beginning. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvHead(): string {
  return `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
}

export function csvLine(row: CallRow): string {
  return `${COLUMNS.map(([, value]) => cell(value(row))).join(',')}\r\n`;
}

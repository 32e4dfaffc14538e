import process from 'node:process';
import type { Coverage, CoveragePath, CoverageRow } from '../../shared/contract/coverage.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { coverageOf } from '../clients/coverage-of.ts';
import { isInstalled } from '../clients/find-files.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import { protectWords, surroundingsHere } from './protect-setup.ts';

const PATHS: Readonly<Record<CoveragePath, string>> = {
  'mcp-stdio': 'server',
  'mcp-http': 'HTTP server',
  'built-in': 'its own tools',
  extensions: 'extensions',
  connectors: 'cloud',
};

/** `remit doctor [--json] [--project DIR]`: what of each agent Remit guards, and why not more. The exit code, or what is wrong. */
export function runDoctor(args: readonly string[], json: boolean): number | string {
  const words = protectWords(['--all', ...args]);
  if (!words.ok) return `doctor: ${words.error}`;
  const around = surroundingsHere(words.value.projects);
  const found = knownClients.filter((client) => isInstalled(client, around));
  const rows = found.flatMap((client) => coverageOf(client, around));
  if (json) process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  else if (found.length === 0) process.stdout.write('No agent that Remit knows is installed here\n');
  else for (const { name } of found) process.stdout.write(paragraph(name, rows));
  return 0;
}

function paragraph(agent: string, rows: readonly CoverageRow[]): string {
  const own = rows.filter((row) => row.agent === agent);
  if (own.length === 0) return `${agent}\n  no servers\n`;
  return `${agent}\n${own.map(line).join('')}`;
}

function line({ path, entry, coverage }: CoverageRow): string {
  const what = entry === null || entry.name === '' ? PATHS[path] : `${PATHS[path]} ${entry.name}`;
  const where = entry === null ? '' : `\n      in ${entry.file}`;
  return `  ${coverage.kind.padEnd(11)}  ${what}: ${coverageWords(coverage)}${where}\n`;
}

function coverageWords(coverage: Coverage): string {
  switch (coverage.kind) {
    case 'proven':
      return `a call was stopped on ${coverage.at}`;
    case 'configured':
      return coverage.why;
    case 'best-effort':
    case 'unguarded':
      return `${coverage.why}; ${coverage.remedy}`;
    default:
      return assertNever(coverage);
  }
}

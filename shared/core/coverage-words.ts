// What is said of an agent's coverage, in the window and on the command line.

import type { Coverage, CoveragePath, CoverageRow } from '../contract/coverage.ts';
import { assertNever } from './assert-never.ts';

const PATHS: Readonly<Record<CoveragePath, string>> = {
  'mcp-stdio': 'server',
  'mcp-http': 'HTTP server',
  'built-in': 'its own tools',
  extensions: 'extensions',
  connectors: 'cloud connectors',
};

/** How well a way is guarded, in the words of the window, the terminal and the docs. */
export const GUARDED: Readonly<Record<Coverage['kind'], string>> = {
  proven: 'proven',
  configured: 'configured',
  'best-effort': 'best effort',
  unguarded: 'unguarded',
};

/** Which way it is: `server mail`, `its own tools`. */
export function coverageTitle({ path, entry }: CoverageRow): string {
  return entry === null || entry.name === '' ? PATHS[path] : `${PATHS[path]} ${entry.name}`;
}

/** Why it is so, and what can be done: a sentence without its end. */
export function coverageWords(coverage: Coverage): string {
  switch (coverage.kind) {
    case 'proven':
      return `a call made as the file says was stopped on ${coverage.at}; ${coverage.why}`;
    case 'configured':
      return coverage.why;
    case 'best-effort': {
      const stopped =
        coverage.stopped === null
          ? ''
          : `a call made as the file says was stopped on ${coverage.stopped}; but `;
      return `${stopped}${coverage.why}; ${coverage.remedy}`;
    }
    case 'unguarded':
      return `${coverage.why}; ${coverage.remedy}`;
    default:
      return assertNever(coverage);
  }
}

/** How an agent stands as a whole, by what its files say: extensions and what runs in a cloud are told of beside it. */
export type AgentStanding = 'protected' | 'partly' | 'unprotected' | 'empty';

export function agentStanding(rows: readonly CoverageRow[]): AgentStanding {
  const counted = rows.filter(isCounted);
  const guarded = counted.filter(({ coverage }) => coverage.kind !== 'unguarded').length;
  if (counted.length === 0) return 'empty';
  if (guarded === 0) return 'unprotected';
  return guarded === counted.length ? 'protected' : 'partly';
}

/** Whether protecting would change anything. */
export function canProtect({ rows }: { readonly rows: readonly CoverageRow[] }): boolean {
  return rows.some(({ coverage }) => coverage.kind === 'unguarded' && coverage.byProtect);
}

/** The same in one line with counts, as `partly protected: 2 of 3 servers, not its own tools`. */
export function standingWords(rows: readonly CoverageRow[]): string {
  const servers = rows.filter(({ entry }) => entry !== null);
  const guarded = servers.filter(({ coverage }) => coverage.kind !== 'unguarded').length;
  const own = rows.filter(({ path }) => path === 'built-in');
  const parts: string[] = [];
  if (servers.length === 0) parts.push('no servers');
  else parts.push(`${guarded} of ${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`);
  if (own.length > 0)
    parts.push(
      own.some(({ coverage }) => coverage.kind === 'unguarded') ? 'not its own tools' : 'its own tools',
    );
  return `${STANDINGS[agentStanding(rows)]}: ${parts.join(', ')}`;
}

const STANDINGS: Readonly<Record<AgentStanding, string>> = {
  protected: 'protected',
  partly: 'partly protected',
  unprotected: 'not protected',
  empty: 'nothing to protect',
};

function isCounted({ path, entry }: CoverageRow): boolean {
  return entry !== null || path === 'built-in';
}

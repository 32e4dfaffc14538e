// What has changed between two looks at the agents' files: pure.

import type { CoverageChange, CoverageFinding, CoverageRow } from '../../shared/contract/coverage.ts';
import type { Instant } from '../../shared/contract/ids.ts';

/** One way of an agent as it was seen. */
export type SeenWay = {
  readonly agent: string;
  readonly agentName: string;
  readonly row: CoverageRow;
  /** Remit has changed the file of the entry, or for an agent's own tools any file of it, and can put it back. Null: nobody knows. */
  readonly isKept: boolean | null;
};

/** What is remembered of a way from one look to the next. */
export type SeenMark = { readonly way: string; readonly isGuarded: boolean; readonly isKept: boolean };

export type Seen = { readonly marks: readonly SeenMark[]; readonly findings: readonly CoverageFinding[] };

export type Change = {
  readonly agent: string;
  readonly path: CoverageRow['path'];
  readonly name: string;
  readonly change: Exclude<CoverageChange, 'proven'>;
};

export type Look = Seen & {
  readonly changes: readonly Change[];
  /** Findings that weren't there at the last look. */
  readonly fresh: readonly CoverageFinding[];
};

/** Ways in files, and the agent's own tools: of the others no file says anything. */
export function isWatched({ path, entry }: CoverageRow): boolean {
  return entry !== null || path === 'built-in';
}

/** Compares what is seen now with what was. With `before` null, nothing is news. */
export function coverageChanges(before: Seen | null, ways: readonly SeenWay[], now: Instant): Look {
  const watched = ways.filter(({ row }) => isWatched(row));
  const marks = new Map(before?.marks.map((mark) => [mark.way, mark]));
  const guards = new Set(watched.filter(({ row }) => isGuarded(row)).map(({ agent }) => agent));
  const known = new Map(before?.findings.map((finding) => [finding.id, finding]));
  const findings: CoverageFinding[] = [];
  const fresh: CoverageFinding[] = [];
  const changes: Change[] = [];
  for (const way of watched) {
    const id = wayId(way);
    const found = known.get(id);
    const { coverage } = way.row;
    if (coverage.kind !== 'unguarded') {
      if (found !== undefined) changes.push(changeOf(way, 'regained'));
      continue;
    }
    if (found !== undefined) {
      findings.push({ ...found, why: coverage.why, remedy: coverage.remedy });
      continue;
    }
    const change = before === null ? null : whatChanged(way, marks.get(id), guards);
    if (change === null) continue;
    const finding = findingOf(way, id, change, coverage, now);
    findings.push(finding);
    fresh.push(finding);
    changes.push(changeOf(way, change));
  }
  return {
    marks: watched.map((way) => markOf(way, marks.get(wayId(way)))),
    findings,
    fresh,
    changes,
  };
}

function whatChanged(
  way: SeenWay,
  mark: SeenMark | undefined,
  guards: ReadonlySet<string>,
): 'lost' | 'new' | null {
  // Whoever took Remit out with Remit meant it.
  if (mark?.isKept === true && way.isKept === false) return null;
  if (mark?.isGuarded === true) return 'lost';
  return mark === undefined && (guards.has(way.agent) || way.isKept === true) ? 'new' : null;
}

function markOf(way: SeenWay, mark: SeenMark | undefined): SeenMark {
  return { way: wayId(way), isGuarded: isGuarded(way.row), isKept: way.isKept ?? mark?.isKept ?? false };
}

function findingOf(
  { agent, agentName, row }: SeenWay,
  id: string,
  change: 'lost' | 'new',
  { why, remedy }: { readonly why: string; readonly remedy: string },
  at: Instant,
): CoverageFinding {
  const { path, entry } = row;
  return {
    id,
    agent,
    agentName,
    path,
    name: entry?.name ?? '',
    file: entry?.file ?? null,
    change,
    why,
    remedy,
    at,
  };
}

function changeOf({ agentName, row }: SeenWay, change: Change['change']): Change {
  return { agent: agentName, path: row.path, name: row.entry?.name ?? '', change };
}

function isGuarded({ coverage }: CoverageRow): boolean {
  return coverage.kind !== 'unguarded';
}

/** An entry stays the same way when it is reached by another transport than before. */
function wayId({ agent, row: { path, entry } }: SeenWay): string {
  return JSON.stringify(entry === null ? [agent, path] : [agent, entry.file, entry.name]);
}

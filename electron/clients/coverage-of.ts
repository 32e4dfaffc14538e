// What of one client's calls Remit sees, judged by its files alone.

import type { Coverage, CoverageRow } from '../../shared/contract/coverage.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { readConfig } from './config-text.ts';
import { findFiles, type FoundFile, type Surroundings } from './find-files.ts';
import { hookInstalled } from './hook-places.ts';
import type { KnownClient } from './known-client.ts';
import { valueAt } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import { entryPaths } from './plan-file.ts';
import { readEntry } from './read-entry.ts';

/** A row for each entry of the client's files, and for each other way. */
export function coverageOf(client: KnownClient, around: Surroundings): readonly CoverageRow[] {
  const entries = findFiles(client, around).flatMap((file) => fileRows(file, around));
  const facts = client.facts.map(({ path, kind, why, remedy }): CoverageRow => ({
    agent: client.name,
    path,
    entry: null,
    coverage: { kind, why, remedy },
  }));
  return [...entries, ...builtIn(client, around), ...facts];
}

function builtIn(client: KnownClient, around: Surroundings): readonly CoverageRow[] {
  const { hooks } = client;
  if (hooks === null) return [];
  const coverage: Coverage = !hookInstalled(client, around)
    ? {
        kind: 'unguarded',
        why: 'no hook of Remit is installed for its own tools',
        remedy: `run \`remit protect ${client.id}\``,
      }
    : hooks.kind === 'configured'
      ? { kind: 'configured', why: hooks.why }
      : { kind: 'best-effort', why: hooks.why, remedy: "keep the agent's own questions on, too" };
  return [{ agent: client.name, path: 'built-in', entry: null, coverage }];
}

function fileRows(file: FoundFile, around: Surroundings): readonly CoverageRow[] {
  const { client, known, path } = file;
  const row = (name: string, way: CoverageRow['path'], coverage: Coverage): CoverageRow => ({
    agent: client.name,
    path: way,
    entry: { name, file: path },
    coverage,
  });
  const read = readConfig(path);
  const parsed = read.ok
    ? formatOf(known.format).parse((read.value?.text ?? '').replace(/^\uFEFF/, ''))
    : null;
  if (parsed === null || !parsed.ok) {
    const where = parsed === null ? '' : ` (line ${parsed.error.line}: ${parsed.error.problem})`;
    const why = `the file can't be read${where}`;
    return [
      row('', 'mcp-stdio', { kind: 'unguarded', why, remedy: 'mend it, and run `remit doctor` again' }),
    ];
  }
  return entryPaths(parsed.value, known.at).map((at) => {
    const value = valueAt(parsed.value, at);
    const way = client.entry.urls.some((key) => typeof valueAt(value, [key]) === 'string')
      ? 'mcp-http'
      : 'mcp-stdio';
    return row(at.at(-1) ?? '', way, entryCoverage(value, file, around));
  });
}

function entryCoverage(value: unknown, file: FoundFile, around: Surroundings): Coverage {
  const { home, env } = around;
  const source = { home, env, project: file.project, folder: file.project ?? home };
  const entry = readEntry(value, file.client.entry, source);
  const remedy =
    file.known.scope === 'managed'
      ? 'ask the administrator of this machine to put Remit in its place'
      : `run \`remit protect ${file.client.id}${file.project === null ? '' : ` --project ${file.project}`}\``;
  switch (entry.kind) {
    case 'remit':
      return { kind: 'configured', why: `it leads to Remit as \`${entry.server}\`` };
    case 'left':
      return { kind: 'unguarded', why: entry.why, remedy: entry.remedy };
    case 'stdio':
      return { kind: 'unguarded', why: 'it starts its server itself', remedy };
    case 'http':
      return { kind: 'unguarded', why: 'it calls its server itself', remedy };
    default:
      return assertNever(entry);
  }
}

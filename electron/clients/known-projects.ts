import { existsSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { readConfig } from './config-text.ts';
import { pathsOf, type Surroundings } from './find-files.ts';
import { isRecord, valueAt } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import type { KnownClient } from './known-client.ts';

/** Agents that name very many folders are believed up to here. */
const MOST = 200;

/** The folders of projects that agents' own files name, as far as they are there: the keys of their map `projects`. The home isn't one. */
export function knownProjects(
  clients: readonly KnownClient[],
  around: Omit<Surroundings, 'projects'>,
): readonly string[] {
  const folders = new Set<string>();
  for (const client of clients)
    for (const known of client.files)
      if (known.scope === 'user' && known.base !== 'project')
        for (const path of pathsOf(known, { ...around, projects: [] }))
          for (const folder of projectsIn(path, known.format)) folders.add(folder);
  folders.delete(around.home);
  return [...folders].filter(isFolder).slice(0, MOST);
}

function projectsIn(path: string, format: KnownClient['files'][number]['format']): readonly string[] {
  if (!existsSync(path)) return [];
  const read = readConfig(path);
  const text = read.ok ? (read.value?.text ?? '') : '';
  if (!text.includes('projects')) return [];
  const parsed = formatOf(format).parse(text.replace(/^\uFEFF/, ''));
  const map = parsed.ok ? valueAt(parsed.value, ['projects']) : null;
  return isRecord(map) ? Object.keys(map).filter((folder) => isAbsolute(folder)) : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

import { err, ok, type Result } from '../../shared/contract/result.ts';
import { hashOf, readConfig } from './config-text.ts';
import type { FoundFile, Surroundings } from './find-files.ts';
import { valueAt } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import { entryPaths } from './plan-file.ts';
import { addressKeys, readEntry, type Entry } from './read-entry.ts';

/** One entry of a client's file as it stands there. */
export type ClientEntry = {
  readonly name: string;
  readonly way: 'mcp-stdio' | 'mcp-http';
  readonly value: unknown;
  readonly entry: Entry;
  /** Of all that the entry says, so that it can be told when it says something else. */
  readonly hash: string;
};

/** Numbers of TOML may be larger than JSON's. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The entries of a file; the error says why it can't be read, and where. */
export function clientEntries(file: FoundFile, around: Surroundings): Result<readonly ClientEntry[], string> {
  const { client, known, path, project } = file;
  const { home, env } = around;
  const read = readConfig(path);
  if (!read.ok) return err("the file can't be read");
  const parsed = formatOf(known.format).parse((read.value?.text ?? '').replace(/^\uFEFF/, ''));
  if (!parsed.ok) return err(`the file can't be read (line ${parsed.error.line}: ${parsed.error.problem})`);
  const source = { home, env, project, folder: project ?? home };
  return ok(
    entryPaths(parsed.value, known.at).map((at) => {
      const value = valueAt(parsed.value, at);
      return {
        name: at.at(-1) ?? '',
        way: addressKeys(value, client.entry).length > 0 ? 'mcp-http' : 'mcp-stdio',
        value,
        entry: readEntry(value, client.entry, source),
        hash: hashOf(JSON.stringify(value ?? null, asText)),
      };
    }),
  );
}

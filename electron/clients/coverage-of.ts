// What of one client's calls Remit sees, judged by its files, and by the calls that were made to be stopped.

import type { Coverage, CoverageRow } from '../../shared/contract/coverage.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { clientEntries, type ClientEntry } from './client-entries.ts';
import { codexHookTrust, type CodexTrust } from './codex-trust.ts';
import { findFiles, type FoundFile, type Surroundings } from './find-files.ts';
import { hookCommands, hooksHash } from './hook-commands.ts';
import { hookInstalled } from './hook-places.ts';
import type { KnownClient } from './known-client.ts';
import { HTTP_IN_PROJECT } from './plan-file.ts';
import type { Proofs } from './proofs.ts';

/** A row for each entry of the client's files, and for each other way. */
export function coverageOf(
  client: KnownClient,
  around: Surroundings,
  proofs: Proofs,
): readonly CoverageRow[] {
  const entries = findFiles(client, around).flatMap((file) => fileRows(file, around, proofs));
  const facts = client.facts.map(({ path, kind, why, remedy }): CoverageRow => ({
    agent: client.name,
    path,
    entry: null,
    coverage:
      kind === 'best-effort' ? { kind, why, remedy, stopped: null } : { kind, why, remedy, byProtect: false },
  }));
  return [...entries, ...builtIn(client, around, proofs), ...facts];
}

function builtIn(client: KnownClient, around: Surroundings, proofs: Proofs): readonly CoverageRow[] {
  const { hooks } = client;
  if (hooks === null) return [];
  const coverage = hookInstalled(client, around)
    ? hookCoverage(client, around, hooks, proofs)
    : ({
        kind: 'unguarded',
        why:
          hookCommands(client, around).length === 0
            ? 'no hook of Remit is installed for its own tools'
            : "Remit's hook for its own tools is not as Remit writes it, or not for all of them",
        remedy: `run \`remit protect ${client.id}\``,
        byProtect: true,
      } as const);
  return [{ agent: client.name, path: 'built-in', entry: null, coverage }];
}

function hookCoverage(
  client: KnownClient,
  around: Surroundings,
  { kind, why }: NonNullable<KnownClient['hooks']>,
  proofs: Proofs,
): Coverage {
  if (client.id === 'codex') {
    const why = untrusted(codexHookTrust(around));
    if (why !== null)
      return {
        kind: 'unguarded',
        why,
        remedy: 'open `/hooks` in Codex, and trust it there',
        byProtect: false,
      };
  }
  const key = { agent: client.id, path: 'built-in', file: '', name: '' } as const;
  const at = proofs(key, hooksHash(hookCommands(client, around)));
  if (kind === 'configured') return at === null ? { kind, why } : { kind: 'proven', at, why };
  return { kind, why, remedy: "keep the agent's own questions on, too", stopped: at };
}

/** Why Codex doesn't run the hook, or null. */
function untrusted(trust: CodexTrust | null): string | null {
  switch (trust) {
    case 'untrusted':
      return "Remit's hook is installed, and not trusted yet: it doesn't run";
    case 'modified':
      return "Remit's hook is another than the one that was trusted: it doesn't run";
    case 'off':
      return "Remit's hook is switched off";
    case 'trusted':
    case null:
      return null;
    default:
      return assertNever(trust);
  }
}

function fileRows(file: FoundFile, around: Surroundings, proofs: Proofs): readonly CoverageRow[] {
  const { client, path } = file;
  const row = (
    name: string,
    way: CoverageRow['path'],
    coverage: Coverage,
    server: string | null = null,
  ): CoverageRow => ({ agent: client.name, path: way, entry: { name, file: path, server }, coverage });
  const entries = clientEntries(file, around);
  if (!entries.ok)
    return [
      row('', 'mcp-stdio', {
        kind: 'unguarded',
        why: entries.error,
        remedy: 'mend it: what stands in it will be looked at again',
        byProtect: false,
      }),
    ];
  return entries.value.map((one) => {
    const server = one.entry.kind === 'remit' ? one.entry.server : null;
    return row(one.name, one.way, entryCoverage(one, file, proofs), server);
  });
}

function entryCoverage(one: ClientEntry, file: FoundFile, proofs: Proofs): Coverage {
  const { entry, name, way, hash } = one;
  const byProtect = file.known.scope !== 'managed';
  const remedy = !byProtect
    ? 'ask the administrator of this machine to put Remit in its place'
    : `run \`remit protect ${file.client.id}${file.project === null ? '' : ` --project ${file.project}`}\``;
  switch (entry.kind) {
    case 'remit': {
      const why = `it leads to Remit as \`${entry.server}\``;
      const at = proofs({ agent: file.client.id, path: way, file: file.path, name }, hash);
      return at === null ? { kind: 'configured', why } : { kind: 'proven', at, why };
    }
    case 'left':
      return { kind: 'unguarded', why: entry.why, remedy: entry.remedy, byProtect: false };
    case 'stdio':
      return { kind: 'unguarded', why: 'it starts its server itself', remedy, byProtect };
    case 'http':
      if (file.known.scope === 'project') return { kind: 'unguarded', ...HTTP_IN_PROJECT, byProtect: false };
      return { kind: 'unguarded', why: 'it calls its server itself', remedy, byProtect };
    default:
      return assertNever(entry);
  }
}

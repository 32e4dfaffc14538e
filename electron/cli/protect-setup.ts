import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import type { KnownClient } from '../clients/known-client.ts';

export type ProtectWords = {
  readonly clients: readonly KnownClient[];
  /** All clients were meant, so that those which aren't there need no word. */
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly projects: readonly string[];
};

/** Reads `AGENT|--all [--dry-run] [--project DIR]`. */
export function protectWords(args: readonly string[]): Result<ProtectWords, string> {
  const clients: KnownClient[] = [];
  const projects: string[] = [];
  let all = false;
  let dryRun = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [flag, inline] = arg.split(/=(.*)/s, 2);
    if (arg === '--all') all = true;
    else if (arg === '--dry-run') dryRun = true;
    else if (flag === '--project') {
      if (inline === undefined) at += 1;
      const folder = inline ?? args[at] ?? '';
      if (!existsSync(folder)) return err(`the project folder \`${folder}\` does not exist`);
      projects.push(resolve(folder));
    } else {
      const client = knownClients.find(({ id, name }) =>
        [id, name.toLowerCase()].includes(arg.toLowerCase()),
      );
      if (client === undefined)
        return err(`\`${arg}\` is no agent that Remit knows: ${knownClients.map(({ id }) => id).join(', ')}`);
      clients.push(client);
    }
  }
  if (all === clients.length > 0) return err('name the agents, or all with --all');
  return ok({ clients: all ? knownClients : clients, all, dryRun, projects });
}

// Protects and unprotects for the app's window: first what would change, then that and nothing else.

import { existsSync } from 'node:fs';
import type { ProtectDone, ProtectFile, ProtectOrder, ProtectPlan } from '../../shared/contract/agents.ts';
import type { Sha256 } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { alone } from '../authority/protect-lock.ts';
import { sha256 } from '../authority/sha256.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import type { KnownClient } from '../clients/known-client.ts';
import { protectClients, type FileReport, type ProtectPorts } from '../clients/protect.ts';
import type { UndoReport } from '../clients/undo-file.ts';
import { unprotectClients } from '../clients/unprotect.ts';
import { program } from './protect-ports.ts';
import { signInCommand } from './sign-in-command.ts';
import { systemVault } from './vault.ts';

export type ProtectDeskPorts = { readonly dir: string; readonly ports: () => ProtectPorts };

type Run = { readonly files: ProtectFile[]; readonly changed: Set<KnownClient> };

export class ProtectDesk {
  readonly #desk: ProtectDeskPorts;
  /** The credentials of a plan, in the order in which they were made, so that doing it writes what was shown. */
  #tokens: readonly string[] = [];

  constructor(desk: ProtectDeskPorts) {
    this.#desk = desk;
  }

  /** What the order would change. */
  plan(order: ProtectOrder): Result<ProtectPlan, string> {
    const made: string[] = [];
    const { newToken } = this.#desk.ports();
    const run = this.#alone(order, true, () => {
      const token = newToken();
      made.push(token);
      return token;
    });
    if (!run.ok) return run;
    this.#tokens = made;
    return ok({
      order,
      digest: digestOf(order, run.value),
      files: run.value.files,
      plain: plainBecause(order),
    });
  }

  /** Does what the plan of this digest showed; when the files say something else by now, nothing. */
  apply(order: ProtectOrder, digest: Sha256): Result<ProtectDone, string> {
    const again = this.#alone(order, true, this.#replayed());
    if (!again.ok) return again;
    if (digestOf(order, again.value) !== digest)
      return err(
        'the files have changed since they were shown, and nothing was done: look at the changes again',
      );
    const run = this.#alone(order, false, this.#replayed());
    if (!run.ok) return run;
    this.#tokens = [];
    const reload = [...run.value.changed].map(({ name, reload: words }) => ({ agent: name, words }));
    return ok({ files: run.value.files, reload });
  }

  #replayed(): () => string {
    let at = 0;
    const { newToken } = this.#desk.ports();
    return () => {
      const token = this.#tokens[at] ?? newToken();
      at += 1;
      return token;
    };
  }

  #alone({ agents, undo }: ProtectOrder, dryRun: boolean, newToken: () => string): Result<Run, string> {
    const clients = knownClients.filter(({ id }) => agents.includes(id));
    if (!undo && !existsSync(program()))
      return err(
        `the program that agents would start, \`${program()}\`, is missing: build or install Remit anew`,
      );
    const ports = { ...this.#desk.ports(), newToken };
    const run: Run = { files: [], changed: new Set() };
    const done = alone(this.#desk.dir, () =>
      undo
        ? unprotectClients(clients, knownClients, ports, dryRun, (client, report) => {
            run.files.push(undoneFile(client, report, dryRun));
            if (report.kind === 'whole' || report.kind === 'entries') run.changed.add(client);
          })
        : protectClients(clients, ports, dryRun, (client, report) => {
            run.files.push(protectedFile(client, report));
            if (report.kind === 'changed') run.changed.add(client);
          }),
    );
    return done.ok ? ok(run) : done;
  }
}

function digestOf(order: ProtectOrder, { files }: Run): Sha256 {
  return sha256(JSON.stringify([order, files]));
}

function plainBecause({ undo }: ProtectOrder): string | null {
  return undo ? null : systemVault().plainBecause();
}

function protectedFile(client: KnownClient, report: FileReport): ProtectFile {
  const { path, kind, diff, problem, entries, hooks } = report;
  const notes = entries.flatMap((entry) => {
    if (entry.kind === 'unguarded') return [`${entry.name} stays unguarded: ${entry.why}; ${entry.remedy}`];
    return entry.kind === 'protected' && entry.signIn
      ? [`If ${entry.name} wants you to sign in, do it with \`${signInCommand(entry.server)}\``]
      : [];
  });
  if (hooks && kind === 'changed') notes.unshift('With this its own tools ask Remit');
  return { agent: client.name, path, kind, diff, problem, notes };
}

function undoneFile(client: KnownClient, report: UndoReport, dryRun: boolean): ProtectFile {
  const { path, kind, diff, problem, entries, hooks } = report;
  const changed = kind === 'whole' || kind === 'entries';
  const notes = entries.flatMap(({ name, kind: how }) => {
    if (how === 'removed-meanwhile') return [`${name} was removed meanwhile and stays so`];
    return how === 'changed-meanwhile' ? [`${name} no longer led to Remit and stays as it is`] : [];
  });
  if (kind === 'whole')
    notes.unshift(dryRun ? 'It becomes what it was, byte for byte' : 'It is what it was, byte for byte');
  if (kind === 'entries') notes.unshift(partlyWords(hooks, entries.length > 0));
  return {
    agent: client.name,
    path,
    kind: changed ? 'changed' : kind === 'failed' ? kind : 'unchanged',
    diff,
    problem,
    notes,
  };
}

function partlyWords(hooks: boolean, servers: boolean): string {
  const undone = [
    ...(hooks ? ["Remit's hooks are taken out"] : []),
    ...(servers ? ['its entries are put back'] : []),
  ];
  return `It was written since: ${undone.join(', ')}, and all else stays`;
}

import { existsSync } from 'node:fs';
import process from 'node:process';
import { openDataDir } from '../authority/data-dir.ts';
import { alone } from '../authority/protect-lock.ts';
import { endpointFor, program, protectPorts, surroundingsHere } from '../broker/protect-ports.ts';
import { systemVault } from '../broker/vault.ts';
import { codexHookTrust, type CodexTrust } from '../clients/codex-trust.ts';
import { codex } from '../clients/known/codex.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import type { KnownClient } from '../clients/known-client.ts';
import { protectClients, type FileReport } from '../clients/protect.ts';
import type { EntryResult } from '../clients/protection.ts';
import type { UndoReport } from '../clients/undo-file.ts';
import { unprotectClients } from '../clients/unprotect.ts';
import { signInCommand } from '../broker/sign-in-command.ts';
import { protectWords, type ProtectWords } from './protect-setup.ts';

/** The app looks at the files for a moment after each change of one. */
const PATIENCE_MS = 2000;

/** What was told: how many files, whether one failed, and the clients that have to read theirs anew. */
type Told = { files: number; failed: boolean; readonly clients: Set<KnownClient> };

/** `remit protect AGENT|--all [--dry-run] [--project DIR]`: the exit code, or what is wrong with the words. */
export function runProtect(dataDir: string, args: readonly string[]): number | string {
  const words = protectWords(args);
  if (!words.ok) return `protect: ${words.error}`;
  if (!existsSync(program())) {
    process.stderr.write(
      `remit protect: the program that agents would start, \`${program()}\`, is missing: build or install Remit anew\n`,
    );
    return 1;
  }
  const told: Told = { files: 0, failed: false, clients: new Set() };
  const { clients, dryRun, projects } = words.value;
  const code = run('protect', dataDir, words.value, told, (dir) => {
    const ports = protectPorts(dir, surroundingsHere(projects), endpointFor(dir, dryRun));
    return protectClients(clients, ports, dryRun, (client, report) => {
      tellFile(client, report, dryRun, told);
    });
  });
  if (code === 0 && !dryRun && told.clients.size > 0) tellAfterwards(dataDir, told.clients);
  if (!dryRun && clients.includes(codex)) tellTrust(codexHookTrust(surroundingsHere([])));
  return code;
}

/** `remit unprotect AGENT|--all [--dry-run]`: the exit code, or what is wrong with the words. */
export function runUnprotect(dataDir: string, args: readonly string[]): number | string {
  const words = protectWords(args);
  if (!words.ok) return `unprotect: ${words.error}`;
  const told: Told = { files: 0, failed: false, clients: new Set() };
  const { clients, dryRun, projects } = words.value;
  const code = run('unprotect', dataDir, words.value, told, (dir) => {
    const ports = protectPorts(dir, surroundingsHere(projects));
    return unprotectClients(clients, knownClients, ports, dryRun, (client, report) => {
      tellUndone(client, report, dryRun, told);
    });
  });
  if (!dryRun) for (const client of told.clients) say(`${client.name}: ${client.reload}\n`);
  return code;
}

function run(
  command: 'protect' | 'unprotect',
  dataDir: string,
  { all, clients }: ProtectWords,
  told: Told,
  work: (dir: string) => ReturnType<typeof protectClients>,
): number {
  const dir = openDataDir(dataDir);
  const result = dir.ok ? alone(dir.value, () => work(dir.value), PATIENCE_MS) : dir;
  if (!result.ok) {
    process.stderr.write(`remit ${command}: ${result.error}\n`);
    return 1;
  }
  if (told.files === 0) {
    const whom = all ? 'any agent' : clients.map(({ name }) => name).join(', ');
    const why =
      command === 'protect' ? 'no file of theirs with servers is here' : 'Remit is in none of their files';
    say(`Nothing to ${command} for ${whom}: ${why}\n`);
  }
  return told.failed ? 1 : 0;
}

function say(text: string): void {
  process.stdout.write(text);
}

function tellFile(client: KnownClient, report: FileReport, dryRun: boolean, told: Told): void {
  told.files += 1;
  say(`${client.name}: ${report.path}${report.kind === 'unchanged' ? ' stays as it is' : ''}\n`);
  if (report.kind === 'changed') told.clients.add(client);
  if (report.problem !== null) {
    told.failed = true;
    process.stderr.write(`remit protect: ${report.problem}\n`);
  }
  say(report.diff);
  if (report.hooks && report.kind !== 'failed') {
    const verb = report.kind === 'unchanged' ? 'ask Remit already' : dryRun ? 'would ask Remit' : 'ask Remit';
    say(`  its own tools ${verb}\n`);
  }
  for (const entry of report.entries) {
    if (entry.kind === 'unguarded') say(`  ${entry.name}: unguarded: ${entry.why}; ${entry.remedy}\n`);
    else if (entry.kind === 'already') say(`  ${entry.name}: leads to Remit already, as ${entry.server}\n`);
    else if (report.kind === 'changed')
      say(
        `  ${entry.name}: ${dryRun ? 'would lead' : 'leads'} to Remit, as ${entry.server}${signInWords(entry)}\n`,
      );
  }
}

/** An entry without a credential: the client would have signed in, and now the user does, with Remit. */
function signInWords({ server, signIn }: Extract<EntryResult, { kind: 'protected' }>): string {
  return signIn ? `; then sign in with \`${signInCommand(server)}\`, if the server wants that` : '';
}

function tellUndone(client: KnownClient, report: UndoReport, dryRun: boolean, told: Told): void {
  told.files += 1;
  if (report.problem !== null) process.stderr.write(`remit unprotect: ${report.problem}\n`);
  if (report.kind === 'failed') told.failed = true;
  else told.clients.add(client);
  say(`${client.name}: ${report.path}\n${report.diff}`);
  if (report.kind === 'whole') say(`  ${dryRun ? 'would be' : 'is'} as it was, byte for byte\n`);
  if (report.kind === 'entries') {
    const undone = [
      ...(report.hooks ? ["Remit's hooks were taken out"] : []),
      ...(report.entries.length > 0 ? ['its entries were put back'] : []),
    ];
    say(`  the file had been written since: ${undone.join(', ')}, and all else stays\n`);
  }
  for (const { name, kind } of report.entries) {
    if (kind === 'removed-meanwhile') say(`  ${name}: was removed meanwhile and stays so\n`);
    if (kind === 'changed-meanwhile') say(`  ${name}: no longer led to Remit and stays as it is\n`);
  }
}

function tellAfterwards(dataDir: string, clients: ReadonlySet<KnownClient>): void {
  for (const client of clients) say(`${client.name}: ${client.reload}\n`);
  const plain = systemVault().plainBecause();
  say(
    plain === null
      ? "Secrets of the servers and the backups are sealed with a key in the system's keychain\n"
      : `Secrets of the servers and the backups are in \`${dataDir}\`, in files that only you can read: ${plain}\n`,
  );
}

/** Codex passes a hook by in silence until its user has trusted it. */
function tellTrust(trust: CodexTrust | null): void {
  if (trust === null || trust === 'trusted') return;
  const why = {
    untrusted: "are not trusted yet: open `/hooks` in it, and trust Remit's hooks",
    modified: "are others than those that were trusted: open `/hooks` in it, and trust Remit's hooks again",
    off: 'are switched off: switch them on in its `config.toml` or under `/hooks`',
  }[trust];
  say(`Codex: its hooks ${why}; until then its own tools run without being asked about\n`);
}

import process from 'node:process';
import type { Proof, SignInView } from '../../shared/contract/agents.ts';
import type { CoverageRow } from '../../shared/contract/coverage.ts';
import { coverageTitle, coverageWords, GUARDED, standingWords } from '../../shared/core/coverage-words.ts';
import { openDataDir } from '../authority/data-dir.ts';
import { surroundingsWithProjects } from '../broker/project-list.ts';
import { proofsOf } from '../broker/proof-list.ts';
import { signInsOf } from '../broker/sign-in-list.ts';
import { coverageOf } from '../clients/coverage-of.ts';
import { isInstalled } from '../clients/find-files.ts';
import type { KnownClient } from '../clients/known-client.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import { askToProve } from './ask-to-prove.ts';
import { protectWords } from './protect-setup.ts';

/** `remit doctor [--prove] [--json] [--project DIR]`: what of each agent Remit guards, and why not more. The exit code, or what is wrong. */
export async function runDoctor(
  dataDir: string,
  args: readonly string[],
  json: boolean,
): Promise<number | string> {
  const words = protectWords(['--all', ...args.filter((arg) => arg !== '--prove')]);
  if (!words.ok) return `doctor: ${words.error}`;
  const around = surroundingsWithProjects(dataDir, words.value.projects);
  const found = knownClients.filter((client) => isInstalled(client, around));
  let failed = false;
  if (args.includes('--prove')) failed = await proveAll(dataDir, found);
  const proofs = proofsOf(dataDir);
  const rows = found.flatMap((client) => coverageOf(client, around, proofs));
  if (json) process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  else if (found.length === 0) process.stdout.write('No agent that Remit knows is installed here\n');
  else {
    const signIns = signInsOf(dataDir, new Date());
    for (const { name } of found) process.stdout.write(paragraph(name, rows, signIns));
  }
  return failed ? 1 : 0;
}

/** True when something was not stopped, or could not be tried. What keeps one agent from being tried keeps the others, too: it is said once. */
async function proveAll(dataDir: string, clients: readonly KnownClient[]): Promise<boolean> {
  const dir = openDataDir(dataDir);
  let failed = false;
  for (const { id } of clients) {
    const proofs = dir.ok ? await askToProve(dir.value, id) : dir;
    if (!proofs.ok) {
      process.stderr.write(`remit doctor: ${proofs.error}\n`);
      return true;
    }
    const missed = tellMissed(id, proofs.value);
    failed ||= missed;
  }
  return failed;
}

function tellMissed(agent: string, proofs: readonly Proof[]): boolean {
  const missed = proofs.filter((proof) => !proof.isStopped);
  for (const { name, path, why } of missed)
    process.stderr.write(`remit doctor: ${agent}: ${name === '' ? path : name} is not proven: ${why}\n`);
  return missed.length > 0;
}

function paragraph(agent: string, rows: readonly CoverageRow[], signIns: readonly SignInView[]): string {
  const own = rows.filter((row) => row.agent === agent);
  const lines = own.map((row) =>
    line(
      row,
      signIns.find(({ server }) => server === row.entry?.server),
    ),
  );
  return `${agent}: ${standingWords(own)}\n${lines.join('')}`;
}

function line(row: CoverageRow, signIn: SignInView | undefined): string {
  const where = row.entry === null ? '' : `\n      in ${row.entry.file}`;
  const command = signIn?.command ?? null;
  const entered =
    signIn === undefined ? '' : `\n      ${signIn.words}${command === null ? '' : ` \`${command}\``}`;
  return `  ${GUARDED[row.coverage.kind].padEnd(11)}  ${coverageTitle(row)}: ${coverageWords(row.coverage)}${where}${entered}\n`;
}

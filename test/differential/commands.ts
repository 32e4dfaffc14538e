// Compares the reading of command lines with what a real shell does with them. Whatever the reader calls settled must be all that runs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCommandReader, readCommand } from '../../electron/authority/read-command.ts';
import type { SimpleCommand } from '../../shared/contract/command.ts';
import { lineProblem, words } from '../commands/judge-line.ts';
import { commandCovered } from '../../shared/core/command-cover.ts';
import { commandLine, PROGRAM_NAMES } from './command-lines.ts';
import { randomFrom } from '../support/random.ts';
import { findShell, ShellRunner, type ShellRun } from './shell-run.ts';

export type Differential = {
  readonly cases: number;
  /** Lines with what ran, or was written, beyond the reading. */
  readonly unsafe: readonly string[];
  /** Lines that the reader calls settled: those that the comparison is about. */
  readonly safe: number;
};

const GRANTED = ['git status', 'git', 'ls', 'cat', 'grep', 'wc', 'echo', 'test', '['].map(words);
const KNOWN: ReadonlySet<string> = new Set([
  ...PROGRAM_NAMES,
  'echo',
  'printf',
  'true',
  'false',
  'test',
  '[',
]);

/** Makes `count` lines from `seed`, reads each, runs each in a shell, and compares. Without the shell it compares nothing. */
export async function differentialCommands(
  count: number,
  seed: number,
  shell: 'bash' | 'zsh' = 'bash',
): Promise<Differential> {
  const path = findShell(shell);
  if (path === null) return { cases: 0, unsafe: [], safe: 0 };
  await loadCommandReader();
  const root = mkdtempSync(join(tmpdir(), 'remit-lines-'));
  const random = randomFrom(seed);
  const unsafe: string[] = [];
  let safe = 0;
  try {
    const runner = new ShellRunner(path, shell, root);
    for (let at = 0; at < count; at += 1) {
      const line = commandLine(random);
      const settled = settledCommands(line, shell);
      if (settled === null) continue;
      safe += 1;
      const run = await runner.run(line);
      const beyond = beyondReading(settled, run) ?? beyondGrant(line, shell, run);
      if (beyond !== null && !run.isTimedOut) unsafe.push(`${JSON.stringify(line)}: ${beyond}`);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { cases: count, unsafe, safe };
}

/** The commands of a line of which every word is fixed; null for all others. */
function settledCommands(line: string, shell: 'bash' | 'zsh'): readonly SimpleCommand[] | null {
  const read = readCommand(line, shell);
  if (read.kind === 'unparsed') return null;
  const isSettled = read.commands.every(({ argv }) => argv !== null && KNOWN.has(argv[0] ?? ''));
  return isSettled ? read.commands : null;
}

/** What ran or was written that no command of the reading is. */
function beyondReading(settled: readonly SimpleCommand[], { ran, changed }: ShellRun): string | null {
  const left = settled.map(({ argv }) => argv ?? []);
  for (const argv of ran) {
    const at = left.findIndex((one) => sameButPatterns(one, argv));
    if (at === -1) return `ran ${JSON.stringify(argv)}, read ${JSON.stringify(left)}`;
    left.splice(at, 1);
  }
  const written = new Set(settled.flatMap(({ redirections }) => redirections.map(({ path }) => path)));
  const file = changed.find((name) => !written.has(name) && !written.has(`./${name}`));
  return file === undefined ? null : `wrote ${file}`;
}

/** The same words in the same order; a pattern below a folder stands for itself, or for names below it that it fits. */
function sameButPatterns([word, ...rest]: readonly string[], [first, ...others]: readonly string[]): boolean {
  if (word === undefined || first === undefined) return word === first;
  if (word === first) return sameButPatterns(rest, others);
  if (!isPattern(word) || !patternFits(word, first)) return false;
  return sameButPatterns(rest, others) || sameButPatterns([word, ...rest], others);
}

function isPattern(word: string): boolean {
  return /^\w+\/.*[*?[]/.test(word);
}

/** No name in the folder of the comparison has a character that means something in a regular expression, but for the dot. */
function patternFits(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^$(){}|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  try {
    return new RegExp(`^${source.replaceAll('[!', '[^')}$`).test(name);
  } catch {
    return false;
  }
}

/** What ran of a line that its grants cover, and isn't covered itself. */
function beyondGrant(line: string, shell: 'bash' | 'zsh', { ran }: ShellRun): string | null {
  if (lineProblem(line, GRANTED, shell) !== null) return null;
  const beyond = ran.find((argv) => !GRANTED.some((granted) => commandCovered(argv, granted, 'prefix').ok));
  return beyond === undefined ? null : `ran ${JSON.stringify(beyond)}, which no grant covers`;
}

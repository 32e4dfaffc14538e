// Judges a command line as the broker does for one argument: every simple command has to be covered by one of the grants, and nothing may
// be redirected to a file.

import { readCommand } from '../../electron/authority/read-command.ts';
import type { Shell } from '../../shared/contract/command.ts';
import { commandCovered } from '../../shared/core/command-cover.ts';

/** Null when the line is inside; otherwise why it isn't. */
export function lineProblem(
  line: string,
  granted: readonly (readonly string[])[],
  shell: Shell = 'bash',
  match: 'prefix' | 'exact' = 'prefix',
): string | null {
  const read = readCommand(line, shell);
  if (read.kind === 'unparsed') return read.why;
  for (const { argv, problem, redirections, text } of read.commands) {
    if (argv === null) return `${text}: ${problem ?? 'unknown'}`;
    const [redirection] = redirections;
    if (redirection !== undefined) return `${redirection.access} ${redirection.path}`;
    const covers = granted.map((words) => commandCovered(argv, words, match));
    if (!covers.some((cover) => cover.ok))
      return covers.map((cover) => (cover.ok ? '' : cover.why)).join(' / ');
  }
  return null;
}

/** The words of a grant as it is written in a table. */
export function words(text: string): readonly string[] {
  return text.split(' ');
}

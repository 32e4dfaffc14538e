// Scores the judging of commands on public pages: how many abuses of GTFOBins would pass under a grant on the program's name; how many
// ordinary commands of tldr can't be read, and how many would ask again under the widest prefix that is offered for them.
//
//   node test/frontier/frontier.ts --gtfobins DIR --tldr DIR [--list]

import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadCommandReader, readCommand } from '../../electron/authority/read-command.ts';
import { commandCovered } from '../../shared/core/command-cover.ts';
import { widestPrefix } from '../../shared/core/prefix-words.ts';
import { gtfobinsExamples, pagesIn, tldrExamples, type Example } from './pages.ts';

export type Score = { readonly examples: number; readonly hits: readonly string[] };

/** Examples that every simple command of is covered by the prefix of the page's program. */
export function silentPasses(examples: readonly Example[]): Score {
  const hits = examples.filter(({ page, line }) => isCovered(line, () => [page]));
  return { examples: examples.length, hits: hits.map(({ page, line }) => `${page}: ${line}`) };
}

/** Examples that ask although each of their commands was granted as widely as it is offered. */
export function prompts(examples: readonly Example[]): Score {
  const hits = examples.filter(
    ({ line }) => !isCovered(line, (argv) => widestPrefix(argv) ?? argv.slice(0, 1)),
  );
  return { examples: examples.length, hits: hits.map(({ page, line }) => `${page}: ${line}`) };
}

/** Examples of which it can't be said before they run what they run. */
export function unread(examples: readonly Example[]): Score {
  const hits = examples.filter(({ line }) => {
    const read = readCommand(line, 'bash');
    return read.kind === 'unparsed' || read.commands.some(({ argv }) => argv === null);
  });
  return { examples: examples.length, hits: hits.map(({ page, line }) => `${page}: ${line}`) };
}

function isCovered(line: string, granted: (argv: readonly string[]) => readonly string[]): boolean {
  const read = readCommand(line, 'bash');
  return (
    read.kind === 'parsed' &&
    read.commands.every(
      ({ argv, redirections }) =>
        argv !== null && redirections.length === 0 && commandCovered(argv, granted(argv), 'prefix').ok,
    )
  );
}

function shareOf({ examples, hits }: Score): string {
  return `${hits.length} of ${examples} (${examples === 0 ? '-' : ((100 * hits.length) / examples).toFixed(1)} %)`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      gtfobins: { type: 'string' },
      tldr: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  await loadCommandReader();
  const print = (title: string, score: Score): void => {
    process.stdout.write(`${title}: ${shareOf(score)}\n`);
    if (values.list) for (const hit of score.hits) process.stdout.write(`  ${JSON.stringify(hit)}\n`);
  };
  if (values.gtfobins !== undefined)
    print(
      'abuses that pass silently',
      silentPasses(pagesIn(values.gtfobins).flatMap(({ page, text }) => gtfobinsExamples(page, text))),
    );
  if (values.tldr !== undefined) {
    const examples = pagesIn(values.tldr).flatMap(({ page, text }) => tldrExamples(page, text));
    print('ordinary commands that can’t be read', unread(examples));
    print('ordinary commands that ask', prompts(examples));
  }
}

if (import.meta.main) await main();

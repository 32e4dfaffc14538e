// Whether a granted command covers a simple command. An exact grant is the same words. A prefix covers what follows it only where the
// program's table knows it to be harmless: options that run a program, load code or settings, write, send, or change the target are other
// commands than the one that was granted.

import { useOf } from './program-table.ts';
import { readProgramWords } from './program-words.ts';
import { mayBePattern } from './shell-pattern.ts';
import { innerStart, wrapperOf } from './wrapper-words.ts';

export type CommandCover = { readonly ok: true } | { readonly ok: false; readonly why: string };

const COVERED: CommandCover = { ok: true };
const beyond = (why: string): CommandCover => ({ ok: false, why });

/** Compares word by word; a word is never compared in part. */
export function commandCovered(
  argv: readonly string[],
  granted: readonly string[],
  match: 'prefix' | 'exact',
): CommandCover {
  if (granted.length === 0 || !granted.every((word, at) => word === argv[at]))
    return beyond('another command');
  const extra = argv[granted.length];
  if (match === 'exact')
    return extra === undefined ? COVERED : beyond(`\`${extra}\` is more than was granted`);
  // Several words that were granted are what they are, and a path names one file. The mere name of a program that isn't known says
  // nothing: it may take what to run from its input, as a shell does.
  if (extra === undefined && (granted.length > 1 || granted[0]?.includes('/') === true)) return COVERED;
  const problem = extraProblem(argv, granted.length) ?? patternProblem(argv, granted.length);
  return problem === null ? COVERED : beyond(problem);
}

/** A pattern may stand for one word, for two, and for more than any program takes. */
const EXPANSIONS = [2, 12] as const;

/** Why the command may do more once the shell has replaced its patterns: a program that reads its first word may write to its second. */
function patternProblem(argv: readonly string[], granted: number): string | null {
  const pattern = argv.find((word, at) => at >= granted && mayBePattern(word));
  if (pattern === undefined) return null;
  const isBeyond = EXPANSIONS.some((count) => extraProblem(expanded(argv, granted, count), granted) !== null);
  return isBeyond ? `\`${pattern}\` may stand for several words` : null;
}

function expanded(argv: readonly string[], granted: number, count: number): readonly string[] {
  return argv.flatMap((word, at) =>
    at >= granted && mayBePattern(word) ? Array.from({ length: count }, () => word) : [word],
  );
}

/** Why the words of `argv` from `granted` on may do more than the words before, or null. */
function extraProblem(argv: readonly string[], granted: number): string | null {
  const [program = ''] = argv;
  const wrapper = wrapperOf(argv.slice(0, granted));
  if (granted === 1 && isHelp(argv)) return null;
  if (wrapper !== null) {
    const inner = innerStart(argv.slice(0, granted), wrapper);
    if (inner === null) return `${program} runs another command`;
    const rest = argv.slice(inner);
    if (wrapper.addsWords && useOf(rest.slice(0, granted - inner))?.use.isReader !== true)
      return `what ${program} adds to ${rest[0] ?? ''} is not known`;
    return extraProblem(rest, granted - inner);
  }
  const found = useOf(argv.slice(0, granted));
  if (found === null) return `what \`${argv[granted] ?? program}\` means to ${program} is not known`;
  if (granted === 1 && found.use.opensPager) return `${program} opens a pager, which runs commands`;
  return readProgramWords(found.use, argv, found.words, granted).problem;
}

/**
 * A program that knows these words prints and stops (GNU Coding Standards, 4.8.1 and 4.8.2, kept by every common parser of options); one
 * that doesn't know them says so, or does what it does without them.
 */
function isHelp(argv: readonly string[]): boolean {
  return argv.length === 2 && (argv[1] === '--help' || argv[1] === '--version');
}

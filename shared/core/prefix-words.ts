// The words that a remembered prefix holds: as few as say what the command does, and as many as it takes to cover the command itself.

import { commandCovered } from './command-cover.ts';
import { useOf } from './program-table.ts';
import { readProgramWords } from './program-words.ts';
import { wrapperOf } from './wrapper-words.ts';

/** A longer prefix would say no more than the exact words do, and looking for it costs the square of the line's length. */
const MAX_WORDS = 32;

/**
 * The widest prefix to offer for a command: the program and its subcommand, and further words up to the last one that has to be granted by
 * name (a script of npm, a target of make, an address). Null when it would cover no more than the exact words: the program isn't known,
 * an option isn't, or it runs what other words say (env, sudo, xargs, npx, a shell).
 */
export function widestPrefix(argv: readonly string[]): readonly string[] | null {
  if (wrapperOf(argv) !== null) return null;
  const found = useOf(argv);
  if (found === null) return null;
  for (let length = found.words; length <= Math.min(argv.length, found.words + MAX_WORDS); length += 1) {
    const prefix = argv.slice(0, length);
    if (!commandCovered(argv, prefix, 'prefix').ok) continue;
    const reading = readProgramWords(found.use, prefix, found.words, length);
    return reading.isWhollyKnown && (length < argv.length || reading.mayGrow) ? prefix : null;
  }
  return null;
}

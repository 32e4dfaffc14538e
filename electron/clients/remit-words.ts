// A command line that starts Remit and nothing else. What agents' files say is written by whoever can write them, agents among them: of
// such a line only the exact words that Remit itself would write are ever run.

import { realpathSync } from 'node:fs';

/**
 * The words of a shell's command line: quotes group, and nothing in it means anything else to a shell. Null for any other line.
 */
export function plainWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const found = /^(?:"([^"$`\\!%\n]*)"|'([^'\n]*)'|([\w@+=:,./-]+))(?=\s|$)/.exec(rest);
    if (found === null) return null;
    words.push(found[1] ?? found[2] ?? found[3] ?? '');
    rest = rest.slice(found[0].length).trimStart();
  }
  return words;
}

/** The words after `remit VERB` when the line starts this very program with that verb; null for any other. */
export function wordsForRemit(
  words: readonly string[],
  program: string,
  verb: string,
): readonly string[] | null {
  const [command, first, ...rest] = words;
  if (command === undefined || first !== verb || realOf(command) !== realOf(program)) return null;
  return rest;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What follows a flag; null where the flag isn't there. */
export function flagOf(words: readonly string[], flag: string): string | null {
  const inline = words.find((word) => word.startsWith(`${flag}=`));
  if (inline !== undefined) return inline.slice(flag.length + 1);
  const at = words.indexOf(flag);
  return at === -1 ? null : (words[at + 1] ?? null);
}

// The table of programs by name. A program's lines are read when it is first asked for.

import type { ProgramUse } from '../contract/program.ts';
import { buildPrograms } from '../profiles/programs/build-programs.ts';
import { commonPrograms } from '../profiles/programs/common-programs.ts';
import { containerPrograms } from '../profiles/programs/container-programs.ts';
import { gitPrograms } from '../profiles/programs/git-programs.ts';
import { mediaPrograms } from '../profiles/programs/media-programs.ts';
import { networkPrograms } from '../profiles/programs/network-programs.ts';
import { nodePrograms } from '../profiles/programs/node-programs.ts';
import { packagePrograms } from '../profiles/programs/package-programs.ts';
import { pythonPrograms } from '../profiles/programs/python-programs.ts';
import { systemPrograms } from '../profiles/programs/system-programs.ts';
import { textPrograms } from '../profiles/programs/text-programs.ts';
import { linesOf, programsOf, usesOf, type ProgramLine } from './program-line.ts';

/** The same program under every system; the others have namesakes on Windows. */
const EVERYWHERE: readonly string[] = [
  gitPrograms,
  nodePrograms,
  pythonPrograms,
  buildPrograms,
  containerPrograms,
];
const POSIX: readonly string[] = [
  textPrograms,
  systemPrograms,
  networkPrograms,
  packagePrograms,
  mediaPrograms,
  commonPrograms,
];
/** All texts of the table. */
export const programTexts: readonly string[] = [...EVERYWHERE, ...POSIX];
/** Words of the longest key. */
const MAX_KEY = 5;

type Index = ReadonlyMap<string, readonly ProgramLine[]>;
type Indexes = { readonly everywhere: Index; readonly posix: Index };
let indexes: Indexes | null = null;
const read = new Map<string, ReadonlyMap<string, ProgramUse>>();

function indexed(): Indexes {
  indexes ??= { everywhere: indexOf(EVERYWHERE), posix: indexOf(POSIX) };
  return indexes;
}

function indexOf(texts: readonly string[]): Index {
  const lines = new Map<string, ProgramLine[]>();
  for (const line of texts.flatMap(linesOf)) {
    for (const program of new Set(programsOf(line))) {
      const known = lines.get(program);
      if (known === undefined) lines.set(program, [line]);
      else known.push(line);
    }
  }
  return lines;
}

/** Whether a program of this name is the same one in a Windows shell. */
export function isSameEverywhere(program: string): boolean {
  return indexed().everywhere.has(program);
}

/** Every use of a program by its words. */
function usesNamed(program: string): ReadonlyMap<string, ProgramUse> {
  const known = read.get(program);
  if (known !== undefined) return known;
  const { everywhere, posix } = indexed();
  const lines = [...(posix.get(program) ?? []), ...(everywhere.get(program) ?? [])];
  const uses = new Map(lines.flatMap(usesOf));
  // Of names that are none of a program nothing is kept.
  if (lines.length > 0) read.set(program, uses);
  return uses;
}

/** The use with the most words that `argv` begins with, and how many words those are. */
export function useOf(argv: readonly string[]): { readonly use: ProgramUse; readonly words: number } | null {
  const uses = usesNamed(argv[0] ?? '');
  for (let words = Math.min(MAX_KEY, argv.length); words > 0; words -= 1) {
    const use = uses.get(argv.slice(0, words).join(' '));
    if (use !== undefined && argv.slice(0, words).every((word) => !word.includes(' '))) return { use, words };
  }
  return null;
}

/** The use of that exact name. */
export function namedUse(name: string): ProgramUse | null {
  return usesNamed(name).get(name) ?? null;
}

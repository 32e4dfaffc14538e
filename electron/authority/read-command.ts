// Reads a command line with the shell's own grammar. What the grammar doesn't take whole, or what a second reading sees otherwise, is not
// guessed at: the line can't be worked out.

import { createRequire } from 'node:module';
import type { Parser } from 'web-tree-sitter';
import type { CommandLine, Shell } from '../../shared/contract/command.ts';
import { isSameEverywhere } from '../../shared/core/program-table.ts';
import { walkLine, type ReadPiece } from './command-walk.ts';
import { secondReading, type SpanCommand } from './second-reading.ts';

/** Longer lines are scripts. In characters. */
const MAX_LINE = 20_000;
/** In longer ones than this, only what the second reading knows is given to the grammar, which can take minutes over nonsense. */
const MAX_UNKNOWN = 2_000;
/** More words than these are a script. */
const MAX_WORDS = 3_000;
/** No line that a person would read takes longer to parse, in milliseconds. */
const MAX_PARSE = 50;
/**
 * Characters that aren't seen, or that move others: controls, formats, separators, ignorable ones and every space but the plain one. A
 * line that holds one doesn't read as it runs; what joins and colours emoji is no exception. Lines and tabs are fine.
 */
const UNSEEN = /(?![\n\t ])[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** A line without anything that a Windows shell could read in a second way. */
const PLAIN_LINE = /^[A-Za-z0-9_.:/=@-]+( +[A-Za-z0-9_.:/=@-]+)*$/;
/** PowerShell cuts `-a.b` and `-a:b` in two for programs, and reads `@name` as a variable. */
const POWERSHELL_ODD = /(^| )(-[^ ]*[.:]|@)/;

let parser: Parser | null = null;
let loading: Promise<void> | null = null;

/** Loads the grammar; resolves at once when it is there. Rejects when it can't be loaded, and tries again with the next call. */
export function loadCommandReader(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<void> {
  const require = createRequire(import.meta.url);
  const { Language, Parser: TreeSitter } = await import('web-tree-sitter');
  await TreeSitter.init();
  const made = new TreeSitter();
  made.setLanguage(await Language.load(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')));
  parser = made;
}

/** Reads a line; `loadCommandReader` must have resolved. Never throws. */
export function readCommand(line: string, shell: Shell): CommandLine {
  if (line.length > MAX_LINE) return unparsed('it is longer than a command line');
  if (line.trim() === '') return unparsed('it is empty');
  if (holdsUnseen(line)) return unparsed(UNSEEN_WORDS);
  try {
    return shell === 'bash' || shell === 'zsh' ? readPosix(line, shell) : readPlain(line, shell);
  } catch (error) {
    return unparsed(`it can’t be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Why a line that holds one can't be worked out. */
export const UNSEEN_WORDS = 'it holds a character that can’t be seen';

export function holdsUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

function unparsed(why: string): CommandLine {
  return { kind: 'unparsed', why };
}

/** cmd and PowerShell: plain words only, and of programs only those that aren't another program there (`sort`, `find`, `curl`). */
function readPlain(line: string, shell: Shell): CommandLine {
  if (!PLAIN_LINE.test(line) || (shell === 'powershell' && POWERSHELL_ODD.test(line)))
    return unparsed(`only plain words are read of a ${shell} line`);
  const argv = line.split(/ +/);
  const [program = ''] = argv;
  const problem = isSameEverywhere(program) ? null : `\`${program}\` may be another program in ${shell}`;
  return {
    kind: 'parsed',
    commands: [{ text: line, argv: problem === null ? argv : null, problem, redirections: [] }],
  };
}

function readPosix(line: string, shell: 'bash' | 'zsh'): CommandLine {
  if (parser === null) return unparsed('the shell’s grammar is not loaded');
  const again = secondReading(line);
  if (again === null && line.length > MAX_UNKNOWN) return unparsed('it is too long for what stands in it');
  if (again !== null && again.flat().length > MAX_WORDS) return unparsed('it has too many words');
  const end = performance.now() + MAX_PARSE;
  const tree = parser.parse(line, null, { progressCallback: () => performance.now() > end });
  if (tree === null) {
    parser.reset();
    return unparsed('it takes too long to read');
  }
  try {
    if (tree.rootNode.hasError) return unparsed('it is not a complete command line');
    const pieces = walkLine(tree.rootNode, shell);
    const commands = pieces.flatMap(({ command }) => command ?? []);
    if (commands.length === 0) return unparsed('it runs nothing');
    if (commands.every(({ problem }) => problem === null) && !isReadAlike(pieces, again))
      return unparsed('it can be read in two ways');
    return { kind: 'parsed', commands };
  } finally {
    tree.delete();
  }
}

/** Whether both readings find the same words in the same commands. */
function isReadAlike(pieces: readonly ReadPiece[], again: readonly SpanCommand[] | null): boolean {
  const first = pieces.filter((piece) => piece.spans.length > 0);
  if (again?.length !== first.length) return false;
  return first.every(({ spans }, index) => {
    const other = again[index] ?? [];
    return (
      spans.length === other.length &&
      spans.every(({ start, end }, at) => start === other[at]?.start && end === other[at].end)
    );
  });
}

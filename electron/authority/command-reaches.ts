// Works out what a command line touches: each simple command of it, and the files that its redirections open.

import type { CommandLine, Shell, SimpleCommand } from '../../shared/contract/command.ts';
import type { Platform, Place } from '../../shared/contract/place.ts';
import type { CommandReach, Reach } from '../../shared/contract/reach.ts';
import type { CommandCandidate } from '../../shared/core/reach-candidate.ts';
import { shownText } from '../../shared/core/shown-value.ts';
import { holdsUnseen, readCommand, UNSEEN_WORDS } from './read-command.ts';
import { resolvePath } from './resolve-path.ts';

/** Where relative names of a line start; null when that can't be told. */
type Start = Place | null;

export function commandReaches(candidate: CommandCandidate, place: Place): readonly Reach[] {
  const { pointer, command } = candidate;
  const line =
    typeof command === 'string'
      ? { text: command, shell: shellHere(candidate, place.platform) }
      : (lineIn(command) ?? command);
  if (!('text' in line)) return [wordsReach(candidate, line)];
  const read = readCommand(line.text, line.shell);
  if (read.kind === 'unparsed') {
    return [{ kind: 'command', pointer, text: line.text, argv: null, problem: read.why, shell: line.shell }];
  }
  const start = changesFolder(read) ? null : startOf(candidate, place);
  const where = { pointer, shell: line.shell, place, start };
  return read.commands.flatMap((one) => simpleReaches(one, where));
}

/**
 * The shell that a tool starts is the one that the platform's users have, whatever a schema or a profile calls it; only the user knows
 * better.
 */
function shellHere({ shell, isGiven }: CommandCandidate, platform: Platform): Shell {
  if (isGiven || shell !== 'bash') return shell;
  if (platform === 'win32') return 'powershell';
  return platform === 'darwin' ? 'zsh' : 'bash';
}

const SHELLS: readonly (readonly [RegExp, RegExp, Shell])[] = [
  [/^(\/(usr\/)?bin\/)?(bash|sh)$/, /^-l?c$/, 'bash'],
  [/^(\/(usr\/)?bin\/)?zsh$/, /^-l?c$/, 'zsh'],
  [/^(powershell|pwsh)(\.exe)?$/i, /^-command$/i, 'powershell'],
  [/^cmd(\.exe)?$/i, /^\/c$/i, 'cmd'],
];

/** `bash -lc LINE` and its like: the line is what is run. */
function lineIn(words: readonly string[]): { readonly text: string; readonly shell: Shell } | null {
  const [program = '', flag = '', text] = words;
  if (text === undefined || words.length !== 3) return null;
  const known = SHELLS.find(([name, takesLine]) => name.test(program) && takesLine.test(flag));
  return known === undefined ? null : { text, shell: known[2] };
}

/** Words that go to a program without a shell. */
function wordsReach({ pointer, shell }: CommandCandidate, argv: readonly string[]): CommandReach {
  const problem = wordsProblem(argv);
  return {
    kind: 'command',
    pointer,
    text: shownText(argv),
    argv: problem === null ? argv : null,
    problem,
    shell,
  };
}

function wordsProblem(argv: readonly string[]): string | null {
  if (argv[0] === '' || argv.some((word) => word.includes('\0')))
    return 'its words are not those of a command';
  return argv.some(holdsUnseen) ? UNSEEN_WORDS : null;
}

type Where = {
  readonly pointer: string;
  readonly shell: Shell;
  readonly place: Place;
  readonly start: Start;
};

function simpleReaches(one: SimpleCommand, { pointer, shell, place, start }: Where): readonly Reach[] {
  const { text, argv, problem, redirections } = one;
  const files = redirections.flatMap(({ path, access }): readonly Reach[] => {
    const from = path.startsWith('/') ? place : start;
    if (from !== null)
      return resolvePath({ kind: 'path', pointer, text: path, target: 'file', access }, from);
    return [
      { kind: 'undetermined', pointer, asked: path, why: 'it is relative to a folder that can’t be told' },
    ];
  });
  return [{ kind: 'command', pointer, text, argv, problem, shell }, ...files];
}

/** After `cd` a relative name means another place. */
function changesFolder({ commands }: Extract<CommandLine, { kind: 'parsed' }>): boolean {
  return commands.some(({ argv }) =>
    /^(cd|chdir|pushd|popd|set-location|sl|push-location)$/i.test(argv?.[0] ?? ''),
  );
}

/** The folder that the call names, or the one in which the server runs. The bases of a server mean nothing to a shell. */
function startOf({ pointer, cwd }: CommandCandidate, place: Place): Start {
  const here = { ...place, bases: [] };
  if (cwd === undefined || cwd === null) return here;
  if (typeof cwd !== 'string') return null;
  const [only, ...more] = resolvePath(
    { kind: 'path', pointer, text: cwd, target: 'folder', access: 'write' },
    here,
  );
  return only?.kind === 'folder' && more.length === 0 ? { ...here, cwd: only.real } : null;
}

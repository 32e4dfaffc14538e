// How a client is told to run `remit hook`: the words, and the line that each shell reads as those words.

import { assertNever } from '../../shared/core/assert-never.ts';

/** The program, whom it answers, and the data folder when it isn't the one that `remit` finds by itself. */
export type HookProgram = {
  readonly remit: string;
  readonly agent: string;
  readonly dataDir: string | null;
};

export type Shell = 'posix' | 'powershell' | 'both';

export function hookLine(program: HookProgram, shell: Shell): string {
  const { remit, agent, dataDir } = program;
  const words = [remit, 'hook', agent, ...(dataDir === null ? [] : ['--data', dataDir])];
  switch (shell) {
    case 'posix':
      // In the place of the shell: an agent that ends the shell, or sees it die, means the hook.
      return `exec ${words.map(posixWord).join(' ')}`;
    case 'powershell':
      // PowerShell itself ends with 1 whatever its command ended with, and 1 lets the tool run.
      return `& ${words.map(powershellWord).join(' ')}; exit $LASTEXITCODE`;
    case 'both':
      // After `call` each quote stays where it is; `cmd` takes some away from a line that begins with one.
      return `cmd /d /c call ${words.map((word) => (/[^\w.:\\/-]/.test(word) ? `"${word}"` : word)).join(' ')}`;
    default:
      return assertNever(shell);
  }
}

function posixWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function powershellWord(word: string, index: number): string {
  // The program is always quoted, or a drive would be taken for a command.
  return index > 0 && /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}

/** What a line starts when it is just as Remit writes it for this shell, wherever that Remit stands; null for any other line. */
export function programIn(line: string, shell: Shell): HookProgram | null {
  const word = WORDS[shell].source;
  const parts = new RegExp(
    String.raw`^(?:exec |& |cmd /d /c call )(${word}) hook ([a-z-]+)(?: --data (${word}))?(?:; exit \$LASTEXITCODE)?$`,
  );
  const [, remit = '', agent = '', dataDir] = parts.exec(line) ?? [];
  const program = {
    remit: bareWord(remit, shell),
    agent,
    dataDir: dataDir === undefined ? null : bareWord(dataDir, shell),
  };
  return startsHook(line) && hookLine(program, shell) === line ? program : null;
}

/** A word as each shell is given it; that a line is made of such words is told by writing it anew. */
const WORDS: Readonly<Record<Shell, RegExp>> = {
  posix: /'(?:[^']|'\\'')*'|[\w@%+=:,./-]+/,
  powershell: /'(?:[^']|'')*'|[\w./-]+/,
  both: /"[^"]*"|[\w.:\\/-]+/,
};

function bareWord(word: string, shell: Shell): string {
  if (!/^['"]/.test(word)) return word;
  const inner = word.slice(1, -1);
  if (word.startsWith('"')) return inner;
  return inner.replaceAll(shell === 'posix' ? String.raw`'\''` : "''", "'");
}

/** Whether a line or a script starts `remit hook`, wherever that Remit stands. */
export function startsHook(text: string): boolean {
  return /(^|[\\/\s'"])remit(\.cmd|\.exe)?['"]?\s+hook\s+[\w-]+/i.test(text);
}

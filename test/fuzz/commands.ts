// A fuzz target: any text as a command line. It throws when reading or judging it throws, or when a line is covered although something in
// it can run, expand or be written that no grant speaks of. What it looks for it finds by a scanner of its own.

import { readCommand } from '../../electron/authority/read-command.ts';
import { commandCovered } from '../../shared/core/command-cover.ts';
import { widestPrefix } from '../../shared/core/prefix-words.ts';
import { lineProblem, words } from '../commands/judge-line.ts';

const GRANTED = [
  'git',
  'git status',
  'ls',
  'cat',
  'grep',
  'wc',
  'echo',
  'a',
  'b',
  'g',
  'sed',
  'awk',
  'find .',
  'sort',
].map(words);
/** Programs that run what other words say: no prefix that is offered may end in one. */
const RUNNERS: ReadonlySet<string> = new Set([
  'env',
  'sudo',
  'xargs',
  'bash',
  'sh',
  'npx',
  'ssh',
  'nice',
  'timeout',
  'eval',
  'exec',
]);

/** `loadCommandReader` must have resolved. */
export function fuzzCommands(input: string): void {
  for (const shell of ['bash', 'zsh', 'cmd', 'powershell'] as const) {
    const read = readCommand(input, shell);
    const argvs =
      read.kind === 'parsed' ? read.commands.flatMap(({ argv }) => (argv === null ? [] : [argv])) : [];
    for (const argv of argvs) checkArgv(argv);
    if (lineProblem(input, GRANTED, shell) === null) checkCovered(input, shell);
  }
}

function checkArgv(argv: readonly string[]): void {
  for (const granted of GRANTED) {
    const begins = granted.every((word, at) => word === argv[at]);
    const isCovered = commandCovered(argv, granted, 'prefix').ok;
    if (isCovered && !begins) throw new Error(`covered by another command: ${JSON.stringify(argv)}`);
    const isExact = begins && granted.length === argv.length;
    if (commandCovered(argv, granted, 'exact').ok !== isExact)
      throw new Error(`not exactly the granted words: ${JSON.stringify(argv)}`);
  }
  const prefix = widestPrefix(argv);
  if (prefix === null) return;
  if (RUNNERS.has(argv[0] ?? '')) throw new Error(`a wrapper is generalised: ${JSON.stringify(prefix)}`);
  if (!commandCovered(argv, prefix, 'prefix').ok)
    throw new Error(`offered, and doesn’t cover its own command: ${JSON.stringify(prefix)}`);
}

function checkCovered(line: string, shell: string): void {
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202e]|[\p{Cf}\ufe00-\ufe0f]/u.test(line))
    throw new Error(`covered with a hidden character: ${JSON.stringify(line)}`);
  if (shell === 'cmd' || shell === 'powershell') {
    if (!/^[\w .:/=@-]+$/.test(line)) throw new Error(`covered in ${shell}: ${JSON.stringify(line)}`);
    return;
  }
  // A comment or a here-document holds text that isn't read.
  if (/#|<</.test(line)) return;
  const seen = outsideQuotes(line);
  if (seen === null || /`|\$[\w({@*?!#$-]|\$$(?!)/.test(seen.expanding))
    throw new Error(`covered with an expansion: ${JSON.stringify(line)}`);
  if (
    /[<>]\(|\{[^}]*(,|\.\.)[^}]*\}|(^|\s)~|[^&|;]&\s*($|[^&\s>])|(^|[;&|(]\s*)\w+=/.test(
      seen.bare.replace(/&>|>&|\|&|&&/g, ' '),
    )
  )
    throw new Error(`covered with more than commands: ${JSON.stringify(line)}`);
}

/** `bare` is what stands in no quotes, `expanding` what stands in none or in double ones; null when a quote doesn't end. */
function outsideQuotes(line: string): { readonly bare: string; readonly expanding: string } | null {
  let bare = '';
  let expanding = '';
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\' && quote !== "'") at += 1;
    else if (quote === '' && char === '$' && line.charAt(at + 1) === "'") {
      const end = /^\$'(?:[^'\\]|\\[^])*'/.exec(line.slice(at))?.[0];
      if (end === undefined) return null;
      at += end.length - 1;
      bare += 'x';
    } else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === quote) {
      // A `$` just before a closing quote has nothing to expand: the shell doesn't look beyond it.
      if (quote === '"') expanding += ' ';
      quote = '';
      bare += 'x';
    } else {
      if (quote === '') bare += char;
      if (quote !== "'") expanding += char;
    }
  }
  return quote === '' ? { bare, expanding } : null;
}

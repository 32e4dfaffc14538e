// The program that Cline runs before each tool. It takes nothing for a no but JSON on the output, so that an answer is made up when the
// hook itself gives none.

import type { ClientPlatform } from './known-client.ts';
import { hookLine, programIn, startsHook, type HookProgram } from './hook-command.ts';
import { plainWords } from './remit-words.ts';

const MARK = '# Made by `remit protect`: asks Remit before each tool. `remit unprotect` takes it away.';
const REFUSED = '{"cancel":true,"errorMessage":"Remit refused this call: its hook can not run"}';

export function hookScript(program: HookProgram, platform: ClientPlatform): string {
  if (platform === 'win32')
    return [
      MARK,
      // What the hook says is UTF-8, whatever the console is set to.
      '[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)',
      `$said = ${hookLine(program, 'powershell').replace(/; exit \$LASTEXITCODE$/, '')}`,
      `if (-not $said) { $said = '${REFUSED}' }`,
      'Write-Output $said',
      '',
    ].join('\r\n');
  return [
    '#!/bin/sh',
    MARK,
    `said=$(${hookLine(program, 'posix')})`,
    `if [ -z "$said" ]; then said='${REFUSED}'; fi`,
    String.raw`printf '%s\n' "$said"`,
    '',
  ].join('\n');
}

/** Whether the script is just as Remit writes it, wherever that Remit stands. */
export function isWholeScript(text: string, agent: string, platform: ClientPlatform): boolean {
  const windows = platform === 'win32';
  const found = (windows ? /^\$said = (.+?)\r?$/m : /^said=\$\((.+)\)$/m).exec(text)?.[1];
  if (found === undefined) return false;
  const program = windows
    ? programIn(`${found}; exit $LASTEXITCODE`, 'powershell')
    : programIn(found, 'posix');
  return program?.agent === agent && hookScript(program, platform) === text;
}

/** Whether Remit made the script, whatever it was changed to since. */
export function isHookScript(text: string): boolean {
  return text.includes(MARK) && startsHook(text);
}

/** The words that the script runs where it is just as Remit writes it; null for any other. */
export function scriptWords(text: string): readonly string[] | null {
  const [, line = ''] = /^said=\$\(exec (.+)\)$/m.exec(text) ?? [];
  const words = plainWords(line);
  const [remit = '', , agent = '', , dataDir = null] = words ?? [];
  return words !== null && text === hookScript({ remit, agent, dataDir }, 'linux') ? words : null;
}

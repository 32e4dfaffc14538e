// Which shell a call names for its command line, where a tool leaves the choice to it.

import type { Shell } from '../contract/command.ts';
import type { JsonObject } from '../contract/json.ts';
import { meaningOf, nameWords } from './name-meaning.ts';

const SHELLS: ReadonlyMap<string, Shell> = new Map([
  ['bash', 'bash'],
  ['sh', 'bash'],
  ['zsh', 'zsh'],
  ['cmd', 'cmd'],
  ['powershell', 'powershell'],
  ['pwsh', 'powershell'],
]);

/** The shell that a neighbour of `line`, the argument that holds the command, names: null when none does, `unknown` when it is another program than a shell that is known. */
export function namedShell(holder: JsonObject, line: string): Shell | 'unknown' | null {
  const name = Object.keys(holder).find((one) => one !== line && meaningOf(one) === 'shell');
  const value = name === undefined ? undefined : holder[name];
  if (typeof value !== 'string' || value === '') return null;
  const program = value.split(/[\\/]/).at(-1)?.toLowerCase() ?? '';
  return SHELLS.get(program.replace(/\.exe$/, '')) ?? 'unknown';
}

/** The shell that a tool's name speaks of. */
export function shellOfTool(tool: string): Shell | null {
  const words = nameWords(tool);
  return (['powershell', 'pwsh', 'cmd', 'zsh'] as const).some((word) => words.includes(word))
    ? (words.map((word) => SHELLS.get(word)).find((shell) => shell !== undefined) ?? null)
    : null;
}

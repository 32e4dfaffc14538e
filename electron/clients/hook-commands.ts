import { hashOf, readConfig } from './config-text.ts';
import type { Surroundings } from './find-files.ts';
import { isRecord } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import { scriptWords } from './hook-script.ts';
import { hookPlaces } from './hook-places.ts';
import type { KnownClient } from './known-client.ts';
import { plainWords } from './remit-words.ts';

/** A hook's command as it stands in a file; `words` is null when it is more than a command with its words. */
export type HookCommand = {
  readonly file: string;
  readonly text: string;
  readonly words: readonly string[] | null;
};

/** The events before a tool runs, by their letters alone: `PreToolUse` here is `pre_tool_use` there. */
const BEFORE_TOOL =
  /^(pretooluse|beforetool|beforeshellexecution|beforemcpexecution|preruncommand|premcptooluse)$/;

/** What the client runs before a tool and that names Remit, in the order of its files. */
export function hookCommands(client: KnownClient, around: Surroundings): readonly HookCommand[] {
  const places = client.hooks === null ? [] : hookPlaces(client.hooks, around);
  const found = places.flatMap((file) => {
    const text = textOf(file);
    if (text === null) return [];
    return text.startsWith('#') ? [{ file, text, words: scriptWords(text) }] : objectCommands(file, text);
  });
  return found.filter(({ text }) => /\bremit\b/i.test(text));
}

/** Of all that is run before a tool: when it becomes another, what was proven is proven no longer. */
export function hooksHash(commands: readonly HookCommand[]): string {
  return hashOf(JSON.stringify(commands.map(({ file, text }) => [file, text])));
}

function textOf(file: string): string | null {
  const read = readConfig(file);
  return read.ok ? (read.value?.text ?? null) : null;
}

function objectCommands(file: string, text: string): readonly HookCommand[] {
  const parsed = formatOf('jsonc').parse(text.replace(/^\uFEFF/, ''));
  return parsed.ok ? commandsIn(parsed.value, file, false) : [];
}

function commandsIn(value: unknown, file: string, before: boolean): readonly HookCommand[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => commandsIn(one, file, before));
  if (!isRecord(value)) return [];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    commandsIn(one, file, before || BEFORE_TOOL.test(key.toLowerCase().replaceAll(/[_-]/g, ''))),
  );
  if (!before) return inner;
  const line = value['command'] ?? value['bash'];
  return typeof line === 'string' ? [commandOf(line, value['args'], file), ...inner] : inner;
}

/** With a list of arguments the command is a program, without one a line for the shell. */
function commandOf(line: string, args: unknown, file: string): HookCommand {
  if (!Array.isArray(args)) return { file, text: line, words: lineWords(line) };
  const words = args.filter((one): one is string => typeof one === 'string');
  return { file, text: JSON.stringify([line, ...words]), words: [line, ...words] };
}

function lineWords(line: string): readonly string[] | null {
  return plainWords(line.replace(/^exec\s+/, ''));
}

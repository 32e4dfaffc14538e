// The ways on which a call can be made as a client's files say. Nothing is started but Remit's own program with words that Remit would
// write: a file that an agent can write must not have anything else run.

import type { CoveragePath } from '../../shared/contract/coverage.ts';
import { clientEntries, type ClientEntry } from './client-entries.ts';
import type { Target } from './entry-changes.ts';
import { findFiles, type FoundFile, type Surroundings } from './find-files.ts';
import { isRecord, valueAt } from './format/config-format.ts';
import { hookCommands, hooksHash, type HookCommand } from './hook-commands.ts';
import type { KnownClient } from './known-client.ts';
import { addressKeys } from './read-entry.ts';
import { flagOf, wordsForRemit } from './remit-words.ts';

/** How a call is made on a way: by starting the shim, by an address, or by running the hook; or why none can be made. */
export type CanaryCall =
  | {
      readonly kind: 'stdio';
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly server: string;
    }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly server: string;
    }
  | { readonly kind: 'hook'; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

export type CanaryWay = {
  readonly client: KnownClient;
  readonly path: CoveragePath;
  /** Both are empty for the agent's own tools. */
  readonly file: string;
  readonly name: string;
  readonly hash: string;
  /** The folder to start in. */
  readonly folder: string;
  readonly call: CanaryCall;
};

type Program = Omit<Target, 'token'>;

const OTHERWISE = "it isn't written as Remit writes it, and only that is tried: protect it again";

/** Every way of a client that leads to Remit. */
export function canaryWays(
  client: KnownClient,
  around: Surroundings,
  program: Program,
): readonly CanaryWay[] {
  const entries = findFiles(client, around).flatMap((file) => {
    const read = clientEntries(file, around);
    return read.ok ? read.value.flatMap((one) => entryWay(one, file, around, program)) : [];
  });
  const commands = hookCommands(client, around);
  const [first] = commands;
  if (first === undefined) return entries;
  const base = { client, path: 'built-in', file: '', name: '', folder: around.home } as const;
  return [...entries, { ...base, hash: hooksHash(commands), call: hookCall(commands, first, program) }];
}

function entryWay(
  one: ClientEntry,
  file: FoundFile,
  { home }: Surroundings,
  program: Program,
): readonly CanaryWay[] {
  const { entry, name, way, hash, value } = one;
  if (entry.kind !== 'remit') return [];
  const { client, path, project } = file;
  const call =
    way === 'mcp-http'
      ? httpCall(value, client, entry.server, program)
      : stdioCall(value, client, entry.server, program);
  return [{ client, path: way, file: path, name, hash, folder: project ?? home, call }];
}

function stdioCall(value: unknown, client: KnownClient, server: string, program: Program): CanaryCall {
  const { commandIs, command: commandKey, args: argsKey, env: envKey } = client.entry;
  const first = valueAt(value, [commandKey]);
  const words = texts(commandIs === 'array' ? first : [first, ...list(valueAt(value, [argsKey]))]);
  const rest = words === null ? null : wordsForRemit(words, program.remit, 'connect');
  const env = valueAt(value, [envKey]) ?? {};
  const [command = '', ...args] = words ?? [];
  if (rest === null || !areFlags(rest.slice(1), ['--agent', '--data']) || !isOnlyToken(env))
    return { kind: 'none', why: OTHERWISE };
  if (flagOf(rest, '--data') !== program.dataDir)
    return { kind: 'none', why: 'it leads to another data folder of Remit' };
  return { kind: 'stdio', command, args, env, server };
}

function httpCall(value: unknown, client: KnownClient, server: string, { endpoint }: Program): CanaryCall {
  const [key = ''] = addressKeys(value, client.entry);
  const url = valueAt(value, [key]);
  const headers = valueAt(value, [client.entry.headers]) ?? {};
  const own = `http://127.0.0.1:${endpoint?.port ?? 0}/mcp/`;
  if (endpoint === null || typeof url !== 'string' || !url.startsWith(own))
    return { kind: 'none', why: 'the address is not the one where Remit takes calls now: protect it again' };
  if (!isTexts(headers)) return { kind: 'none', why: OTHERWISE };
  return { kind: 'http', url, headers, server };
}

function hookCall(commands: readonly HookCommand[], first: HookCommand, program: Program): CanaryCall {
  for (const { words } of commands) {
    const rest = words === null ? null : wordsForRemit(words, program.remit, 'hook');
    if (rest === null || !areFlags(rest.slice(1), ['--deadline', '--data'])) continue;
    if (flagOf(rest, '--data') !== program.dataDir)
      return { kind: 'none', why: `the hook in \`${first.file}\` leads to another data folder of Remit` };
    return { kind: 'hook', command: program.remit, args: ['hook', ...rest] };
  }
  return { kind: 'none', why: `the hook in \`${first.file}\`: ${OTHERWISE}` };
}

/** Pairs of these flags and a value, or flags with their value behind a `=`, and nothing else. */
function areFlags(words: readonly string[], known: readonly string[]): boolean {
  for (let at = 0; at < words.length; at += 1) {
    const [flag = '', inline] = (words[at] ?? '').split(/=(.*)/s, 2);
    if (!known.includes(flag)) return false;
    if (inline === undefined) at += 1;
    if (at >= words.length) return false;
  }
  return true;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] | null {
  const all = list(value);
  const found = all.filter((one): one is string => typeof one === 'string');
  return found.length === all.length && found.length > 0 ? found : null;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
}

/** Another variable could have another program run inside of Remit's. */
function isOnlyToken(value: unknown): value is Readonly<Record<string, string>> {
  return isTexts(value) && Object.keys(value).every((name) => name === 'REMIT_AGENT_TOKEN');
}

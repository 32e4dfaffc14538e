import { isAbsolute, resolve } from 'node:path';
import process from 'node:process';
import { serverNameSchema, type ServerName } from '../../shared/contract/ids.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openDataDir } from '../authority/data-dir.ts';
import {
  commandWords,
  readStore,
  remoteWords,
  writeStore,
  type RemoteSpec,
  type ServerSpec,
  type ServerStore,
} from '../broker/server-store.ts';
import { keepSignIns, readSignIn } from '../broker/oauth-store.ts';
import { hasOwnCredential } from '../broker/remote.ts';
import { systemVault } from '../broker/vault.ts';
import { runSignIn, signOut } from './sign-in.ts';

/**
 * `remit server add|list|remove|sign-in|sign-out`: the exit code, or what is wrong with the words. A server carries no authority: what it may be asked to do is
 * granted apart.
 */
export async function runServer(dataDir: string, args: readonly string[]): Promise<number | string> {
  const words = readWords(args);
  if (!words.ok) return `server: ${words.error}`;
  const dir = openDataDir(dataDir);
  const result = dir.ok ? await change(dir.value, words.value) : dir;
  if (!result.ok) {
    process.stderr.write(`remit server: ${result.error}\n`);
    return 1;
  }
  process.stdout.write(result.value);
  return 0;
}

async function change(dir: string, words: Words): Promise<Result<string, string>> {
  const store = readStore(dir);
  if (!store.ok) return store;
  switch (words.kind) {
    case 'list':
      return ok(list(dir, store.value));
    case 'add':
      return add(dir, store.value, words);
    case 'remove':
      return remove(dir, store.value, words.name);
    case 'sign-in':
      return runSignIn(dir, store.value, words.rest);
    case 'sign-out':
      return signOut(dir, store.value, words.rest);
    default:
      return assertNever(words);
  }
}

function list(dir: string, { servers, remotes }: ServerStore): string {
  const lines = [
    ...[...servers].map(([name, spec]) => `${name}  ${commandWords(spec)}\n`),
    ...[...remotes].map(([name, spec]) => `${name}  ${remoteWords(spec)}${signedIn(dir, spec)}\n`),
  ];
  return lines.length === 0 ? 'No server is behind Remit yet\n' : lines.join('');
}

function add(dir: string, store: ServerStore, { name, spec }: Added): Result<string, string> {
  const servers = new Map(store.servers);
  const remotes = new Map(store.remotes);
  if (servers.has(name) || remotes.has(name))
    return err(`\`${name}\` is registered already: remove it first`);
  if ('url' in spec) remotes.set(name, spec);
  else servers.set(name, spec);
  const written = writeStore(dir, { servers, remotes });
  const started = 'url' in spec ? remoteWords(spec) : commandWords(spec);
  return written.ok ? ok(`added ${name}: ${started}\n${whereSecrets(spec)}`) : written;
}

/** With the server the sign-in to it is forgotten. */
function remove(dir: string, store: ServerStore, name: ServerName): Result<string, string> {
  const servers = new Map(store.servers);
  const remotes = new Map(store.remotes);
  if (!(servers.delete(name) || remotes.delete(name))) return err(`no server \`${name}\` is registered`);
  const written = writeStore(dir, { servers, remotes });
  if (!written.ok) return written;
  keepSignIns(
    dir,
    [...remotes.values()].map(({ url }) => url),
  );
  return ok(`removed ${name}\n`);
}

/** How a server that is entered by signing in stands. */
function signedIn(dir: string, spec: RemoteSpec): string {
  if (hasOwnCredential(spec)) return '';
  const signIn = readSignIn(dir, spec.url);
  if (!signIn.ok) return `  not signed in: ${signIn.error}`;
  return signIn.value === null ? '  not signed in' : `  signed in at ${signIn.value.authorization.issuer}`;
}

/** Says of variables and headers, which may be secrets, how they are kept; call it after they were written. */
function whereSecrets(spec: ServerSpec | RemoteSpec): string {
  const plain = systemVault().plainBecause();
  const [what, given] = 'url' in spec ? ['headers', spec.headers] : ['variables', spec.env];
  if (Object.keys(given).length === 0) return '';
  return plain === null
    ? `its ${what} are sealed with a key in the system's keychain\n`
    : `its ${what} are in a file that only you can read: ${plain}\n`;
}

type Added = { readonly name: ServerName; readonly spec: ServerSpec | RemoteSpec };
type Words =
  | { readonly kind: 'list' }
  | (Added & { readonly kind: 'add' })
  | { readonly kind: 'remove'; readonly name: ServerName }
  | { readonly kind: 'sign-in' | 'sign-out'; readonly rest: readonly string[] };

function readWords([verb, ...rest]: readonly string[]): Result<Words, string> {
  if (verb === undefined) return err('say what to do: add, list, remove, sign-in or sign-out');
  if (verb === 'list') return ok({ kind: 'list' });
  if (verb === 'sign-in' || verb === 'sign-out') return ok({ kind: verb, rest });
  if (verb !== 'add' && verb !== 'remove')
    return err(`\`${verb}\` is not one of add, list, remove, sign-in, sign-out`);
  const dashes = rest.indexOf('--');
  const [first, ...options] = dashes === -1 ? rest : rest.slice(0, dashes);
  if (first === undefined) return err(`the name of the server to ${verb} is missing`);
  const name = serverNameSchema.safeParse(first);
  if (!name.success) return err(`\`${first}\` is not a server name: ${name.error.issues[0]?.message ?? ''}`);
  if (verb === 'remove') return ok({ kind: 'remove', name: name.data });
  const spec =
    dashes === -1 && options.includes('--url')
      ? remoteSpec(options)
      : startedSpec(options, dashes === -1 ? [] : rest.slice(dashes + 1));
  return spec.ok ? ok({ kind: 'add', name: name.data, spec: spec.value }) : spec;
}

function startedSpec(
  options: readonly string[],
  [command, ...args]: readonly string[],
): Result<ServerSpec, string> {
  if (command === undefined)
    return err(
      'the command that starts the server is missing after `--` (or, for a server with an address, `--url URL`)',
    );
  const env: Record<string, string> = {};
  let cwd = process.cwd();
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    const equals = value.indexOf('=');
    if (options[at] === '--env' && equals > 0) env[value.slice(0, equals)] = value.slice(equals + 1);
    else if (options[at] === '--cwd' && value !== '') cwd = isAbsolute(value) ? value : resolve(value);
    else return notAnOption(options[at], STARTED);
  }
  return ok({ command, args, cwd, env });
}

function remoteSpec(options: readonly string[]): Result<RemoteSpec, string> {
  const headers: Record<string, string> = {};
  let url: string | null = null;
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    const [, name, text] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]+)$/.exec(value) ?? [];
    if (options[at] === '--url' && url === null && value !== '') url = value;
    else if (options[at] === '--header' && name !== undefined && text !== undefined)
      headers[name] = text.trim();
    else return notAnOption(options[at], REMOTE);
  }
  const address = URL.canParse(url ?? '') ? new URL(url ?? '') : null;
  if (address === null || !/^https?:$/.test(address.protocol))
    return err(`\`${url ?? ''}\` is not an address that begins with https:// or http://`);
  if (address.username !== '' || address.password !== '')
    return err("an address holds no user and password: give them with --header 'Authorization: Basic ...'");
  return ok({ url: address.href, headers });
}

const STARTED = { '--env': 'needs `KEY=VALUE`', '--cwd': 'needs a folder' };
const REMOTE = { '--url': 'needs one address', '--header': 'needs `"NAME: VALUE"`' };

/** Says what the option wants, without what was given: a header's value is a secret. */
function notAnOption(
  option: string | undefined,
  wants: Readonly<Record<string, string>>,
): Result<never, string> {
  const known = Object.hasOwn(wants, option ?? '') ? wants[option ?? ''] : undefined;
  return err(`\`${option ?? ''}\` ${known ?? 'is not an option of add'}`);
}

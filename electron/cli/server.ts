import { isAbsolute, resolve } from 'node:path';
import process from 'node:process';
import { serverNameSchema, type ServerName } from '../../shared/contract/ids.ts';
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

const USAGE =
  'usage: remit server add NAME [--env KEY=VALUE]... [--cwd DIR] -- COMMAND ARGS...\n       remit server add NAME --url URL [--header "NAME: VALUE"]...\n       remit server list\n       remit server remove NAME\n       remit server sign-in NAME [--rights "RIGHT RIGHT"] [--client-id ID]\n       remit server sign-out NAME\n';

/** `remit server add|list|remove|sign-in|sign-out`. A server carries no authority: what it may be asked to do is granted apart. */
export async function runServer(dataDir: string, args: readonly string[]): Promise<number> {
  const dir = openDataDir(dataDir);
  const result = dir.ok ? await change(dir.value, args) : dir;
  if (!result.ok) {
    process.stderr.write(`remit server: ${result.error}\n`);
    return 1;
  }
  process.stdout.write(result.value);
  return 0;
}

async function change(dir: string, [verb, ...rest]: readonly string[]): Promise<Result<string, string>> {
  const store = readStore(dir);
  if (!store.ok) return store;
  switch (verb) {
    case 'list':
      return ok(list(dir, store.value));
    case 'add':
      return add(dir, store.value, rest);
    case 'remove':
      return remove(dir, store.value, rest[0]);
    case 'sign-in':
      return runSignIn(dir, store.value, rest);
    case 'sign-out':
      return signOut(dir, store.value, rest);
    default:
      return err(`\`${verb ?? ''}\` is not a command of it\n${USAGE}`);
  }
}

function list(dir: string, { servers, remotes }: ServerStore): string {
  return [
    ...[...servers].map(([name, spec]) => `${name}  ${commandWords(spec)}\n`),
    ...[...remotes].map(([name, spec]) => `${name}  ${remoteWords(spec)}${signedIn(dir, spec)}\n`),
  ].join('');
}

function add(dir: string, store: ServerStore, args: readonly string[]): Result<string, string> {
  const added = parseAdd(args);
  if (!added.ok) return added;
  const { name, spec } = added.value;
  const servers = new Map(store.servers);
  const remotes = new Map(store.remotes);
  if (servers.has(name) || remotes.has(name))
    return err(`\`${name}\` is registered already: remove it first`);
  if ('url' in spec) remotes.set(name, spec);
  else servers.set(name, spec);
  const written = writeStore(dir, { servers, remotes });
  const words = 'url' in spec ? remoteWords(spec) : commandWords(spec);
  return written.ok ? ok(`added ${name}: ${words}\n${whereSecrets(spec)}`) : written;
}

/** With the server the sign-in to it is forgotten. */
function remove(dir: string, store: ServerStore, word: string | undefined): Result<string, string> {
  const name = serverNameSchema.safeParse(word);
  const servers = new Map(store.servers);
  const remotes = new Map(store.remotes);
  if (!name.success || !(servers.delete(name.data) || remotes.delete(name.data)))
    return err(`no server \`${word ?? ''}\` is registered`);
  const written = writeStore(dir, { servers, remotes });
  if (!written.ok) return written;
  keepSignIns(
    dir,
    [...remotes.values()].map(({ url }) => url),
  );
  return ok(`removed ${name.data}\n`);
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

function parseAdd(args: readonly string[]): Result<Added, string> {
  const dashes = args.indexOf('--');
  const [first, ...options] = dashes === -1 ? args : args.slice(0, dashes);
  const name = serverNameSchema.safeParse(first);
  if (!name.success)
    return err(`\`${first ?? ''}\` is not a server name: ${name.error.issues[0]?.message ?? ''}\n${USAGE}`);
  const spec =
    dashes === -1 && options.includes('--url')
      ? remoteSpec(options)
      : startedSpec(options, dashes === -1 ? [] : args.slice(dashes + 1));
  return spec.ok ? ok({ name: name.data, spec: spec.value }) : spec;
}

function startedSpec(
  options: readonly string[],
  [command, ...args]: readonly string[],
): Result<ServerSpec, string> {
  if (command === undefined) return err(`the command is missing after \`--\`\n${USAGE}`);
  const env: Record<string, string> = {};
  let cwd = process.cwd();
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    const equals = value.indexOf('=');
    if (options[at] === '--env' && equals > 0) env[value.slice(0, equals)] = value.slice(equals + 1);
    else if (options[at] === '--cwd' && value !== '') cwd = isAbsolute(value) ? value : resolve(value);
    else return notAnOption(options[at], value);
  }
  return ok({ command, args, cwd, env });
}

function remoteSpec(options: readonly string[]): Result<RemoteSpec, string> {
  const headers: Record<string, string> = {};
  let url: string | null = null;
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    const [, name, text] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]+)$/.exec(value) ?? [];
    if (options[at] === '--url' && url === null) url = value;
    else if (options[at] === '--header' && name !== undefined && text !== undefined)
      headers[name] = text.trim();
    else return notAnOption(options[at], value);
  }
  const address = URL.canParse(url ?? '') ? new URL(url ?? '') : null;
  if (address === null || !/^https?:$/.test(address.protocol))
    return err(`\`${url ?? ''}\` is not an address that begins with https:// or http://\n${USAGE}`);
  if (address.username !== '' || address.password !== '')
    return err("an address holds no user and password: give them with --header 'Authorization: Basic ...'");
  return ok({ url: address.href, headers });
}

function notAnOption(option: string | undefined, value: string): Result<never, string> {
  return err(`\`${option ?? ''} ${value}\` is not an option of it\n${USAGE}`);
}

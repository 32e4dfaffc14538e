// Reads one entry of a client's file: what it starts or calls, with its variables filled in, or why Remit has to leave it as it is.

import { isAbsolute, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { readConfig } from './config-text.ts';
import { expandVariables, type VariableSource } from './expand-variables.ts';
import { isRecord } from './format/config-format.ts';
import type { KnownEntry } from './known-client.ts';

export type StdioServer = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};
export type HttpServer = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** `remit`: it leads to Remit already. `left`: `why` is a sentence without its end, `remedy` what the user can do. */
export type Entry =
  | { readonly kind: 'stdio'; readonly server: StdioServer }
  | { readonly kind: 'http'; readonly server: HttpServer }
  | { readonly kind: 'remit'; readonly server: string }
  | { readonly kind: 'left'; readonly why: string; readonly remedy: string };

export type EntrySource = VariableSource & {
  /** The folder that a server starts in when the entry names none. */
  readonly folder: string;
};

/** How clients write the type of an entry over streamable HTTP or the older HTTP+SSE: Remit speaks whichever the client does. */
const OVER_HTTP = /^(http|remote|sse|streamable[-_]?http)$/i;

/** Keys by which clients say how they sign in themselves, or get their headers: such an entry says more than an address. */
const OWN_SIGN_IN = ['oauth', 'auth', 'authProviderType', 'oauthClientId', 'oauth_resource', 'headersHelper'];

const left = (why: string, remedy: string): Entry => ({ kind: 'left', why, remedy });
type Read<T> = Result<T, Entry>;

export function readEntry(value: unknown, known: KnownEntry, source: EntrySource): Entry {
  if (!isRecord(value)) return left('it is not an entry that Remit knows', 'look at it in the file');
  const words = commandWords(value, known);
  const addresses = addressKeys(value, known);
  const [address] = addresses;
  if (addresses.length + (words === null ? 0 : 1) > 1)
    return left(
      `it says several ways to its server (${[...(words === null ? [] : [known.command]), ...addresses].join(', ')}), and it is the client that picks one`,
      'leave one of them in the entry, and protect the client again',
    );
  const ours = serverOfRemit(value, known);
  if (ours !== null) return { kind: 'remit', server: ours };
  const read = words !== null ? readStdio(words, value, known, source) : null;
  if (read !== null) return read.ok ? { kind: 'stdio', server: read.value } : read.error;
  if (address !== undefined) return readHttp(address, value, known, source);
  return left(
    'it has neither a command nor an address: the client or an extension brings the server',
    'replace it by a server with a command',
  );
}

/** The server's name when the entry leads to Remit, whoever wrote it: clients import each other's entries. */
export function serverOfRemit(value: unknown, known: KnownEntry): string | null {
  if (!isRecord(value)) return null;
  for (const key of addressKeys(value, known)) {
    const name = endpointAddress(value[key])?.name;
    const decoded = name === undefined ? null : decodedName(name);
    if (decoded !== null) return decoded;
  }
  const [command, verb, name] = commandWords(value, known) ?? [];
  if (command === undefined || verb !== 'connect' || name === undefined) return null;
  return /(^|[\\/])remit(\.exe|\.cmd)?$/i.test(command) ? name : null;
}

/** The keys of an entry that hold an address. */
export function addressKeys(value: unknown, { urls }: KnownEntry): readonly string[] {
  return isRecord(value) ? urls.filter((key) => typeof value[key] === 'string' && value[key] !== '') : [];
}

/** The port and the server's name, as it is written there, in an address of Remit's endpoint; null for any other. */
export function endpointAddress(address: unknown): { readonly port: string; readonly name: string } | null {
  if (typeof address !== 'string') return null;
  const [, port, name] = /^http:\/\/127\.0\.0\.1:(\d+)\/mcp\/([^/?#]+)$/.exec(address) ?? [];
  return port === undefined || name === undefined ? null : { port, name };
}

/** Null when it is no name that Remit wrote: anybody can write an address. */
function decodedName(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}

function commandWords(
  value: Readonly<Record<string, unknown>>,
  { commandIs, command, args }: KnownEntry,
): readonly string[] | null {
  const first = value[command];
  if (commandIs === 'array') return textsOf(first);
  if (typeof first !== 'string' || first === '') return null;
  const rest = textsOf(value[args] ?? []);
  return rest === null ? null : [first, ...rest];
}

function textsOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((one): one is string => typeof one === 'string');
  return texts.length === value.length ? texts : null;
}

/** Names of variables of the client's own environment, alone or as `{ name, source: "local" }`; null where one is meant otherwise. */
function variableNames(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const names = value.map((one: unknown) => {
    if (!isRecord(one)) return one;
    return one['source'] === undefined || one['source'] === 'local' ? one['name'] : null;
  });
  return textsOf(names);
}

/** The texts of a map; numbers and booleans count as they are written. */
function recordOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  const pairs = Object.entries(value).filter(([, one]) =>
    ['string', 'number', 'boolean'].includes(typeof one),
  );
  return Object.fromEntries(pairs.map(([key, one]) => [key, String(one)]));
}

function readStdio(
  words: readonly string[],
  value: Readonly<Record<string, unknown>>,
  known: KnownEntry,
  source: EntrySource,
): Read<StdioServer> {
  const kept = keptByClient(value, known);
  if (kept !== null) return err(kept);
  const env = environmentOf(value, known, source);
  if (!env.ok) return env;
  const cwd = fill(typeof value['cwd'] === 'string' ? value['cwd'] : source.folder, known, source);
  if (!cwd.ok) return cwd;
  const filled = fillAll(words, known, source);
  if (!filled.ok) return filled;
  const [command = '', ...args] = filled.value;
  const folder = isAbsolute(cwd.value) ? cwd.value : resolve(source.folder, cwd.value);
  return ok({ command, args, cwd: folder, env: env.value });
}

/** Why an entry whose secrets only the client can have is left alone. */
function keptByClient(value: Readonly<Record<string, unknown>>, { ownSecrets }: KnownEntry): Entry | null {
  const secrets = ownSecrets === undefined ? null : textsOf(value[ownSecrets]);
  if (secrets === null || secrets.length === 0) return null;
  return left(
    `its secrets (${secrets.join(', ')}) are in a keychain of the client's own`,
    'add the server with `remit server add NAME`, with its secrets, and put `remit connect NAME` in its place',
  );
}

function environmentOf(
  value: Readonly<Record<string, unknown>>,
  known: KnownEntry,
  source: EntrySource,
): Read<Readonly<Record<string, string>>> {
  const own = fillRecord(recordOf(value[known.env]), known, source);
  if (!own.ok) return own;
  const names = known.envNames === undefined ? [] : variableNames(value[known.envNames] ?? []);
  if (names === null)
    return err(
      left(
        `its \`${known.envNames ?? ''}\` takes variables from somewhere that Remit can't look`,
        'write their values into the entry, and protect the client again',
      ),
    );
  const taken: Record<string, string> = {};
  for (const name of names) {
    const one = source.env[name];
    if (one !== undefined) taken[name] = one;
  }
  const file = known.envFile === undefined ? undefined : value[known.envFile];
  if (typeof file !== 'string') return ok({ ...taken, ...own.value });
  const path = fill(file, known, source);
  if (!path.ok) return path;
  const read = readConfig(resolve(source.folder, path.value));
  if (!read.ok || read.value === null)
    return err(
      left(`its file of variables \`${path.value}\` can't be read`, 'mend it, and protect the client again'),
    );
  return ok({ ...taken, ...recordOf(parseEnv(read.value.text)), ...own.value });
}

function readHttp(
  address: string,
  value: Readonly<Record<string, unknown>>,
  known: KnownEntry,
  source: EntrySource,
): Entry {
  const type = value['type'];
  if (typeof type === 'string' && !OVER_HTTP.test(type))
    return left(`its type \`${type}\` is none that Remit knows`, 'use the address for streamable HTTP');
  const headers = ownHeaders(value, known, source);
  if (!headers.ok) return headers.error;
  const named = namedHeaders(value, known, source);
  if (!named.ok) return named.error;
  const all = { ...headers.value, ...named.value };
  const signsIn = OWN_SIGN_IN.find((key) => isSet(value[key]));
  if (signsIn !== undefined && !hasCredential(all))
    return left(
      `its \`${signsIn}\` has the client sign in by itself (OAuth), which can't be redirected`,
      `take \`${signsIn}\` out of the entry, protect again, and sign in with \`remit server sign-in\``,
    );
  const url = fill(String(value[address]), known, source);
  if (!url.ok) return url.error;
  if (!URL.canParse(url.value)) return left(`\`${url.value}\` is not an address`, 'mend it in the file');
  return { kind: 'http', server: { url: url.value, headers: all } };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** Whether the user gave the credential with the entry: then nobody signs in. */
export function hasCredential(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
}

/** The headers of an entry; where a client keeps variables apart from a server's, they may refer to the entry's own. */
function ownHeaders(
  value: Readonly<Record<string, unknown>>,
  known: KnownEntry,
  source: EntrySource,
): Read<Readonly<Record<string, string>>> {
  const headers = recordOf(value[known.headers]);
  if (known.ownSecrets === undefined) return fillRecord(headers, known, source);
  const kept = keptByClient(value, known);
  if (kept !== null) return err(kept);
  const own = { ...known, variables: 'dollar' } as const;
  return fillRecord(headers, own, { ...source, env: recordOf(value[known.env]) });
}

/** Headers whose values stand in variables of the client's environment. */
function namedHeaders(
  value: Readonly<Record<string, unknown>>,
  known: KnownEntry,
  source: EntrySource,
): Read<Readonly<Record<string, string>>> {
  const wanted: [string, string, string][] = [];
  const bearer = known.bearerVariable === undefined ? undefined : value[known.bearerVariable];
  if (typeof bearer === 'string') wanted.push(['Authorization', bearer, 'Bearer ']);
  const map = known.headerVariables === undefined ? {} : recordOf(value[known.headerVariables]);
  for (const [header, variable] of Object.entries(map)) wanted.push([header, variable, '']);
  const headers: Record<string, string> = {};
  for (const [header, variable, prefix] of wanted) {
    const one = source.env[variable];
    if (one === undefined) return err(unset(variable));
    headers[header] = prefix + one;
  }
  return ok(headers);
}

function unset(variable: string): Entry {
  return left(
    `its \`${variable}\` is filled in by the client and not known here`,
    'set it in the environment and protect the client again, or write its value into the entry first',
  );
}

function fill(text: string, known: KnownEntry, source: EntrySource): Read<string> {
  const filled = expandVariables(text, known.variables, source);
  return filled.ok ? filled : err(unset(filled.error));
}

function fillAll(texts: readonly string[], known: KnownEntry, source: EntrySource): Read<readonly string[]> {
  const filled: string[] = [];
  for (const text of texts) {
    const one = fill(text, known, source);
    if (!one.ok) return one;
    filled.push(one.value);
  }
  return ok(filled);
}

function fillRecord(
  record: Readonly<Record<string, string>>,
  known: KnownEntry,
  source: EntrySource,
): Read<Readonly<Record<string, string>>> {
  const values = fillAll(Object.values(record), known, source);
  if (!values.ok) return values;
  return ok(Object.fromEntries(Object.keys(record).map((key, index) => [key, values.value[index] ?? ''])));
}

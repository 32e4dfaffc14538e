import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { serverNameSchema, type ServerName, type Sha256 } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { sha256 } from '../authority/sha256.ts';
import { writePrivateFile } from './write-private-file.ts';
import { keptSchema, systemVault, type Vault } from './vault.ts';

/** How a server is started. `cwd` is absolute: the folder in which the server was added. */
export const serverSpecSchema = z
  .strictObject({
    command: z.string().min(1),
    args: z.array(z.string()).readonly(),
    cwd: z.string().min(1),
    env: z.record(z.string(), z.string()).readonly(),
  })
  .readonly();
export type ServerSpec = z.infer<typeof serverSpecSchema>;

/** A server that is reached over HTTP, with the headers that let its user in. */
export const remoteSpecSchema = z
  .strictObject({ url: z.url(), headers: z.record(z.string(), z.string()).readonly() })
  .readonly();
export type RemoteSpec = z.infer<typeof remoteSpecSchema>;

export type ServerStore = {
  readonly servers: ReadonlyMap<ServerName, ServerSpec>;
  readonly remotes: ReadonlyMap<ServerName, RemoteSpec>;
};

/** As it stands in the file: values that may be secrets are sealed where the system has a keychain. */
const keptRecordSchema = z.record(z.string(), keptSchema).readonly();
const fileSchema = z
  .strictObject({
    servers: z
      .record(serverNameSchema, serverSpecSchema.unwrap().extend({ env: keptRecordSchema }).readonly())
      .readonly(),
    remotes: z
      .record(serverNameSchema, remoteSpecSchema.unwrap().extend({ headers: keptRecordSchema }).readonly())
      .readonly()
      .optional(),
  })
  .readonly();
type StoreFile = z.infer<typeof fileSchema>;
type KeptRecord = z.infer<typeof keptRecordSchema>;

/** Who a server is to the grants: a hash of everything that decides which program runs and how. */
export function serverIdentity(spec: ServerSpec): Sha256 {
  const env = Object.entries(spec.env).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([spec.command, spec.args, spec.cwd, env]);
  return sha256(text);
}

/** The same of a server that is reached over HTTP: its address says who it is, whatever lets the user in. */
export function remoteIdentity({ url }: RemoteSpec): Sha256 {
  return sha256(JSON.stringify(['http', url]));
}

/** What a server is given that may be secret. */
export function givenValues(spec: ServerSpec): readonly string[] {
  return Object.values(spec.env);
}

/** The same of a server that is reached over HTTP; the credential of a scheme counts by itself, too. */
export function givenToRemote({ url, headers }: RemoteSpec): readonly string[] {
  const values = Object.values(headers);
  const { searchParams } = new URL(url);
  return [...values, ...values.map((value) => value.replace(/^\w+ +/, '')), ...searchParams.values()];
}

/** The address as a person reads it: what stands in its query may be a key. */
export function remoteWords({ url }: RemoteSpec): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

/** The command line as a person reads it; arguments with spaces or quotes in JSON notation. */
export function commandWords(spec: ServerSpec): string {
  return [spec.command, ...spec.args]
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}

function storePath(dir: string): string {
  return join(dir, 'servers.json');
}

/** Reads all registered servers; a missing file means none. */
export function readStore(dir: string, vault: Vault = systemVault()): Result<ServerStore, string> {
  const path = storePath(dir);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return ok({ servers: new Map(), remotes: new Map() });
    return err(`the list of servers \`${path}\` can't be read: ${String(error)}`);
  }
  const parsed = parseStore(text);
  if (parsed === null) {
    return err(
      `the list of servers \`${path}\` is damaged: mend it or move it away and add the servers again`,
    );
  }
  return openStore(parsed, vault);
}

function parseStore(text: string): StoreFile | null {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function openStore(file: StoreFile, vault: Vault): Result<ServerStore, string> {
  const servers = new Map<ServerName, ServerSpec>();
  for (const [name, spec] of Object.entries(file.servers)) {
    const env = mapValues(spec.env, vault.open);
    if (!env.ok) return err(`the server \`${name}\`: ${env.error}`);
    servers.set(serverNameSchema.parse(name), { ...spec, env: env.value });
  }
  const remotes = new Map<ServerName, RemoteSpec>();
  for (const [name, spec] of Object.entries(file.remotes ?? {})) {
    const headers = mapValues(spec.headers, vault.open);
    if (!headers.ok) return err(`the server \`${name}\`: ${headers.error}`);
    remotes.set(serverNameSchema.parse(name), { ...spec, headers: headers.value });
  }
  return ok({ servers, remotes });
}

/** Replaces the list as a whole: a crash leaves the old list or the new one, never half of one. */
export function writeStore(
  dir: string,
  store: ServerStore,
  vault: Vault = systemVault(),
): Result<null, string> {
  const path = storePath(dir);
  const servers: Record<string, object> = {};
  for (const [name, spec] of store.servers) {
    const env = mapValues<string, KeptRecord[string]>(spec.env, vault.seal);
    if (!env.ok) return err(`the server \`${name}\`: ${env.error}`);
    servers[name] = { ...spec, env: env.value };
  }
  const remotes: Record<string, object> = {};
  for (const [name, spec] of store.remotes) {
    const headers = mapValues<string, KeptRecord[string]>(spec.headers, vault.seal);
    if (!headers.ok) return err(`the server \`${name}\`: ${headers.error}`);
    remotes[name] = { ...spec, headers: headers.value };
  }
  const file = store.remotes.size === 0 ? { servers } : { servers, remotes };
  const written = writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`);
  return written.ok ? written : err(`the list of servers \`${path}\` can't be written: ${written.error}`);
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => Result<To, string>,
): Result<Record<string, To>, string> {
  const changed: [string, To][] = [];
  for (const [key, value] of Object.entries(record)) {
    const one = change(value);
    if (!one.ok) return one;
    changed.push([key, one.value]);
  }
  return ok(Object.fromEntries(changed));
}

import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { serverNameSchema, type ServerName, type Sha256 } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { sha256 } from '../authority/sha256.ts';

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

const storeSchema = z
  .strictObject({ servers: z.record(serverNameSchema, serverSpecSchema).readonly() })
  .readonly();
type Store = z.infer<typeof storeSchema>;

/** Who a server is to the grants: a hash of everything that decides which program runs and how. */
export function serverIdentity(spec: ServerSpec): Sha256 {
  const env = Object.entries(spec.env).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([spec.command, spec.args, spec.cwd, env]);
  return sha256(text);
}

/** What a server is given that may be secret. */
export function givenValues(spec: ServerSpec): readonly string[] {
  return Object.values(spec.env);
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

/** Reads the registered servers; a missing file means none. */
export function readServers(dir: string): Result<ReadonlyMap<ServerName, ServerSpec>, string> {
  const path = storePath(dir);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(new Map());
    return err(`the list of servers \`${path}\` can't be read: ${String(error)}`);
  }
  const parsed = parseStore(text);
  if (parsed === null) {
    return err(
      `the list of servers \`${path}\` is damaged: mend it or move it away and add the servers again`,
    );
  }
  return ok(
    new Map(Object.entries(parsed.servers).map(([name, spec]) => [serverNameSchema.parse(name), spec])),
  );
}

function parseStore(text: string): Store | null {
  try {
    return storeSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Replaces the list as a whole: a crash leaves the old list or the new one, never half of one. */
export function writeServers(
  dir: string,
  servers: ReadonlyMap<ServerName, ServerSpec>,
): Result<null, string> {
  const path = storePath(dir);
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify({ servers: Object.fromEntries(servers) }, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
    return ok(null);
  } catch (error) {
    return err(
      `the list of servers \`${path}\` can't be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

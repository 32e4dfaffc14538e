import { isAbsolute, resolve } from 'node:path';
import process from 'node:process';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openDataDir } from '../authority/data-dir.ts';
import { commandWords, readStore, writeStore, type ServerSpec } from '../broker/server-store.ts';
import { systemVault } from '../broker/vault.ts';

const USAGE =
  'usage: remit server add NAME [--env KEY=VALUE]... [--cwd DIR] -- COMMAND ARGS...\n       remit server list\n       remit server remove NAME\n';

/** `remit server add|list|remove`. A server carries no authority: what it may be asked to do is granted apart. */
export function runServer(dataDir: string, args: readonly string[]): number {
  const dir = openDataDir(dataDir);
  const result = dir.ok ? change(dir.value, args) : dir;
  if (!result.ok) {
    process.stderr.write(`remit server: ${result.error}\n`);
    return 1;
  }
  process.stdout.write(result.value);
  return 0;
}

function change(dir: string, [verb, ...rest]: readonly string[]): Result<string, string> {
  const store = readStore(dir);
  if (!store.ok) return store;
  const known = new Map(store.value.servers);
  const remotes = new Map(store.value.remotes);
  switch (verb) {
    case 'list':
      return ok(
        [
          ...[...known].map(([name, spec]) => `${name}  ${commandWords(spec)}\n`),
          ...[...remotes].map(([name, { url }]) => `${name}  ${url}\n`),
        ].join(''),
      );
    case 'add': {
      const added = parseAdd(rest);
      if (!added.ok) return added;
      if (known.has(added.value.name) || remotes.has(added.value.name))
        return err(`\`${added.value.name}\` is registered already: remove it first`);
      known.set(added.value.name, added.value.spec);
      const written = writeStore(dir, { servers: known, remotes });
      const { name, spec } = added.value;
      return written.ok ? ok(`added ${name}: ${commandWords(spec)}\n${whereSecrets(spec)}`) : written;
    }
    case 'remove': {
      const name = serverNameSchema.safeParse(rest[0]);
      if (!name.success || !(known.delete(name.data) || remotes.delete(name.data)))
        return err(`no server \`${rest[0] ?? ''}\` is registered`);
      const written = writeStore(dir, { servers: known, remotes });
      return written.ok ? ok(`removed ${name.data}\n`) : written;
    }
    default:
      return err(`\`${verb ?? ''}\` is not a command of it\n${USAGE}`);
  }
}

/** Says of variables, which may be secrets, how they are kept; call it after they were written. */
function whereSecrets({ env }: ServerSpec): string {
  const plain = systemVault().plainBecause();
  if (Object.keys(env).length === 0) return '';
  return plain === null
    ? "its variables are sealed with a key in the system's keychain\n"
    : `its variables are in a file that only you can read: ${plain}\n`;
}

function parseAdd(
  args: readonly string[],
): Result<{ name: ReturnType<typeof serverNameSchema.parse>; spec: ServerSpec }, string> {
  const dashes = args.indexOf('--');
  const [first, ...options] = dashes === -1 ? args : args.slice(0, dashes);
  const [command, ...commandArgs] = dashes === -1 ? [] : args.slice(dashes + 1);
  const name = serverNameSchema.safeParse(first);
  if (!name.success)
    return err(`\`${first ?? ''}\` is not a server name: ${name.error.issues[0]?.message ?? ''}\n${USAGE}`);
  if (command === undefined) return err(`the command is missing after \`--\`\n${USAGE}`);
  const env: Record<string, string> = {};
  let cwd = process.cwd();
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    const equals = value.indexOf('=');
    if (options[at] === '--env' && equals > 0) env[value.slice(0, equals)] = value.slice(equals + 1);
    else if (options[at] === '--cwd' && value !== '') cwd = isAbsolute(value) ? value : resolve(value);
    else return err(`\`${options[at] ?? ''} ${value}\` is not an option of it\n${USAGE}`);
  }
  return ok({ name: name.data, spec: { command, args: commandArgs, cwd, env } });
}

import process from 'node:process';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { signIn } from '../broker/oauth-flow.ts';
import { dropSignIn, readSignIn, writeSignIn, type SignIn } from '../broker/oauth-store.ts';
import { revokeTokens } from '../broker/oauth-revoke.ts';
import { hasOwnCredential } from '../broker/remote.ts';
import type { RemoteSpec, ServerStore } from '../broker/server-store.ts';
import { Upstream } from '../broker/upstream.ts';
import { systemVault } from '../broker/vault.ts';
import { openBrowser } from './open-browser.ts';

/** Signing in can mean to look for a password and a second device. */
const PATIENCE_MS = 900_000;

type Named = { readonly name: string; readonly spec: RemoteSpec };
type Words = { readonly rights: string | null; readonly clientId: string | null };

/** `remit server sign-in NAME`: waits for the user, who signs in in the browser. It gives no authority over any call. */
export async function runSignIn(
  dir: string,
  store: ServerStore,
  [first, ...options]: readonly string[],
): Promise<Result<string, string>> {
  const named = remoteNamed(store, first);
  if (!named.ok) return named;
  const words = wordsOf(options);
  if (!words.ok) return words;
  const { name, spec } = named.value;
  if (hasOwnCredential(spec))
    return err(
      `\`${name}\` has a credential of its own, in its header Authorization: there is nothing to sign in to`,
    );
  const before = readSignIn(dir, spec.url);
  const upstream = new Upstream();
  const { url, headers } = spec;
  const done = await signIn({
    url,
    headers,
    clientId: words.value.clientId,
    rights: rightsOf(words.value.rights, before.ok ? before.value : null),
    upstream,
    signal: AbortSignal.timeout(PATIENCE_MS),
    show: (address, issuer) => {
      process.stdout.write(
        `Sign in to ${name} at ${issuer}, in the browser that opens, or open this address:\n${address}\n`,
      );
      openBrowser(address);
    },
  });
  upstream.close();
  if (!done.ok) return err(`signing in to \`${name}\` failed: ${done.error}`);
  const written = writeSignIn(dir, done.value);
  return written.ok ? ok(`signed in to ${name}\n${whereTokens()}`) : written;
}

/** `remit server sign-out NAME`: the tokens are forgotten here whatever comes of telling the authorization server. */
export async function signOut(
  dir: string,
  store: ServerStore,
  [first]: readonly string[],
): Promise<Result<string, string>> {
  const named = remoteNamed(store, first);
  if (!named.ok) return named;
  const { name, spec } = named.value;
  const signIn = readSignIn(dir, spec.url);
  dropSignIn(dir, spec.url);
  if (!signIn.ok) return ok(`signed out of ${name}\n`);
  if (signIn.value === null) return err(`you are not signed in to \`${name}\``);
  return ok(`signed out of ${name}\n${await endedThere(signIn.value)}`);
}

async function endedThere(signIn: SignIn): Promise<string> {
  const upstream = new Upstream();
  const revoked = await revokeTokens(signIn, upstream);
  upstream.close();
  const { issuer } = signIn.authorization;
  const yourself = `end the session there, too, if somebody may have the tokens`;
  if (!revoked.ok) return `${issuer} could not be told: ${revoked.error}; ${yourself}\n`;
  return revoked.value.told
    ? `${issuer} was told, and the tokens count no longer\n`
    : `${issuer} has no place where it can be told: ${yourself}\n`;
}

function remoteNamed({ remotes, servers }: ServerStore, first: string | undefined): Result<Named, string> {
  const name = serverNameSchema.safeParse(first);
  const spec = name.success ? remotes.get(name.data) : undefined;
  if (name.success && spec !== undefined) return ok({ name: name.data, spec });
  return name.success && servers.has(name.data)
    ? err(`\`${name.data}\` is started on this machine: only a server with an address is signed in to`)
    : err(`no server \`${first ?? ''}\` is registered`);
}

function wordsOf(options: readonly string[]): Result<Words, string> {
  let words: Words = { rights: null, clientId: null };
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    // RFC 6749 3.3 and A.1.
    if (options[at] === '--rights' && /^[\x21\x23-\x5B\x5D-\x7E ]+$/.test(value))
      words = { ...words, rights: value };
    else if (options[at] === '--client-id' && /^[\x20-\x7E]+$/.test(value))
      words = { ...words, clientId: value };
    else return err(`\`${options[at] ?? ''} ${value}\` is not an option of sign-in`);
  }
  return ok(words);
}

/** Further rights are asked for besides those that the user gave before, so that these aren't lost. */
function rightsOf(more: string | null, before: SignIn | null): string | null {
  const held = before?.tokens.rights ?? null;
  return more === null || held === null ? more : `${held} ${more}`;
}

function whereTokens(): string {
  const plain = systemVault().plainBecause();
  return plain === null
    ? "its tokens are sealed with a key in the system's keychain\n"
    : `its tokens are in a file that only you can read: ${plain}\n`;
}

// The user's sign-ins to servers that are reached over HTTP: one sealed file for each server's address, so that signing in to one can't
// undo another's renewed tokens. Which authorization server the tokens are of stands with them, and nothing of it goes to any other.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { sha256 } from '../authority/sha256.ts';
import { keptSchema, systemVault, type Vault } from './vault.ts';
import { writePrivateFile } from './write-private-file.ts';

/** RFC 6750: what can stand in the header. */
const tokenSchema = z.string().regex(/^[\x21-\x7E]+$/);

const tokensSchema = z
  .strictObject({
    access: tokenSchema,
    refresh: z.string().min(1).nullable(),
    /** In ms since 1970; null when the authorization server doesn't say. */
    expiresAt: z.number().nullable(),
    /** What the access token is good for, in the authorization server's words. */
    rights: z.string().nullable(),
  })
  .readonly();
export type Tokens = z.infer<typeof tokensSchema>;

const signInSchema = z
  .strictObject({
    /** Another one for each time the user signs in. */
    id: z.uuid(),
    /** The server's address, as it is registered. */
    url: z.url(),
    /** RFC 8707: what the tokens are for, as the server names itself. */
    resource: z.url(),
    /** The authorization server, as its metadata said when the user signed in. */
    authorization: z
      .strictObject({
        issuer: z.url(),
        authorization_endpoint: z.url(),
        token_endpoint: z.url(),
        /** Where a sign-in is ended; missing where the authorization server has no such place. */
        revocation_endpoint: z.url().optional(),
        response_types_supported: z.array(z.string()),
        token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
      })
      .readonly(),
    /** Who Remit is to it. */
    client: z
      .strictObject({
        client_id: z.string().min(1),
        client_secret: z.string().optional(),
        token_endpoint_auth_method: z.string().optional(),
      })
      .readonly(),
    tokens: tokensSchema,
  })
  .readonly();
export type SignIn = z.infer<typeof signInSchema>;

const fileSchema = z.strictObject({ signIn: keptSchema }).readonly();

export function newSignInId(): string {
  return randomUUID();
}

/** What of a sign-in is secret. */
export function secretsOf({ tokens, client }: SignIn): readonly string[] {
  return [tokens.access, tokens.refresh, client.client_secret].filter(
    (one): one is string => typeof one === 'string',
  );
}

function folderOf(dir: string): string {
  return join(dir, 'sign-ins');
}

function pathOf(dir: string, url: string): string {
  return join(folderOf(dir), `${sha256(url)}.json`);
}

/** Null when the user isn't signed in. */
export function readSignIn(
  dir: string,
  url: string,
  vault: Vault = systemVault(),
): Result<SignIn | null, string> {
  const path = pathOf(dir, url);
  const damaged = err(`the sign-in in \`${path}\` is damaged: sign in again`);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null);
    return err(`the sign-in in \`${path}\` can't be read (${String(error)}): sign in again`);
  }
  try {
    const opened = vault.open(fileSchema.parse(JSON.parse(text)).signIn);
    if (!opened.ok) return opened;
    const signIn = signInSchema.parse(JSON.parse(opened.value));
    return signIn.url === url ? ok(signIn) : damaged;
  } catch {
    return damaged;
  }
}

/** A crash leaves the old sign-in or the new one, never half of one. */
export function writeSignIn(dir: string, signIn: SignIn, vault: Vault = systemVault()): Result<null, string> {
  const sealed = vault.seal(JSON.stringify(signIn));
  if (!sealed.ok) return sealed;
  try {
    mkdirSync(folderOf(dir), { recursive: true, mode: 0o700 });
  } catch (error) {
    return err(`the sign-in can't be kept in \`${dir}\`: ${String(error)}`);
  }
  const written = writePrivateFile(pathOf(dir, signIn.url), JSON.stringify({ signIn: sealed.value }));
  return written.ok ? written : err(`the sign-in can't be kept in \`${dir}\`: ${written.error}`);
}

/** Forgets the sign-in to a server. */
export function dropSignIn(dir: string, url: string): void {
  rmSync(pathOf(dir, url), { force: true });
}

/** The files of all sign-ins. */
export function signInFiles(dir: string): readonly string[] {
  try {
    return readdirSync(folderOf(dir)).map((name) => join(folderOf(dir), name));
  } catch {
    return [];
  }
}

/** Forgets the sign-ins to servers that are no longer registered. */
export function keepSignIns(dir: string, urls: readonly string[]): void {
  const kept = new Set(urls.map((url) => pathOf(dir, url)));
  for (const path of signInFiles(dir)) if (!kept.has(path)) rmSync(path, { force: true });
}

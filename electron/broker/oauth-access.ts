// Lets the user's sign-ins in at servers that are reached over HTTP, and renews them.

import type { IncomingMessage } from 'node:http';
import { refreshAuthorization } from '@modelcontextprotocol/sdk/client/auth.js';
import {
  InvalidClientError,
  InvalidGrantError,
  UnauthorizedClientError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import { oauthFetch } from './oauth-fetch.ts';
import { oauthWords } from './oauth-problem.ts';
import { dropSignIn, readSignIn, secretsOf, writeSignIn, type SignIn } from './oauth-store.ts';
import { tokensOf } from './oauth-tokens.ts';
import type { RemoteAccess } from './remote.ts';
import type { RemoteSpec } from './server-store.ts';
import { signInCommand } from './sign-in-command.ts';
import { Upstream } from './upstream.ts';

/** A token that ends so soon could end on its way; in ms. */
const EARLY_MS = 30_000;
/** Secrets of one server that are remembered after they were replaced: answers that are on their way can hold them. */
const REMEMBERED = 16;

export type OAuthAccessPorts = {
  readonly dataDir: string;
  /** There are new secrets. */
  readonly renewed: () => void;
};

export class OAuthAccess {
  readonly #ports: OAuthAccessPorts;
  readonly #upstream = new Upstream();
  /** By the sign-in's id: a refresh token counts once, so that two renewals would end the sign-in. */
  readonly #renewing = new Map<string, Promise<Result<SignIn, string>>>();
  readonly #secrets = new Map<string, readonly string[]>();

  constructor(ports: OAuthAccessPorts) {
    this.#ports = ports;
  }

  /** The secrets of the sign-in to a server, and those that were so before in this run. */
  secrets(url: string): readonly string[] {
    const signIn = readSignIn(this.#ports.dataDir, url);
    if (signIn.ok && signIn.value !== null) this.#remember(signIn.value);
    return this.#secrets.get(url) ?? [];
  }

  /** How a server without a credential of its own is entered. */
  to(name: ServerName, spec: RemoteSpec): RemoteAccess {
    return {
      headers: async () => {
        const signIn = await this.#fresh(name, spec.url);
        return signIn.ok ? ok(headersWith(spec, signIn.value)) : signIn;
      },
      renewed: (refused) => this.#again(name, spec, refused),
      problem: (answer) => answerProblem(name, answer, this.#isSignedIn(spec.url)),
    };
  }

  close(): void {
    this.#upstream.close();
  }

  #isSignedIn(url: string): boolean {
    const signIn = readSignIn(this.#ports.dataDir, url);
    return signIn.ok && signIn.value !== null;
  }

  async #fresh(name: ServerName, url: string): Promise<Result<SignIn | null, string>> {
    const signIn = readSignIn(this.#ports.dataDir, url);
    if (!signIn.ok) return err(`can't be entered: ${signIn.error}`);
    if (signIn.value === null) return signIn;
    const { expiresAt, refresh } = signIn.value.tokens;
    const isOver = expiresAt !== null && expiresAt - EARLY_MS < Date.now();
    // Without a way to renew it the token is tried to its end.
    return isOver && refresh !== null ? this.#renew(name, signIn.value) : signIn;
  }

  /** After a refusal: the headers to try once more with, or null when there are no others. */
  async #again(
    name: ServerName,
    spec: RemoteSpec,
    refused: Readonly<Record<string, string>>,
  ): Promise<Result<Readonly<Record<string, string>> | null, string>> {
    const signIn = readSignIn(this.#ports.dataDir, spec.url);
    if (!signIn.ok || signIn.value === null) return ok(null);
    const now = headersWith(spec, signIn.value);
    // Another request has renewed it meanwhile, or the user has signed in.
    if (now['authorization'] !== refused['authorization']) return ok(now);
    if (signIn.value.tokens.refresh === null) return ok(null);
    const renewed = await this.#renew(name, signIn.value);
    return renewed.ok ? ok(headersWith(spec, renewed.value)) : renewed;
  }

  #renew(name: ServerName, signIn: SignIn): Promise<Result<SignIn, string>> {
    const under = this.#renewing.get(signIn.id);
    if (under !== undefined) return under;
    const renewal = this.#askAnew(name, signIn).finally(() => this.#renewing.delete(signIn.id));
    this.#renewing.set(signIn.id, renewal);
    return renewal;
  }

  async #askAnew(name: ServerName, signIn: SignIn): Promise<Result<SignIn, string>> {
    const { authorization, client, tokens, resource, url } = signIn;
    const { dataDir } = this.#ports;
    try {
      const given = await refreshAuthorization(authorization.issuer, {
        metadata: metadataOf(authorization),
        clientInformation: client,
        refreshToken: tokens.refresh ?? '',
        resource,
        fetchFn: oauthFetch(this.#upstream, new URL(url)),
      });
      const next: SignIn = { ...signIn, tokens: tokensOf(given, tokens.refresh, tokens.rights) };
      this.#remember(next);
      this.#ports.renewed();
      // The user may have signed out, or in anew, meanwhile: that counts.
      const now = readSignIn(dataDir, url);
      if (!now.ok || now.value?.id !== signIn.id) return err(signInWords(name));
      const written = writeSignIn(dataDir, next);
      return written.ok ? ok(next) : err(`can't be entered: ${written.error}`);
    } catch (error) {
      if (!isFinal(error))
        return err(`can't be entered now, because the sign-in can't be renewed: ${oauthWords(error)}`);
      const now = readSignIn(dataDir, url);
      if (now.ok && now.value?.id === signIn.id) dropSignIn(dataDir, url);
      return err(`has ended your sign-in (${oauthWords(error)}): run \`${signInCommand(name)}\` again`);
    }
  }

  #remember(signIn: SignIn): void {
    const known = this.#secrets.get(signIn.url) ?? [];
    const all = new Set([...known, ...secretsOf(signIn)]);
    this.#secrets.set(signIn.url, [...all].slice(-REMEMBERED));
  }
}

/** The tokens are worth nothing any more. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof InvalidGrantError ||
    error instanceof InvalidClientError ||
    error instanceof UnauthorizedClientError
  );
}

function metadataOf({ token_endpoint_auth_methods_supported: ways, ...rest }: SignIn['authorization']): {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  response_types_supported: string[];
  token_endpoint_auth_methods_supported?: string[];
} {
  return ways === undefined ? rest : { ...rest, token_endpoint_auth_methods_supported: ways };
}

function headersWith(spec: RemoteSpec, signIn: SignIn | null): Readonly<Record<string, string>> {
  return signIn === null
    ? spec.headers
    : { ...spec.headers, authorization: `Bearer ${signIn.tokens.access}` };
}

function signInWords(name: ServerName): string {
  return `wants you to sign in: run \`${signInCommand(name)}\``;
}

/** As the rest of "the server `name` (…) ". */
function answerProblem(
  name: ServerName,
  { statusCode, headers }: IncomingMessage,
  isSignedIn: boolean,
): string | null {
  const challenge = headers['www-authenticate'];
  if (statusCode === 401)
    return isSignedIn
      ? `does not take your sign-in any more (HTTP 401): run \`${signInCommand(name)}\` again`
      : signInWords(name);
  if (statusCode !== 403 || challenge === undefined) return null;
  if (!/\berror="?insufficient_scope\b/.test(challenge))
    return `does not let you in (HTTP 403): run \`${signInCommand(name)}\` with another account`;
  // Only plain letters are put into a command: the words are the server's, and the user may paste it.
  const rights = /\bscope="([A-Za-z0-9:._/ -]{1,200})"/.exec(challenge)?.[1];
  return rights === undefined
    ? `wants further rights than you signed in for: run \`${signInCommand(name)}\` again`
    : `wants further rights than you signed in for: run \`${signInCommand(name)} --rights "${rights}"\``;
}

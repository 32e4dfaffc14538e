// One sign-in of the user's, from the server's address to tokens. Sources: OAuth 2.1, RFC 7591, RFC 7636, RFC 8252, RFC 8707.

import {
  exchangeAuthorization,
  registerClient,
  startAuthorization,
} from '@modelcontextprotocol/sdk/client/auth.js';
import type { AuthorizationServerMetadata } from '@modelcontextprotocol/sdk/shared/auth.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { discover, type Discovered } from './oauth-discovery.ts';
import { addressProblem, oauthFetch } from './oauth-fetch.ts';
import { OAuthProblem, oauthWords } from './oauth-problem.ts';
import { OAuthRedirect, type Expected } from './oauth-redirect.ts';
import { newSignInId, type SignIn } from './oauth-store.ts';
import { tokensOf } from './oauth-tokens.ts';
import type { Upstream } from './upstream.ts';

export type SignInInput = {
  /** The server's address, as it is registered. */
  readonly url: string;
  /** What every request to the server carries besides. */
  readonly headers: Readonly<Record<string, string>>;
  /** Rights to ask for, besides those that the server names; null for these alone. */
  readonly rights: string | null;
  /** The id that the user was given at the authorization server; null when Remit is to register itself. */
  readonly clientId: string | null;
  readonly upstream: Upstream;
  /** Shows the user where to sign in, and at whom. */
  readonly show: (address: string, issuer: string) => void;
  /** Ends the waiting for the user. */
  readonly signal: AbortSignal;
};

type Client = SignIn['client'];

/** The error is the rest of "signing in to the server failed: ". Nothing is kept here. */
export async function signIn(input: SignInInput): Promise<Result<SignIn, string>> {
  const redirect = new OAuthRedirect();
  try {
    const server = new URL(input.url);
    const unsafe = addressProblem(server.href, server);
    if (unsafe !== null) return err(unsafe);
    const fetch = oauthFetch(input.upstream, server);
    const found = await discover(server, input.headers, fetch);
    return ok(await askUser(input, found, redirect, fetch));
  } catch (error) {
    return err(oauthWords(error));
  } finally {
    redirect.close();
  }
}

/** Has the user sign in, and changes the code that the browser brings into tokens. */
async function askUser(
  { url, rights: more, clientId, show, signal }: SignInInput,
  found: Discovered,
  redirect: OAuthRedirect,
  fetchFn: FetchLike,
): Promise<SignIn> {
  const { issuer, metadata, resource } = found;
  const redirectUrl = await redirect.listen();
  const rights = rightsFor(found, more);
  const client =
    clientId === null
      ? await register(found, redirectUrl, rights, fetchFn)
      : { client_id: clientId, token_endpoint_auth_method: 'none' };
  const about = { metadata, clientInformation: client, resource };
  const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
    ...about,
    redirectUrl,
    state: redirect.state,
    ...(rights === null ? {} : { scope: rights }),
  });
  const code = redirect.code(expectedOf(found), signal);
  show(authorizationUrl.href, issuer);
  const given = await exchangeAuthorization(issuer, {
    ...about,
    authorizationCode: await code,
    codeVerifier,
    redirectUri: redirectUrl,
    fetchFn,
  });
  const tokens = tokensOf(given, null, rights);
  return { id: newSignInId(), url, resource, authorization: keptOf(metadata), client, tokens };
}

/** The server's, the user's, and the right to stay signed in where there is such a one. Source: OpenID Connect Core 11. */
function rightsFor({ rights, metadata }: Discovered, more: string | null): string | null {
  const named = [rights, more].flatMap((one) => one?.split(' ') ?? []).filter((one) => one !== '');
  const offline = metadata.scopes_supported?.includes('offline_access') === true ? ['offline_access'] : [];
  const all = new Set([...named, ...offline]);
  return all.size === 0 ? null : [...all].join(' ');
}

/** A client for this sign-in alone: the port that the browser comes back to is another one each time. */
async function register(
  { issuer, metadata }: Discovered,
  redirectUrl: string,
  rights: string | null,
  fetch: FetchLike,
): Promise<Client> {
  if (metadata.registration_endpoint === undefined)
    throw new OAuthProblem(
      `its authorization server ${issuer} lets no program register itself: register Remit there as a desktop program that is sent back to \`http://127.0.0.1/signed-in\` on any port, and give the id that you get with --client-id`,
    );
  const ways = metadata.token_endpoint_auth_methods_supported ?? ['none'];
  const way = ['none', 'client_secret_basic', 'client_secret_post'].find((one) => ways.includes(one));
  const clientMetadata = {
    client_name: 'Remit',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: way ?? 'none',
    application_type: 'native',
  };
  const { client_id, client_secret, token_endpoint_auth_method } = await registerClient(issuer, {
    metadata,
    clientMetadata,
    ...(rights === null ? {} : { scope: rights }),
    fetchFn: fetch,
  });
  return {
    client_id,
    ...(client_secret === undefined ? {} : { client_secret }),
    ...(token_endpoint_auth_method === undefined ? {} : { token_endpoint_auth_method }),
  };
}

/** RFC 9207 2.3: whether the answer has to say whose it is. */
function expectedOf({ issuer, metadata }: Discovered): Expected {
  const says = 'authorization_response_iss_parameter_supported';
  return { issuer, alwaysNamesItself: says in metadata && metadata[says] === true };
}

function keptOf(metadata: AuthorizationServerMetadata): SignIn['authorization'] {
  const { issuer, authorization_endpoint, token_endpoint, response_types_supported } = metadata;
  const ways = metadata.token_endpoint_auth_methods_supported;
  const revoke = 'revocation_endpoint' in metadata ? metadata.revocation_endpoint : undefined;
  return {
    issuer,
    authorization_endpoint,
    token_endpoint,
    response_types_supported,
    ...(typeof revoke === 'string' && URL.canParse(revoke) ? { revocation_endpoint: revoke } : {}),
    ...(ways === undefined ? {} : { token_endpoint_auth_methods_supported: ways }),
  };
}

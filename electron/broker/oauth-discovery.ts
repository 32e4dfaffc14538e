// Finds out where one signs in to a server. Sources: MCP 2026-07-28 (Authorization), RFC 9728, RFC 8414.

import {
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
} from '@modelcontextprotocol/sdk/client/auth.js';
import type { AuthorizationServerMetadata } from '@modelcontextprotocol/sdk/shared/auth.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { checkResourceAllowed } from '@modelcontextprotocol/sdk/shared/auth-utils.js';
import { addressProblem } from './oauth-fetch.ts';
import { OAuthProblem, theirWords } from './oauth-problem.ts';

export type Discovered = {
  /** RFC 8707: what tokens are asked for. */
  readonly resource: string;
  readonly issuer: string;
  readonly metadata: AuthorizationServerMetadata;
  /** The rights that the server says are needed; null when it doesn't say. */
  readonly rights: string | null;
};

type Challenge = { readonly described: URL | null; readonly rights: string | null };

/** Throws an `OAuthProblem` when the way to sign in isn't there, or isn't safe. */
export async function discover(
  server: URL,
  headers: Readonly<Record<string, string>>,
  fetch: FetchLike,
): Promise<Discovered> {
  const challenge = await challengeOf(server, headers, fetch);
  const described = await describedResource(server, challenge, fetch);
  const resource = described?.resource ?? server.href;
  if (!checkResourceAllowed({ requestedResource: server, configuredResource: resource }))
    throw new OAuthProblem(
      `it says that it is another server, ${theirWords(resource)}: a token for that one is none for this`,
    );
  // Without such a description the server is its own authorization server. Source: MCP 2025-03-26.
  const issuer = described?.authorization_servers?.[0] ?? new URL('/', server).href;
  const metadata = await metadataOf(issuer, server, fetch);
  const rights = challenge.rights ?? described?.scopes_supported?.join(' ') ?? null;
  return { resource, issuer: metadata.issuer, metadata, rights };
}

/** Asks without a credential: what a server answers says where one is to be had. */
async function challengeOf(
  server: URL,
  headers: Readonly<Record<string, string>>,
  fetch: FetchLike,
): Promise<Challenge> {
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'Remit', version: '0' },
  };
  const answer = await fetch(server, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 'sign-in', method: 'initialize', params }),
  });
  if (answer.status !== 401) return { described: null, rights: null };
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(answer);
  return { described: resourceMetadataUrl ?? null, rights: scope ?? null };
}

type Described = Awaited<ReturnType<typeof discoverOAuthProtectedResourceMetadata>>;

/** What the server says of itself; null when it says nothing, and has named no place where it does. */
async function describedResource(
  server: URL,
  { described }: Challenge,
  fetch: FetchLike,
): Promise<Described | null> {
  try {
    return await discoverOAuthProtectedResourceMetadata(
      server,
      described === null ? {} : { resourceMetadataUrl: described },
      fetch,
    );
  } catch (error) {
    if (error instanceof OAuthProblem) throw error;
    if (described === null) return null;
    throw new OAuthProblem(`what it says of itself at ${described.href} can't be read`);
  }
}

async function metadataOf(
  issuer: string,
  server: URL,
  fetch: FetchLike,
): Promise<AuthorizationServerMetadata> {
  const unsafe = addressProblem(issuer, server);
  if (unsafe !== null) throw new OAuthProblem(`its authorization server can't be used: ${unsafe}`);
  const metadata = await discoverAuthorizationServerMetadata(issuer, { fetchFn: fetch });
  if (metadata === undefined)
    throw new OAuthProblem(
      "it doesn't say where to sign in. If it wants a credential, add it anew with `--header 'Authorization: Bearer …'`",
    );
  // RFC 8414 3.3: who says to be another one is not to be used. Addresses are written with a slash at their end, or without.
  if (withoutSlash(metadata.issuer) !== withoutSlash(issuer))
    throw new OAuthProblem(
      `its authorization server ${issuer} says that it is another one, ${theirWords(metadata.issuer)}`,
    );
  const {
    authorization_endpoint: authorize,
    token_endpoint: token,
    registration_endpoint: register,
  } = metadata;
  for (const address of [authorize, token, register]) {
    const problem = address === undefined ? null : addressProblem(address, server);
    if (problem !== null) throw new OAuthProblem(`its authorization server can't be used: ${problem}`);
  }
  // MCP 2025-11-25: without a word of it, the code would be anybody's who catches it.
  if (metadata.code_challenge_methods_supported?.includes('S256') !== true)
    throw new OAuthProblem(`its authorization server ${issuer} doesn't protect the code (PKCE, S256)`);
  return metadata;
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

// An authorization server and an MCP server that wants its tokens, on loopback, strict where the protocol is: what it wasn't asked for
// properly it doesn't give. Each test can make it lie.

import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

export type SignInKnobs = {
  /** Seconds that the next tokens last; null: it doesn't say. */
  expiresIn: number | null;
  /** Whether it gives refresh tokens. */
  givesRefresh: boolean;
  /** What it names as its issuer when it sends the browser back; null: nothing. */
  iss: string | null;
  /** What its metadata say, besides. */
  metadata: Readonly<Record<string, unknown>>;
  /** What the server says that it is. */
  resource: string;
  /** Changes what the browser is sent back with. */
  back: (query: URLSearchParams) => void;
  /** Answers the next requests for tokens in its own way: true when it did. */
  token: (response: ServerResponse) => boolean;
  /** Where the MCP server says that it is described; null: it doesn't say. */
  points: string | null;
};

export type SignInServer = {
  readonly url: string;
  readonly issuer: string;
  readonly knobs: SignInKnobs;
  /** Every access and refresh token it ever gave, and secrets of clients. */
  readonly given: readonly string[];
  /** The kinds of grants that tokens were asked with. */
  readonly grants: readonly string[];
  /** The tokens that requests to the MCP server came with. */
  readonly shown: readonly string[];
  /** The tools that were called. */
  readonly called: readonly string[];
  /** Registers a program by hand, whose browser may come back to any port of this machine; the value is its id. */
  readonly registerByHand: () => string;
  /** How many access and refresh tokens count. */
  readonly counting: () => number;
  /** No access token counts any more; with `refresh`, no refresh token either. */
  readonly expire: (refresh?: boolean) => void;
  readonly stop: () => Promise<void>;
};

type Grant = { readonly client: string; readonly rights: string };
type Code = Grant & { readonly challenge: string; readonly redirect: string };

class State {
  readonly clients = new Map<
    string,
    { readonly redirects: readonly string[] | null; readonly secret: string | null }
  >();
  readonly codes = new Map<string, Code>();
  readonly access = new Map<string, Grant>();
  readonly refresh = new Map<string, Grant>();
  readonly given: string[] = [];
  readonly grants: string[] = [];
  readonly shown: string[] = [];
  readonly called: string[] = [];
}

const registrationSchema = z.looseObject({
  redirect_uris: z.array(z.url()),
  token_endpoint_auth_method: z.string(),
  application_type: z.literal('native'),
});

export async function signInServer(): Promise<SignInServer> {
  const state = new State();
  const server = createServer((request, response) => {
    void take(request, response).catch((error: unknown) => {
      response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const url = `${issuer}/mcp`;
  const knobs: SignInKnobs = {
    expiresIn: 3600,
    givesRefresh: true,
    iss: issuer,
    metadata: {},
    resource: url,
    back: () => undefined,
    token: () => false,
    points: `${issuer}/described`,
  };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URL(request.url ?? '/', issuer);
    const body = await textOf(request);
    switch (asked.pathname) {
      case '/described':
      case '/.well-known/oauth-protected-resource/mcp':
        return json(response, 200, {
          resource: knobs.resource,
          authorization_servers: [issuer],
          scopes_supported: ['notes:read'],
        });
      case '/.well-known/oauth-authorization-server':
        return json(response, 200, metadataAt(issuer, knobs.metadata));
      case '/register':
        return register(state, response, body);
      case '/authorize':
        return authorize(state, response, asked.searchParams, { url, knobs });
      case '/token':
        if (knobs.token(response)) return;
        return token(state, response, new URLSearchParams(body), { url, knobs });
      case '/revoke':
        return revoke(state, response, new URLSearchParams(body));
      case '/mcp':
        return mcp(state, request, response, body, knobs);
      default:
        return json(response, 404, {});
    }
  };
  return {
    url,
    issuer,
    knobs,
    given: state.given,
    grants: state.grants,
    shown: state.shown,
    called: state.called,
    registerByHand: () => {
      state.clients.set('by-hand', { redirects: null, secret: null });
      return 'by-hand';
    },
    counting: () => state.access.size + state.refresh.size,
    expire: (refresh = false) => {
      state.access.clear();
      if (refresh) state.refresh.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The browser of a user who agrees to everything: follows the address until it is sent to no further one. */
export async function browse(address: string): Promise<Response> {
  const answer = await fetch(address, { redirect: 'manual' });
  const location = answer.headers.get('location');
  return location === null ? answer : browse(new URL(location, address).href);
}

function metadataAt(issuer: string, more: SignInKnobs['metadata']): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post'],
    authorization_response_iss_parameter_supported: true,
    ...more,
  };
}

function register(state: State, response: ServerResponse, body: string): void {
  const asked = registrationSchema.parse(JSON.parse(body));
  const id = randomUUID();
  const secret = asked.token_endpoint_auth_method === 'none' ? null : `client-secret-${randomUUID()}`;
  state.clients.set(id, { redirects: asked.redirect_uris, secret });
  if (secret !== null) state.given.push(secret);
  json(response, 201, { ...asked, client_id: id, ...(secret === null ? {} : { client_secret: secret }) });
}

function authorize(
  state: State,
  response: ServerResponse,
  query: URLSearchParams,
  { url, knobs }: { readonly url: string; readonly knobs: SignInKnobs },
): void {
  const client = query.get('client_id') ?? '';
  const redirect = query.get('redirect_uri') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  const known = state.clients.get(client);
  const isTaken =
    known?.redirects?.includes(redirect) ?? /^http:\/\/127\.0\.0\.1:\d+\/signed-in$/.test(redirect);
  if (known === undefined || !isTaken) return json(response, 400, { error: 'invalid_client' });
  const back = new URL(redirect);
  back.searchParams.set('state', query.get('state') ?? '');
  if (knobs.iss !== null) back.searchParams.set('iss', knobs.iss);
  if (query.get('resource') !== url) back.searchParams.set('error', 'invalid_target');
  else if (challenge === '' || query.get('code_challenge_method') !== 'S256')
    back.searchParams.set('error', 'invalid_request');
  else {
    const code = randomUUID();
    state.codes.set(code, { client, redirect, challenge, rights: query.get('scope') ?? '' });
    back.searchParams.set('code', code);
  }
  knobs.back(back.searchParams);
  response.writeHead(302, { location: back.href });
  response.end();
}

function token(
  state: State,
  response: ServerResponse,
  form: URLSearchParams,
  { url, knobs }: { readonly url: string; readonly knobs: SignInKnobs },
): void {
  state.grants.push(form.get('grant_type') ?? '');
  const client = form.get('client_id') ?? '';
  const known = state.clients.get(client);
  if (known === undefined || (known.secret !== null && form.get('client_secret') !== known.secret))
    return json(response, 401, { error: 'invalid_client' });
  if (form.get('resource') !== url) return json(response, 400, { error: 'invalid_target' });
  const grant = grantOf(state, form);
  if (grant === null || grant.client !== client)
    return json(response, 400, { error: 'invalid_grant', error_description: 'it is used up' });
  const access = `access-${randomUUID()}`;
  const refresh = `refresh-${randomUUID()}`;
  state.access.set(access, grant);
  state.given.push(access);
  if (knobs.givesRefresh) {
    state.refresh.set(refresh, grant);
    state.given.push(refresh);
  }
  json(response, 200, {
    access_token: access,
    token_type: 'Bearer',
    scope: grant.rights,
    ...(knobs.expiresIn === null ? {} : { expires_in: knobs.expiresIn }),
    ...(knobs.givesRefresh ? { refresh_token: refresh } : {}),
  });
}

/** With a refresh token the access tokens given for the same client end, too. Source: RFC 7009 2.1. */
function revoke(state: State, response: ServerResponse, form: URLSearchParams): void {
  const client = form.get('client_id') ?? '';
  const known = state.clients.get(client);
  if (known === undefined || (known.secret !== null && form.get('client_secret') !== known.secret))
    return json(response, 401, { error: 'invalid_client' });
  const ended = form.get('token') ?? '';
  if (state.refresh.get(ended)?.client === client)
    for (const [access, grant] of state.access) if (grant.client === client) state.access.delete(access);
  state.refresh.delete(ended);
  state.access.delete(ended);
  response.writeHead(200).end();
}

/** A code and a refresh token count once. */
function grantOf(state: State, form: URLSearchParams): Grant | null {
  if (form.get('grant_type') === 'refresh_token') {
    const given = form.get('refresh_token') ?? '';
    const grant = state.refresh.get(given) ?? null;
    state.refresh.delete(given);
    return grant;
  }
  const code = state.codes.get(form.get('code') ?? '');
  state.codes.delete(form.get('code') ?? '');
  const proof = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return code === undefined || code.challenge !== proof || code.redirect !== form.get('redirect_uri')
    ? null
    : code;
}

async function mcp(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  knobs: SignInKnobs,
): Promise<void> {
  const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  state.shown.push(shown);
  const grant = state.access.get(shown);
  const where = knobs.points === null ? '' : `resource_metadata="${knobs.points}", `;
  if (grant === undefined) {
    response.setHeader('www-authenticate', `Bearer ${where}error="invalid_token", scope="notes:read"`);
    return json(response, 401, {});
  }
  if (body.includes('"write"') && !grant.rights.split(' ').includes('notes:write')) {
    response.setHeader('www-authenticate', `Bearer error="insufficient_scope", scope="notes:write"`);
    return json(response, 403, {});
  }
  const server = new McpServer({ name: 'notes', version: '1' });
  for (const name of ['read', 'write'])
    server.registerTool(name, { description: name }, () => {
      state.called.push(name);
      // As a careless server does: its result tells the credential.
      return { content: [{ type: 'text', text: `${name} with ${shown}` }] };
    });
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  await transport.handleRequest(request, response, body === '' ? undefined : JSON.parse(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

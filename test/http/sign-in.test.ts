import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { discover } from '../../electron/broker/oauth-discovery.ts';
import { OAuthAccess } from '../../electron/broker/oauth-access.ts';
import { signIn } from '../../electron/broker/oauth-flow.ts';
import { dropSignIn, readSignIn, writeSignIn, type SignIn } from '../../electron/broker/oauth-store.ts';
import { Upstream } from '../../electron/broker/upstream.ts';
import { vaultOf } from '../../electron/broker/vault.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import type { Result } from '../../shared/contract/result.ts';
import { ANY, httpBroker, type HttpBroker } from '../support/http-broker.ts';
import { startProgram } from '../support/http-server.ts';
import { ask, call } from '../support/raw-http.ts';
import { browse, signInServer, type SignInServer } from '../support/sign-in-server.ts';

let server: SignInServer;
let broker: HttpBroker;
let stop: AbortController;

beforeEach(async () => {
  server = await signInServer();
  broker = await httpBroker({ remotes: { notes: { url: server.url } }, scope: ANY });
  stop = new AbortController();
});
afterEach(async () => {
  await broker.stop();
  await server.stop();
});

/** `show` stands for the browser and its user. */
async function signingIn(
  show: (address: string) => void = (address) => void browse(address),
  more: { readonly rights?: string; readonly url?: string } = {},
): Promise<Result<SignIn, string>> {
  const upstream = new Upstream();
  const { rights = null, url = server.url } = more;
  const input = { url, headers: {}, rights, clientId: null, upstream, show, signal: stop.signal };
  const done = await signIn(input);
  upstream.close();
  return done;
}

async function signedIn(): Promise<SignIn> {
  const done = await signingIn();
  if (!done.ok) throw new Error(done.error);
  writeSignIn(broker.dataDir, done.value);
  return done.value;
}

/** What an agent gets of a tool, or of its failing. */
async function through(tool: string, at: HttpBroker = broker): Promise<string> {
  const client = new Client({ name: 'agent', version: '1' });
  const headers = { Authorization: `Bearer ${at.token}` };
  const transport = new StreamableHTTPClientTransport(new URL(at.url('notes')), {
    requestInit: { headers },
  });
  try {
    await client.connect(transport);
    return JSON.stringify(await client.callTool({ name: tool }));
  } catch (error) {
    return String(error);
  } finally {
    await client.close();
  }
}

const kept = (): string => {
  const signIn = readSignIn(broker.dataDir, server.url);
  return signIn.ok && signIn.value !== null ? signIn.value.tokens.access : 'none';
};

describe('a server that wants its user to sign in', () => {
  test('is not called before, and the agent is told what its user has to run', async () => {
    expect(await through('read')).toContain('wants you to sign in: run `remit server sign-in notes`');
    const headers = { Authorization: `Bearer ${broker.token}` };
    expect((await ask(broker.url('notes'), { headers, body: call(1) })).text).toContain(
      'wants you to sign in',
    );
    expect(server.called).toEqual([]);
    expect(server.grants).toEqual([]);
  });

  test('is called with the token afterwards, of which the record holds nothing', async () => {
    await signedIn();
    expect(await through('read')).toContain('read with');
    expect(server.called).toEqual(['read']);
    await broker.entryWith('outcome', '"ok"');
    const record = readFileSync(join(broker.dataDir, 'record.db'), 'latin1');
    const log = readdirSync(broker.dataDir).filter((name) => name.startsWith('record.db-'));
    const all = record + log.map((name) => readFileSync(join(broker.dataDir, name), 'latin1')).join('');
    expect(server.given).toHaveLength(2);
    for (const secret of server.given) expect(all).not.toContain(secret);
    expect(all).toContain('read with [redacted');
    expect(JSON.stringify(broker.running.snapshot())).not.toContain('access-');
  });

  test('doesn’t see the credential of the agent, nor the agent that of the server', async () => {
    await signedIn();
    const { headers, text } = await ask(broker.url('notes'), {
      headers: { Authorization: `Bearer ${broker.token}` },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    });
    expect(text).toContain('"write"');
    expect(server.shown).not.toContain(broker.token);
    expect(JSON.stringify(headers) + text).not.toContain('access-');
  });

  test('is not called any more when the user has signed out', async () => {
    await signedIn();
    dropSignIn(broker.dataDir, server.url);
    expect(await through('read')).toContain('remit server sign-in');
  });

  test('says in its own place where one signs in, when its refusal doesn’t', async () => {
    server.knobs.points = null;
    await signedIn();
    expect(await through('read')).toContain('read with');
  });

  test('may want the program to have a secret', async () => {
    server.knobs.metadata = { token_endpoint_auth_methods_supported: ['client_secret_post'] };
    await signedIn();
    server.expire();
    expect(await through('read')).toContain('read with');
    expect(server.given.some((one) => one.startsWith('client-secret-'))).toBe(true);
  });

  test('that wants further rights says so, and has them after signing in for them', async () => {
    await signedIn();
    const asked = 'run `remit server sign-in notes --rights "notes:write"`';
    expect(await through('write')).toContain(asked);
    expect(server.called).toEqual([]);
    const done = await signingIn(undefined, { rights: 'notes:write' });
    if (done.ok) writeSignIn(broker.dataDir, done.value);
    expect(await through('write')).toContain('write with');
  });
});

describe('tokens', () => {
  test('that are over are renewed before the call, and not again', async () => {
    server.knobs.expiresIn = 1;
    const first = await signedIn();
    server.knobs.expiresIn = 3600;
    const all = await Promise.all([through('read'), through('read'), through('read')]);
    expect(all.every((text) => text.includes('read with'))).toBe(true);
    expect(server.grants).toEqual(['authorization_code', 'refresh_token']);
    expect(server.shown).not.toContain(first.tokens.access);
    expect(kept()).not.toBe(first.tokens.access);
  });

  test('are renewed once for all that want them at the same time, which a refresh token counts for', async () => {
    server.knobs.expiresIn = 1;
    await signedIn();
    const access = new OAuthAccess({ dataDir: broker.dataDir, renewed: () => undefined });
    const notes = access.to(serverNameSchema.parse('notes'), { url: server.url, headers: {} });
    const all = await Promise.all([notes.headers(), notes.headers(), notes.renewed({})]);
    const headers = { authorization: `Bearer ${server.given.at(-2) ?? ''}` };
    expect(all.slice(0, 2)).toEqual([
      { ok: true, value: headers },
      { ok: true, value: headers },
    ]);
    expect(server.grants).toEqual(['authorization_code', 'refresh_token']);
    access.close();
  });

  test('that the server refuses are renewed once, and the call is done once', async () => {
    server.knobs.expiresIn = null;
    const { tokens } = await signedIn();
    const headers = { Authorization: `Bearer ${broker.token}` };
    const read = (id: number): ReturnType<typeof ask> =>
      ask(broker.url('notes'), { headers, body: call(id).replace('"one"', '"read"') });
    expect((await read(1)).text).toContain(`read with ${tokens.access}`);
    server.expire();
    const shown = server.shown.length;
    expect((await read(2)).text).toContain('read with');
    expect(server.shown.slice(shown)).toEqual([tokens.access, kept()]);
    expect(server.called).toEqual(['read', 'read']);
    expect(server.grants).toEqual(['authorization_code', 'refresh_token']);
    const { call: id } = z
      .looseObject({ call: z.string() })
      .parse(JSON.parse(broker.entries('call').at(-1) ?? ''));
    expect(await broker.entryWith('outcome', id)).toContain('read with [redacted');
    for (const secret of server.given) expect(broker.entries('outcome').join()).not.toContain(secret);
  });

  test('that can’t be renewed any more end the sign-in, and the agent is told', async () => {
    await signedIn();
    server.expire(true);
    expect(await through('read')).toMatch(/has ended your sign-in .*run `remit server sign-in notes` again/);
    expect(kept()).toBe('none');
    expect(await through('read')).toContain('wants you to sign in');
    expect(server.grants).toEqual(['authorization_code', 'refresh_token']);
  });

  test('that never could be renewed are tried, and then the user has to sign in again', async () => {
    server.knobs.givesRefresh = false;
    await signedIn();
    server.expire();
    expect(await through('read')).toContain('does not take your sign-in any more');
    expect(server.grants).toEqual(['authorization_code']);
  });

  test('stay when the authorization server only fails', async () => {
    const { tokens } = await signedIn();
    server.expire();
    server.knobs.token = (response) => {
      response.writeHead(500).end('{"refresh_token":"refresh-of-somebody"}');
      return true;
    };
    const told = await through('read');
    expect(told).toContain("the sign-in can't be renewed: the authorization server fails (HTTP 500)");
    expect(told).not.toContain('refresh-of-somebody');
    expect(kept()).toBe(tokens.access);
  });

  test('of a user who signed out while they were renewed are not kept', async () => {
    await signedIn();
    server.expire();
    server.knobs.token = () => {
      dropSignIn(broker.dataDir, server.url);
      return false;
    };
    expect(await through('read')).toContain('wants you to sign in');
    expect(kept()).toBe('none');
  });

  test('are asked for at no other place than where the user signed in', async () => {
    const { tokens } = await signedIn();
    server.expire();
    const other = await signInServer();
    server.knobs.token = (response) => {
      response.writeHead(307, { location: `${other.issuer}/token` }).end();
      return true;
    };
    expect(await through('read')).toContain('(HTTP 307)');
    expect(other.grants).toEqual([]);
    expect(kept()).toBe(tokens.access);
    await other.stop();
  });
});

describe('signing in fails, and nothing is kept, when', () => {
  const cases: readonly (readonly [string, (knobs: SignInServer['knobs']) => void, string])[] = [
    ['the answer comes from another', (knobs) => (knobs.iss = 'https://evil.example'), 'instead of'],
    ['the answer doesn’t say whose it is', (knobs) => (knobs.iss = null), "doesn't say that it comes from"],
    ['the user refuses', (knobs) => (knobs.back = refusing), 'refuses (access_denied): not today'],
    ['the code is another’s', (knobs) => (knobs.back = (query) => query.set('code', 'x')), '(invalid_grant)'],
    [
      'the server says that it is another',
      (knobs) => (knobs.resource = 'https://bank.example/mcp'),
      'another server, https://bank.example/mcp',
    ],
    ['the server says that it is its neighbour', (knobs) => (knobs.resource += '/inner'), 'another server'],
    [
      'the authorization server says that it is another',
      (knobs) => (knobs.metadata = { issuer: 'https://evil.example' }),
      'another one, https://evil.example',
    ],
    [
      'the code isn’t protected',
      (knobs) => (knobs.metadata = { code_challenge_methods_supported: ['plain'] }),
      'PKCE',
    ],
    [
      'tokens would be asked for without TLS',
      (knobs) => (knobs.metadata = { token_endpoint: 'http://evil.example/token' }),
      'not protected by TLS',
    ],
    [
      'it is described where nobody is proven',
      (knobs) => (knobs.points = 'http://evil.example/described'),
      'http://evil.example is not protected by TLS',
    ],
    [
      'the browser would be sent to a program',
      (knobs) => (knobs.metadata = { authorization_endpoint: 'ssh://evil.example' }),
      'it has to be https',
    ],
    [
      'programs can’t register themselves',
      (knobs) => (knobs.metadata = { registration_endpoint: undefined }),
      '--client-id',
    ],
    ['the answer is too large', (knobs) => (knobs.token = answering('x'.repeat(300_000))), 'is oversized'],
    [
      'the token is of another kind',
      (knobs) => (knobs.token = answering('{"access_token":"a","token_type":"DPoP"}')),
      'of a kind',
    ],
    [
      'the token would end the header',
      (knobs) => (knobs.token = answering('{"access_token":"a\\r\\nb: c","token_type":"Bearer"}')),
      'of a kind',
    ],
  ];
  const refusing = (query: URLSearchParams): void => {
    query.delete('code');
    query.set('error', 'access_denied');
    query.set('error_description', 'not today');
  };
  const answering = (text: string) => (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    return true;
  };

  test.each(cases)('%s', async (_what, lie, why) => {
    lie(server.knobs);
    const done = await signingIn();
    expect(done.ok ? 'signed in' : done.error).toContain(why);
    expect(server.given).toEqual([]);
  });

  test('the browser comes with another state: the right one still counts afterwards', async () => {
    const forged = (address: string): void => {
      const redirect = new URL(new URL(address).searchParams.get('redirect_uri') ?? '');
      redirect.search = `state=guessed&code=theirs&iss=${encodeURIComponent(server.issuer)}`;
      void browse(redirect.href)
        .then((answer) => expect(answer.status).toBe(400))
        .then(() => browse(address));
    };
    expect(await signingIn(forged)).toMatchObject({ ok: true });
    expect(server.grants).toEqual(['authorization_code']);
  });

  test('the browser comes twice: the second time counts for nothing', async () => {
    let second = Promise.resolve(0);
    const twice = (address: string): void => {
      void fetch(address, { redirect: 'manual' }).then((answer) => {
        const back = answer.headers.get('location') ?? '';
        second = Promise.all([fetch(back), fetch(back)]).then((both) =>
          Math.max(...both.map((one) => one.status)),
        );
      });
    };
    expect(await signingIn(twice)).toMatchObject({ ok: true });
    expect(await second).toBe(400);
  });

  test('nobody comes', async () => {
    const done = await signingIn(() => stop.abort());
    expect(done).toEqual({ ok: false, error: 'nobody signed in in the browser in time' });
  });

  test('a server elsewhere names an authorization server on this machine', async () => {
    const described = JSON.stringify({
      resource: 'https://far.example/mcp',
      authorization_servers: [server.issuer],
    });
    const asked: string[] = [];
    const found = discover(new URL('https://far.example/mcp'), {}, (url) => {
      asked.push(new URL(url).origin);
      return Promise.resolve(new Response(described, { status: 200 }));
    });
    await expect(found).rejects.toThrow('where a server elsewhere has nothing to say');
    expect(new Set(asked)).toEqual(new Set(['https://far.example']));
  });
});

test('the authorization server of the SDK is signed in to, at its own address', async () => {
  const sdk = await startProgram([join(import.meta.dirname, '../fixtures/sign-in-server.mjs')], /^listening/);
  const url = `http://127.0.0.1:${sdk.port}/mcp`;
  const own = await httpBroker({ remotes: { notes: { url } }, scope: ANY });
  expect(await through('who', own)).toContain('wants you to sign in');
  const done = await signingIn(undefined, { url });
  if (!done.ok) throw new Error(done.error);
  expect(new URL(done.value.authorization.issuer).origin).not.toBe(new URL(url).origin);
  writeSignIn(own.dataDir, done.value);
  expect(await through('who', own)).toContain('you are signed in');
  await own.stop();
  await sdk.stop();
});

test('what is kept of a sign-in is sealed where there is a keychain, and counts for its server only', async () => {
  const signIn = await signedIn();
  let secret: string | null = null;
  const vault = vaultOf({
    kind: 'present',
    get: () => secret,
    set: (text) => (secret = text),
    certain: true,
  });
  expect(writeSignIn(broker.dataDir, signIn, vault)).toEqual({ ok: true, value: null });
  const folder = join(broker.dataDir, 'sign-ins');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(texts).toHaveLength(1);
  for (const one of server.given) expect(texts.join()).not.toContain(one);
  expect(readSignIn(broker.dataDir, signIn.url, vault)).toEqual({ ok: true, value: signIn });
  expect(readSignIn(broker.dataDir, `${signIn.url}/other`, vault)).toEqual({ ok: true, value: null });
});

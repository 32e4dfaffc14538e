// How authorization servers are asked. Sources: OAuth 2.1 1.5 (TLS, or loopback), RFC 8414, RFC 9728.

import { Buffer } from 'node:buffer';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { readBody } from './http-body.ts';
import { OAuthProblem } from './oauth-problem.ts';
import type { Upstream } from './upstream.ts';

/** What describes a server or answers a request for tokens is far smaller. */
const LIMIT = 262_144;
const PATIENCE_MS = 30_000;
/** RFC 9110: answers without a body. */
const BODILESS = [204, 205, 304];

/** Whether an address is on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Why nothing secret may be sent to an address; null when it may. Without TLS only this machine is asked, and only for a server that is
 * on it too: one elsewhere must not send Remit to what listens here.
 */
export function addressProblem(address: string, server: URL): string | null {
  if (!URL.canParse(address)) return `\`${address}\` is not an address`;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return `an address with a user in it (${url.origin})`;
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return `\`${url.protocol}\` is no way to sign in: it has to be https`;
  if (!isLoopback(url)) return `${url.origin} is not protected by TLS: it has to be https`;
  return isLoopback(server)
    ? null
    : `${url.origin} is on this machine, where a server elsewhere has nothing to say`;
}

/** The `fetch` of the SDK's functions, by the way that calls go: TLS is verified, answers are short. Redirects are the SDK's, within the origin. */
export function oauthFetch(upstream: Upstream, server: URL): FetchLike {
  return async (address, init = {}) => {
    const url = new URL(address);
    const problem = addressProblem(url.href, server);
    if (problem !== null) throw new OAuthProblem(problem);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await upstream.once({
      url,
      method: init.method === 'POST' ? 'POST' : 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' },
      body: bodyOf(init.body),
      signal,
    });
    if (!answer.ok)
      throw new OAuthProblem(
        `${url.origin} is not there: ${signal.aborted ? 'it gives no answer' : answer.error}`,
      );
    const body = await readBody(answer.value, LIMIT);
    answer.value.destroy();
    if (body.kind !== 'whole') throw new OAuthProblem(`the answer of ${url.origin} is ${body.kind}`);
    const status = answer.value.statusCode ?? 0;
    const headers = Object.entries(answer.value.headers).map(([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]);
    return new Response(BODILESS.includes(status) ? null : new Uint8Array(body.bytes), { status, headers });
  };
}

function bodyOf(body: RequestInit['body']): Buffer | null {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof URLSearchParams ? Buffer.from(body.toString()) : null;
}

// Tells an authorization server that a sign-in is over. Source: RFC 7009.

import { Buffer } from 'node:buffer';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { oauthFetch } from './oauth-fetch.ts';
import { oauthWords } from './oauth-problem.ts';
import type { SignIn } from './oauth-store.ts';
import type { Upstream } from './upstream.ts';

/**
 * Has the tokens count no longer: the refresh token, with which the server ends what was given for it (RFC 7009 2.1), else the access token.
 * `told` is false where it has no place for that. The error is why it wasn't done, as the rest of a sentence.
 */
export async function revokeTokens(
  { url, authorization, client, tokens }: SignIn,
  upstream: Upstream,
): Promise<Result<{ readonly told: boolean }, string>> {
  const address = authorization.revocation_endpoint;
  if (address === undefined) return ok({ told: false });
  const form = new URLSearchParams({
    token: tokens.refresh ?? tokens.access,
    token_type_hint: tokens.refresh === null ? 'access_token' : 'refresh_token',
  });
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
  proveClient(client, form, headers);
  try {
    const ask = oauthFetch(upstream, new URL(url));
    const { ok: isDone, status } = await ask(address, { method: 'POST', headers, body: form });
    return isDone ? ok({ told: true }) : err(`it fails (HTTP ${status})`);
  } catch (error) {
    return err(oauthWords(error));
  }
}

/** RFC 6749 2.3.1: in the way that was agreed on when Remit registered. */
function proveClient(client: SignIn['client'], form: URLSearchParams, headers: Headers): void {
  const { client_id: id, client_secret: secret, token_endpoint_auth_method: way } = client;
  if (secret !== undefined && way === 'client_secret_basic') {
    const both = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
    headers.set('authorization', `Basic ${Buffer.from(both).toString('base64')}`);
    return;
  }
  form.set('client_id', id);
  if (secret !== undefined) form.set('client_secret', secret);
}

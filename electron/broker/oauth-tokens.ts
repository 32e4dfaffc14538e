import type { OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { OAuthProblem } from './oauth-problem.ts';
import type { Tokens } from './oauth-store.ts';

/** RFC 6749 5.1; what isn't said again stays as it was. */
export function tokensOf(given: OAuthTokens, refresh: string | null, rights: string | null): Tokens {
  if (given.token_type.toLowerCase() !== 'bearer' || !/^[\x21-\x7E]+$/.test(given.access_token))
    throw new OAuthProblem('the authorization server gives tokens of a kind that Remit does not know');
  return {
    access: given.access_token,
    refresh: given.refresh_token ?? refresh,
    expiresAt: given.expires_in === undefined ? null : Date.now() + given.expires_in * 1000,
    rights: given.scope ?? rights,
  };
}

import { OAuthError, ServerError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { visibleLine } from '../../shared/core/visible-text.ts';

/** Its message is the rest of a sentence, in words of Remit's own. */
export class OAuthProblem extends Error {}

const LONGEST = 200;

/**
 * What went wrong at an authorization server, as the rest of a sentence. Its own words only where the protocol has a place for them: a
 * body that isn't understood could hold a token.
 */
export function oauthWords(error: unknown): string {
  if (error instanceof OAuthProblem) return error.message;
  if (error instanceof OAuthError && !(error instanceof ServerError && error.errorCode === 'server_error')) {
    const more = error.message === '' ? '' : `: ${theirWords(error.message)}`;
    return `the authorization server refuses (${error.errorCode})${more}`;
  }
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('Incompatible auth server: ')) return theirWords(message);
  const status = /^HTTP \d{3}/.exec(message)?.[0];
  return status === undefined
    ? "the authorization server's answer can't be understood"
    : `the authorization server fails (${status})`;
}

/** Words of somebody else's, short and visible. */
export function theirWords(text: string): string {
  const line = visibleLine(text.slice(0, LONGEST));
  return text.length > LONGEST ? `${line}…` : line;
}

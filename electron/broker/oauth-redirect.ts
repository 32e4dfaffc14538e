// Where the browser comes back to after the user has signed in. Source: RFC 8252 7.3 (loopback redirects), RFC 9207 (`iss`).

import { Buffer } from 'node:buffer';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { sha256 } from '../authority/sha256.ts';
import { OAuthProblem, theirWords } from './oauth-problem.ts';

/** What the authorization server has to say of itself when it sends the browser back. */
export type Expected = { readonly issuer: string; readonly alwaysNamesItself: boolean };

const HERE = 'http://127.0.0.1';

/** Listens on a port of 127.0.0.1 that the system chooses, until the browser came or the wait is over. */
export class OAuthRedirect {
  /** Only who knows it can end the sign-in; it counts once. */
  readonly state = randomBytes(32).toString('base64url');
  readonly #listener: Server;
  #expected: Expected | null = null;
  #code: ((code: string) => void) | null = null;
  #failed: ((problem: OAuthProblem) => void) | null = null;

  constructor() {
    this.#listener = createServer((request, response) => this.#take(request.url ?? '', response));
  }

  /** Resolves with the address that the browser is to be sent back to. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#listener.once('error', () =>
        reject(new OAuthProblem('no port of this machine can be opened for the browser to come back to')),
      );
      this.#listener.listen(0, '127.0.0.1', resolve);
    });
    const address = this.#listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return `http://127.0.0.1:${port}/signed-in`;
  }

  /** Resolves with the code, once the browser brings it. */
  async code(expected: Expected, signal: AbortSignal): Promise<string> {
    this.#expected = expected;
    return new Promise((resolve, reject) => {
      this.#code = resolve;
      this.#failed = reject;
      signal.addEventListener('abort', () =>
        reject(new OAuthProblem('nobody signed in in the browser in time')),
      );
    });
  }

  close(): void {
    this.#listener.close();
    this.#listener.closeAllConnections();
  }

  #take(target: string, response: ServerResponse): void {
    const url = URL.canParse(target, HERE) ? new URL(target, HERE) : new URL(HERE);
    const query = url.searchParams;
    // Any page can send the browser here: without the state it is as if nobody had come.
    if (url.pathname !== '/signed-in' || this.#expected === null || !isSame(query.get('state'), this.state))
      return answer(
        response,
        400,
        'This is no answer to a sign-in that Remit waits for. Nothing was changed.',
      );
    const expected = this.#expected;
    this.#expected = null;
    const problem = problemOf(query, expected);
    const code = query.get('code');
    // Not before the browser has its page: what comes of it closes all connections.
    if (problem === null && code !== null) {
      response.once('close', () => this.#code?.(code));
      answer(response, 200, 'Remit has the answer: see its terminal. You can close this page.');
      return;
    }
    const failure = new OAuthProblem(problem ?? 'the browser came back without a code');
    response.once('close', () => this.#failed?.(failure));
    answer(response, 400, 'You are not signed in: Remit says why on its terminal. You can close this page.');
  }
}

/** Who answers is checked before anything that the answer says: it could be another authorization server's. */
function problemOf(query: URLSearchParams, { issuer, alwaysNamesItself }: Expected): string | null {
  const named = query.getAll('iss');
  if (named.some((one) => one !== issuer) || named.length > 1)
    return `the answer came from ${theirWords(named.join(', '))} instead of ${issuer}: somebody may have mixed them up on purpose`;
  if (named.length === 0 && alwaysNamesItself)
    return `the answer doesn't say that it comes from ${issuer}, which always does: it may be somebody else's`;
  const error = query.get('error');
  if (error === null) return null;
  const description = query.get('error_description');
  const more = description === null ? '' : `: ${theirWords(description)}`;
  return `the authorization server refuses (${theirWords(error)})${more}`;
}

/** Compared by hash: neither the length nor the time says anything. */
function isSame(given: string | null, state: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given ?? '')), Buffer.from(sha256(state)));
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(`${text}\n`);
}

import { request as plainRequest, Agent as PlainAgent, type IncomingMessage } from 'node:http';
import { request as tlsRequest, Agent as TlsAgent } from 'node:https';
import type { Buffer } from 'node:buffer';
import { err, ok, type Result } from '../../shared/contract/result.ts';

export type UpstreamRequest = {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | null;
  /** Ends the request, and with it the answer's stream. */
  readonly signal: AbortSignal | null;
};

/**
 * How long an unused connection is kept, in ms: shorter than servers usually do, because a call that meets a closing connection is lost, and
 * mustn't be sent twice.
 */
const IDLE_MS = 4000;
const MAX_REDIRECTS = 3;

/** Asks servers over HTTP. TLS is always verified, whatever the environment says. */
export class Upstream {
  readonly #plain = new PlainAgent({ keepAlive: true, timeout: IDLE_MS });
  readonly #tls = new TlsAgent({ keepAlive: true, timeout: IDLE_MS, rejectUnauthorized: true });

  /**
   * Resolves with the answer as soon as its head is there. Redirects within the origin are followed when they keep the method; any other
   * would lead the call, and the credential, to somebody whom the user didn't name. The error is the rest of "the server is not there: ".
   */
  async ask(asked: UpstreamRequest): Promise<Result<IncomingMessage, string>> {
    let { url } = asked;
    for (let hops = 0; ; hops += 1) {
      const answer = await this.once({ ...asked, url });
      if (!answer.ok || !isRedirect(answer.value)) return answer;
      const { location = '' } = answer.value.headers;
      answer.value.destroy();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next === null || next.origin !== url.origin)
        return err(`it sends its callers elsewhere, to ${next?.origin ?? 'an address that is none'}`);
      if (!keepsMethod(answer.value, asked.method) || hops === MAX_REDIRECTS)
        return err(`it sends its callers on to ${next.pathname}, which can't be followed`);
      url = next;
    }
  }

  close(): void {
    this.#plain.destroy();
    this.#tls.destroy();
  }

  /** The same without following any redirect. */
  once({ url, method, headers, body, signal }: UpstreamRequest): Promise<Result<IncomingMessage, string>> {
    const isTls = url.protocol === 'https:';
    const length = body === null ? {} : { 'content-length': String(body.length) };
    return new Promise((resolve) => {
      const failed = (error: unknown): void => resolve(err(reasonOf(error)));
      try {
        const options = {
          method,
          headers: mutable({ ...headers, ...length }),
          ...(signal === null ? {} : { signal }),
        };
        const sent = isTls
          ? tlsRequest(url, { ...options, agent: this.#tls })
          : plainRequest(url, { ...options, agent: this.#plain });
        sent.setNoDelay(true);
        sent.on('error', failed);
        sent.once('response', (answer) => resolve(ok(answer)));
        // Also after an answer that switches to another protocol, which Node takes for none.
        sent.once('close', () => failed(new Error('it gave no answer')));
        sent.end(body ?? undefined);
      } catch (error) {
        failed(error);
      }
    });
  }
}

/** The types of Node want lists that can be changed. */
function mutable(headers: UpstreamRequest['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined;
}

/** RFC 9110, 15.4: 307 and 308 keep the method; the others may turn a POST into a GET. */
function keepsMethod({ statusCode = 0 }: IncomingMessage, method: UpstreamRequest['method']): boolean {
  return statusCode >= 307 || (method === 'GET' && statusCode !== 303);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Several addresses of one name were tried: the error of all has no words of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.message === '' ? code : error.message;
}

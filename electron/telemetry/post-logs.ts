// One request to the collector, and nowhere else: no redirect is followed, no proxy of the environment is used, and no certificate is
// taken that the system wouldn't take, whatever the environment says.

import { Buffer } from 'node:buffer';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import * as tls from 'node:tls';

/** As long as this, in ms, a collector may take for an answer. */
const ANSWER_MS = 10_000;
/** More of an answer isn't read, in bytes. */
const MAX_ANSWER = 65_536;

/** `body` is null when it was too long to be an answer of this protocol. */
export type Answer = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly location: string | null;
  readonly body: string | null;
};

export type Post = {
  readonly url: URL;
  readonly version: string;
  /** JSON. */
  readonly body: string;
  /** Gives up at once. */
  readonly signal: AbortSignal;
};

/** Whose certificates are taken: a team's own authority stands in the system's list. Older runtimes know their own list only. */
function authorities(): { readonly ca?: string[] } {
  if (!('getCACertificates' in tls)) return {};
  return { ca: [...tls.getCACertificates('default'), ...tls.getCACertificates('system')] };
}

function options({ url, version, body, signal }: Post): RequestOptions & tls.ConnectionOptions {
  return {
    method: 'POST',
    // A connection of its own for each request: none stays open that could break in the middle of the next.
    agent: false,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': `Remit/${version}`,
    },
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    rejectUnauthorized: true,
    ...(url.protocol === 'https:' ? authorities() : {}),
  };
}

async function bodyOf(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk as Uint8Array);
    bytes += part.length;
    if (bytes > MAX_ANSWER) {
      response.destroy();
      return null;
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Rejects with what the network says. */
export async function postLogs(post: Post): Promise<Answer> {
  const request = (post.url.protocol === 'https:' ? requestHttps : requestHttp)(post.url, options(post));
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
    request.end(post.body);
  });
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'] ?? null,
    location: response.headers.location ?? null,
    body: await bodyOf(response),
  };
}

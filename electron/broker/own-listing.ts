// Remit's own questions for a server's tools over HTTP.

import { Buffer } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readValue, isJsonObject } from '../../shared/core/strict-json.ts';
import { AnswerWatch } from './answer-watch.ts';
import { askRemote } from './ask-remote.ts';
import type { HttpSession } from './http-session.ts';
import type { Remote } from './remote.ts';
import type { Upstream } from './upstream.ts';

/** A server that doesn't say what it lists must not hold a call for ever. */
const PATIENCE_MS = 30_000;

/** Sends the question the way the agent's last request went. Never rejects: without an answer the tools are unknown. */
export async function sendListing(
  session: HttpSession,
  line: string,
  {
    remote,
    upstream,
    limit,
  }: { readonly remote: Remote; readonly upstream: Upstream; readonly limit: number },
): Promise<void> {
  const unknown = (): void => {
    const asked = readValue(line);
    const id = isJsonObject(asked) ? asked['id'] : undefined;
    if (typeof id === 'string') session.tools.answer(id, undefined);
  };
  const answer = await askRemote(remote, upstream, {
    url: session.ports.old?.messages ?? remote.url,
    method: 'POST',
    headers: listingHeaders(session.headers),
    body: Buffer.from(line),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) return unknown();
  const status = answer.value.statusCode ?? 0;
  const isTaken = await readListing(answer.value, session, limit);
  // On the older HTTP+SSE the answer comes on the session's stream.
  if (!isTaken && (session.ports.old === null || status >= 300)) unknown();
}

function listingHeaders(last: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(last).filter(
    ([name]) => name !== 'mcp-name' && name !== 'last-event-id' && !name.startsWith('mcp-param-'),
  );
  return {
    ...Object.fromEntries(kept),
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(last['mcp-method'] === undefined ? {} : { 'mcp-method': 'tools/list' }),
  };
}

async function readListing(answer: IncomingMessage, session: HttpSession, limit: number): Promise<boolean> {
  let isTaken = false;
  const watch = new AnswerWatch(answer, limit, {
    message: (message) => {
      isTaken = session.ownAnswer(message) || isTaken;
    },
    resumable: () => undefined,
  });
  try {
    for await (const chunk of answer) {
      if (Buffer.isBuffer(chunk) && !watch.push(chunk)) return isTaken;
      if (isTaken) return true;
    }
    watch.end();
  } catch {
    // It broke off; what came of it may have been enough.
  }
  return isTaken;
}

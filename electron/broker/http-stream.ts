// The requests that carry no message: the stream on which a server speaks by itself, and the end of a session.

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Buffer } from 'node:buffer';
import { AnswerWatch } from './answer-watch.ts';
import { askRemote } from './ask-remote.ts';
import { EventSplitter, eventOf, type StreamEvent } from './event-splitter.ts';
import { plainError, untilLeft, type HttpPorts, type HttpRequest } from './http-exchange.ts';
import { headerOf, headersToAgent, mediaType } from './http-headers.ts';
import { EVENT_UNKNOWN, SESSION_UNKNOWN } from './http-notices.ts';
import { HttpReply } from './http-reply.ts';
import type { HttpSession } from './http-session.ts';
import { writeBounded } from './write-bounded.ts';

/** Asks the server; null when it failed, and the agent has been told. */
async function askServer(
  { request, response, remote }: HttpRequest,
  ports: HttpPorts,
  method: 'GET' | 'DELETE',
): Promise<IncomingMessage | null> {
  const { headers } = request;
  const signal = untilLeft(response);
  const answer = await askRemote(remote, ports.upstream, {
    url: remote.url,
    method,
    headers,
    body: null,
    signal,
  });
  if (answer.ok) return answer.value;
  new HttpReply(request, response).message(plainError(answer.error), 502);
  return null;
}

/** The session that a request without a message names; undefined when it is another agent's. */
function sessionNamed(
  { request, remote, caller }: HttpRequest,
  { sessions }: HttpPorts,
): HttpSession | null | undefined {
  const name = headerOf(request.headers, 'mcp-session-id');
  return name === null ? null : (sessions.of(remote.server, caller, name) ?? undefined);
}

/**
 * Whether a stream that is taken up again was this agent's. Only a session that the server has named is the server's to keep apart: else all
 * agents are one to it, whatever name one of them makes up, and an id that somebody guessed would bring another's answers.
 */
function isOwnEvent(
  { request, remote, caller }: HttpRequest,
  { sessions }: HttpPorts,
  named: HttpSession | null,
): boolean {
  const event = headerOf(request.headers, 'last-event-id');
  if (event === null || named?.isGiven === true) return true;
  return (named ?? sessions.of(remote.server, caller, null))?.hasGivenEvent(event) === true;
}

/** Passes the server's own stream on, or what came later of one that broke off (`Last-Event-ID`). */
export async function openStream(asked: HttpRequest, ports: HttpPorts): Promise<void> {
  const { request, response } = asked;
  const session = sessionNamed(asked, ports);
  const reply = new HttpReply(request, response);
  if (session === undefined) return reply.message(SESSION_UNKNOWN, 404);
  if (!isOwnEvent(asked, ports, session)) return reply.message(EVENT_UNKNOWN, 404);
  const leave = session === null ? null : ports.sessions.use(session);
  try {
    const answer = await askServer(asked, ports, 'GET');
    if (answer === null) return;
    if (session === null && answer.statusCode === 200 && mediaType(answer.headers) === 'text/event-stream')
      return await new UnnamedStream(asked, ports, answer).pass();
    if (session !== null && answer.statusCode === 404)
      ports.sessions.end(session, 'the server knows the session no longer');
    const reader = {
      message: (line: Buffer) => session?.observe(line, null),
      resumable: (event: string) => session?.gaveEvent(event),
    };
    await reply.relay(answer, new AnswerWatch(answer, ports.limit, reader));
  } finally {
    leave?.();
  }
}

/** Ends the server's session, and with it the one here. */
export async function endSession(asked: HttpRequest, ports: HttpPorts): Promise<void> {
  const session = sessionNamed(asked, ports);
  const reply = new HttpReply(asked.request, asked.response);
  if (session === undefined) return reply.message(SESSION_UNKNOWN, 404);
  const leave = session === null ? null : ports.sessions.use(session);
  try {
    const answer = await askServer(asked, ports, 'DELETE');
    if (answer === null) return;
    const { statusCode = 500 } = answer;
    await reply.relay(
      answer,
      new AnswerWatch(answer, ports.limit, { message: () => undefined, resumable: () => undefined }),
    );
    if (session !== null && statusCode < 300) ports.sessions.end(session, 'the agent ended it');
    else if (session !== null && statusCode === 404)
      ports.sessions.end(session, 'the server knows the session no longer');
  } finally {
    leave?.();
  }
}

/**
 * A stream that names no session. Of the older HTTP+SSE its first event says where the server takes messages, and all answers come on
 * it: the agent is given an address here instead, and what Remit asked itself is kept from it.
 */
class UnnamedStream {
  readonly #asked: HttpRequest;
  readonly #ports: HttpPorts;
  readonly #answer: IncomingMessage;
  #session: HttpSession | null = null;

  constructor(asked: HttpRequest, ports: HttpPorts, answer: IncomingMessage) {
    this.#asked = asked;
    this.#ports = ports;
    this.#answer = answer;
  }

  async pass(): Promise<void> {
    const { response } = this.#asked;
    const { statusCode = 200, rawHeaders, headers } = this.#answer;
    response.writeHead(statusCode, headersToAgent(rawHeaders, headers.connection));
    response.flushHeaders();
    const events = new EventSplitter(this.#ports.limit, (event) => this.#event(event));
    try {
      for await (const chunk of this.#answer) {
        if (!Buffer.isBuffer(chunk) || !events.push(chunk) || response.destroyed) break;
        if (response.writableNeedDrain)
          await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    } catch {
      // The server broke off: the agent sees the end of the stream.
    }
    this.#answer.destroy();
    response.end(events.rest());
    if (this.#session !== null) this.#ports.sessions.end(this.#session, 'its stream has ended');
  }

  #event(event: StreamEvent): void {
    const { response } = this.#asked;
    if (event.type === 'endpoint' && event.data !== null) return this.#endpoint(event.data.toString('utf8'));
    const { sessions } = this.#ports;
    const { remote, caller } = this.#asked;
    if (event.id !== null) sessions.of(remote.server, caller, null)?.gaveEvent(event.id);
    if (event.data === null) response.write(event.bytes);
    else if (this.#session === null) {
      response.write(event.bytes);
      sessions.of(remote.server, caller, null)?.observe(event.data, null);
    } else if (!this.#session.ownAnswer(event.data)) {
      response.write(event.bytes);
      this.#session.observe(event.data, null);
    }
  }

  /** A server may name an address of its own only: whoever is elsewhere was never asked about. */
  #endpoint(address: string): void {
    const { remote, caller, response } = this.#asked;
    const messages = URL.canParse(address, remote.url.href) ? new URL(address, remote.url) : null;
    if (messages?.origin !== remote.url.origin || this.#session !== null) {
      this.#answer.destroy();
      return;
    }
    const say = (text: string): void => {
      writeBounded(response, eventOf(text), this.#ports.limit);
    };
    const begun = this.#ports.sessions.beginOld(remote.server, caller, { messages, say });
    this.#session = begun.session;
    const path = `/mcp/${encodeURIComponent(remote.server.ref.name)}/messages?session=${begun.name}`;
    response.write(`event: endpoint\ndata: ${path}\n\n`);
  }
}

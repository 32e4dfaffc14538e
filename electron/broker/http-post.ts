import type { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { RESOURCES_READ } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import type { Answerable, Classified, GatedMessage } from '../../shared/core/classify-message.ts';
import { isJsonObject } from '../../shared/core/strict-json.ts';
import { answerTo, refusalReply } from '../../shared/core/refusal-reply.ts';
import { excerpt } from '../authority/excerpt.ts';
import { Ticket } from '../authority/judged-subject.ts';
import { agentAsClaimed } from './agent-claims.ts';
import { AnswerWatch } from './answer-watch.ts';
import { askRemote } from './ask-remote.ts';
import { GIVEN_UP, NO_ROOM } from './byte-budget.ts';
import { headerProblem, paramHeaders } from './header-agreement.ts';
import { bodyProblem, readBody } from './http-body.ts';
import { failing, untilLeft, type HttpPorts, type HttpRequest } from './http-exchange.ts';
import { headerOf } from './http-headers.ts';
import { invalid, oversized, SESSION_OVER, SESSION_UNKNOWN } from './http-notices.ts';
import { HttpReply, type Reply } from './http-reply.ts';
import type { Exchange, HttpSession } from './http-session.ts';
import { OldReply } from './old-reply.ts';
import { readAgentLine } from './read-agent-line.ts';
import { subjectOverHttp } from './subject-of.ts';

/** Of a message that is refused this much is kept in the record, in bytes. */
const KEPT_MESSAGE = 4096;
/** MCP 2026-07-28: a header and the body disagree. */
const HEADER_MISMATCH = -32020;

const ID_IN_USE = invalid('its id is in use by another request');

type Pass = Extract<Classified, { kind: 'pass' }>;

/** One message that an agent posts. What it is, its body says; the headers only have to agree. */
export class HttpPost {
  readonly #ports: HttpPorts;
  readonly #asked: HttpRequest;
  readonly #reply: Reply;
  readonly #exchange: Exchange;
  readonly #signal: AbortSignal;
  /** Null until the server has named the session that the message begins. */
  #session: HttpSession | null;
  #leave: () => void = () => undefined;

  /** `old`: the session of the older HTTP+SSE that the message belongs to. */
  constructor(asked: HttpRequest, ports: HttpPorts, old: HttpSession | null) {
    this.#ports = ports;
    this.#asked = asked;
    this.#session = old;
    this.#exchange = { resumable: old !== null };
    this.#signal = untilLeft(asked.response);
    const reply = new HttpReply(asked.request, asked.response);
    this.#reply = old?.ports.old == null ? reply : new OldReply(reply, old.ports.old);
  }

  /** Resolves when the answer is over. Never rejects: what goes wrong is a refusal. */
  async take(): Promise<void> {
    try {
      await this.#take();
    } catch (error) {
      this.#over('lost');
      const why = error instanceof Error ? error.message : String(error);
      this.#reply.message(
        refusalReply(null, { code: 'judging-failed', reason: `Remit failed (${why})` }),
        500,
      );
    } finally {
      this.#leave();
    }
  }

  async #take(): Promise<void> {
    const { request } = this.#asked;
    const problem = bodyProblem(request);
    const body = await readBody(request, this.#ports.limit, this.#ports.unfinished);
    if (body.kind === 'broken') return;
    if (body.kind === 'oversized') {
      const reason = body.isGivenUp
        ? GIVEN_UP
        : `the message has more than ${this.#ports.limit} bytes: send less at once`;
      return this.#refuse(null, oversized(reason), body.head, 413);
    }
    const { bytes } = body;
    if (problem !== null) return this.#refuse(null, invalid(problem), bytes, 415);
    const message = readAgentLine(bytes);
    if (message.kind === 'invalid') {
      const status = message.answer === null ? 400 : 200;
      return this.#refuse(message.answer, invalid(message.problem), bytes, status);
    }
    if (!this.#findSession(message)) return this.#reply.message(SESSION_UNKNOWN, 404);
    if (this.#session !== null) this.#session.headers = request.headers;
    return message.kind === 'pass' ? this.#pass(message, bytes) : this.#gated(message, bytes);
  }

  /** False when the session is another agent's. What begins a session has none yet. */
  #findSession(message: Classified): boolean {
    const name = headerOf(this.#asked.request.headers, 'mcp-session-id');
    const begins = message.kind === 'pass' && message.method === 'initialize' && name === null;
    return this.#session !== null || begins ? this.#enter(this.#session) : this.#enterNamed(name);
  }

  #enterNamed(name: string | null): boolean {
    const { remote, caller } = this.#asked;
    const session = this.#ports.sessions.of(remote.server, caller, name);
    return session !== null && this.#enter(session);
  }

  #enter(session: HttpSession | null): boolean {
    this.#session = session;
    if (session !== null) this.#leave = this.#ports.sessions.use(session);
    return true;
  }

  async #pass(message: Pass, bytes: Buffer): Promise<void> {
    const { method, id, params } = message;
    const mismatch = headerProblem(this.#asked.request.headers, method, params);
    const answer = id === null ? null : answerTo(id);
    if (mismatch !== null) return this.#mismatch(answer, mismatch, bytes);
    const session = this.#session;
    if (method === 'notifications/cancelled' && session?.withdraw(params?.['requestId']) === true)
      return this.#reply.nothing();
    if (method !== null && id !== null && session?.isInUse(id) === true)
      return this.#refuse(answer, ID_IN_USE, bytes, 200);
    if (session !== null) remember(session, method, params);
    if (method === 'tools/list' && id !== null) session?.asksTools(id, params, this.#exchange);
    return this.#forward(bytes, answer, [], message);
  }

  async #gated(message: GatedMessage, bytes: Buffer): Promise<void> {
    const { answer, tool, args, meta } = message;
    const session = this.#session;
    if (session === null) return;
    const { headers } = this.#asked.request;
    const method = tool === RESOURCES_READ ? RESOURCES_READ : 'tools/call';
    const params = {
      ...(meta === null ? {} : { _meta: meta }),
      ...(tool === RESOURCES_READ ? args : { name: tool }),
    };
    const mismatch = headerProblem(headers, method, params);
    if (mismatch !== null) return this.#mismatch(answer, mismatch, bytes);
    if (session.isInUse(answer.id)) return this.#refuse(answer, ID_IN_USE, bytes, 200);
    const leave = this.#ports.room.enter(bytes.length);
    if (leave === null) return this.#refuse(answer, oversized(NO_ROOM), bytes, 200);
    remember(session, null, params);
    return this.#judged(message, bytes, session).finally(leave);
  }

  /** The message is well-formed, and its session known. */
  async #judged(message: GatedMessage, bytes: Buffer, session: HttpSession): Promise<void> {
    const { answer, tool, args, meta } = message;
    const since = performance.now();
    const ticket = this.#hold(session, answer);
    // A call that is made to be stopped needs no server.
    const isCanary = this.#ports.authority.canaries.isIn(message.argsText);
    if (tool !== RESOURCES_READ && session.tools.current === null && !isCanary)
      await session.tools.fetch(meta);
    const listed = session.tools.current?.get(tool);
    const schema = listed === undefined || listed === 'ambiguous' ? null : listed.inputSchema;
    const said = paramHeaders(this.#asked.request.headers, args, schema);
    if (said.kind === 'disagree') {
      session.release(ticket);
      return this.#mismatch(answer, said.problem, bytes);
    }
    const subject = subjectOverHttp(message, this.#asked.remote.server, session);
    const ruling = await this.#ports.gate.take({ message, subject, ticket, asks: () => undefined });
    session.release(ticket);
    switch (ruling.kind) {
      case 'forward':
        session.sent(ruling, answer.id, this.#exchange, since);
        return this.#forward(ruling.bytes ?? bytes, answer, said.undeclared, null);
      case 'reply':
        return this.#reply.message(ruling.text);
      case 'gone':
        return session.isOver
          ? this.#reply.message(refusalReply(answer, SESSION_OVER))
          : this.#reply.nothing();
      default:
        return assertNever(ruling);
    }
  }

  /** The agent's going withdraws the call; on the older HTTP+SSE, where its request is answered at once, the end of the session does. */
  #hold(session: HttpSession, answer: Answerable): Ticket {
    const ticket = new Ticket();
    session.hold(answer.id, ticket);
    this.#reply.whenLeft(() => ticket.withdraw());
    this.#reply.waits(this.#ports.aliveMs);
    return ticket;
  }

  /** `begins` is the message when it may begin a session. */
  async #forward(
    bytes: Buffer,
    answer: Answerable | null,
    undeclared: readonly string[],
    begins: Pass | null,
  ): Promise<void> {
    const { remote, request } = this.#asked;
    const headers = { ...request.headers };
    for (const name of undeclared) headers[name] = undefined;
    const got = await askRemote(remote, this.#ports.upstream, {
      url: this.#session?.ports.old?.messages ?? remote.url,
      method: 'POST',
      headers,
      body: bytes,
      signal: this.#reply.isApart ? null : this.#signal,
    });
    if (!got.ok) return this.#failed(answer, got.error);
    this.#sessionNamed(got.value, begins);
    const how = await this.#reply.relay(got.value, this.#watch(got.value));
    if (how === 'broken') return this.#failed(answer, failing(remote, 'broke its answer off'));
    this.#session?.exchangeOver(this.#exchange, how === 'left' ? 'cancelled' : 'lost');
  }

  /** No answer will come to what was sent, on any stream. */
  #over(how: 'lost' | 'cancelled'): void {
    this.#exchange.resumable = false;
    this.#session?.exchangeOver(this.#exchange, how);
  }

  /** The server may name a session with its answer to what begins one, or say that there is none any more. */
  #sessionNamed({ statusCode = 0, headers }: IncomingMessage, begins: Pass | null): void {
    const session = this.#session;
    if (session === null && begins !== null && statusCode < 300) {
      const { remote, caller } = this.#asked;
      const begun = this.#ports.sessions.given(remote.server, caller, headerOf(headers, 'mcp-session-id'));
      this.#enter(begun);
      if (begun === null) return;
      remember(begun, begins.method, begins.params);
      begun.headers = this.#asked.request.headers;
    }
    if (session?.ports.isNamed === true && session.ports.old === null && statusCode === 404)
      this.#ports.sessions.end(session, 'the server knows the session no longer');
  }

  #watch(answer: IncomingMessage): AnswerWatch {
    return new AnswerWatch(answer, this.#ports.limit, {
      message: (line) => this.#session?.observe(line, this.#exchange),
      resumable: (event) => {
        this.#session?.gaveEvent(event);
        this.#exchange.resumable = this.#session?.ports.isNamed === true;
      },
    });
  }

  #failed(answer: Answerable | null, reason: string): void {
    this.#over(this.#signal.aborted ? 'cancelled' : 'lost');
    this.#reply.message(this.#failure(answer, reason), answer === null ? 502 : 200);
  }

  #failure(answer: Answerable | null, reason: string): string {
    const refusal: Refusal = { code: 'server-ended', reason };
    return refusalReply(answer === null ? null : { ...answer, answerAs: 'protocol-error' }, refusal);
  }

  async #refuse(answer: Answerable | null, refusal: Refusal, bytes: Buffer, status: number): Promise<void> {
    await this.#record(refusal, bytes);
    this.#reply.message(refusalReply(answer, refusal), status);
  }

  async #mismatch(answer: Answerable | null, problem: string, bytes: Buffer): Promise<void> {
    const refusal = invalid(problem);
    await this.#record(refusal, bytes);
    const error = { code: HEADER_MISMATCH, message: refusal.reason };
    this.#reply.message(JSON.stringify({ jsonrpc: '2.0', id: answer?.id ?? null, error }), 400);
  }

  async #record(refusal: Refusal, bytes: Buffer): Promise<void> {
    const { name: server } = this.#asked.remote.server.ref;
    const about = { call: null, session: this.#session?.id ?? null, server };
    await this.#ports.authority.refuse(refusal, about, excerpt(bytes, KEPT_MESSAGE));
  }
}

/** What the client says of itself, and how it asks. */
function remember(session: HttpSession, method: string | null, params: JsonObject | null): void {
  session.agent = agentAsClaimed(session.agent, null, method, params);
  const meta = params?.['_meta'];
  if (isJsonObject(meta)) session.meta = meta;
}

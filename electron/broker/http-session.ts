import type { Buffer } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Agent } from '../../shared/contract/call.ts';
import type { SessionId } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { RpcId } from '../../shared/core/classify-message.ts';
import type { Authority } from '../authority/authority.ts';
import { excerpt } from '../authority/excerpt.ts';
import type { Ticket } from '../authority/judged-subject.ts';
import { outcomeOf, readResult, readServerMessage, type ServerMessage } from './answer.ts';
import type { GateRuling } from './call-gate.ts';
import type { RegisteredServer } from './registered-server.ts';
import { ToolList, type ToolListing } from './tool-list.ts';

/** Of a result this much is kept in the record, in bytes. */
const KEPT_RESULT = 4096;
/** Of the events that a stream can be taken up after, the newest of a session are known. */
const KEPT_EVENTS = 1024;
/** Characters of an event's id; no server's are as long. */
const KEPT_EVENT_ID = 1024;

type Sent = Pick<Extract<GateRuling, { kind: 'forward' }>, 'call' | 'asksBack'>;
type ServerAnswer = Extract<ServerMessage, { kind: 'answer' }>;

/** One HTTP request, as that which an answer belongs to. */
export type Exchange = {
  /** Its stream can be taken up again: the answer may come on another stream of the session. */
  resumable: boolean;
};

type Awaited = {
  readonly id: RpcId;
  readonly exchange: Exchange;
  readonly answered: (answer: ServerAnswer, line: Buffer) => void;
  readonly lost: (how: 'lost' | 'cancelled') => void;
};

export type HttpSessionPorts = {
  readonly id: SessionId;
  readonly authority: Authority;
  readonly server: RegisteredServer;
  readonly agent: Agent;
  /** The server keeps a session of its own, in which an id stands for one request. Without, several clients may share this one. */
  readonly isNamed: boolean;
  /** Of the older HTTP+SSE: where the server takes messages, and the stream on which it answers all of them. */
  readonly old: OldWay | null;
  /** Sends a request of Remit's own to the server; its answer comes by `ownAnswer`. */
  readonly send: (session: HttpSession, line: string) => void;
};

export type OldWay = { readonly messages: URL; readonly say: (message: string) => void };

/** One agent's session with one server over HTTP: what waits, what is under way, and what the server lists. */
export class HttpSession {
  readonly ports: HttpSessionPorts;
  agent: Agent;
  /** Of the agent's last request: Remit's own go the same way. */
  headers: IncomingHttpHeaders = {};
  /** The same of its `_meta`, which the stateless revision demands of every request. */
  meta: JsonObject | null = null;
  /** The server itself has given its name out to this agent. */
  isGiven = false;
  readonly tools: ToolList;
  readonly #held = new Map<Ticket, RpcId>();
  readonly #awaited = new Set<Awaited>();
  readonly #events = new Set<string>();
  #listings = 0;
  #over = false;

  constructor(ports: HttpSessionPorts) {
    this.ports = ports;
    this.agent = ports.agent;
    this.tools = new ToolList({
      send: (line) => ports.send(this, line),
      listed: (tools) => ports.authority.noteTools(ports.server.ref, tools),
    });
  }

  get id(): SessionId {
    return this.ports.id;
  }

  get isOver(): boolean {
    return this.#over;
  }

  listed(): ReadonlyMap<string, ToolListing> | null {
    return this.tools.current;
  }

  /** Resolves when the server's tools are known, or can't be. */
  async list(): Promise<void> {
    if (!this.#over) await this.tools.fetch(this.meta);
  }

  /** The agent was given an event of this id. */
  gaveEvent(id: string): void {
    if (id.length > KEPT_EVENT_ID) return;
    this.#events.delete(id);
    this.#events.add(id);
    const [oldest] = this.#events;
    if (this.#events.size > KEPT_EVENTS && oldest !== undefined) this.#events.delete(oldest);
  }

  /** Whether it was: where the server names no session, nothing else says whose the stream is that such an event was of. */
  hasGivenEvent(id: string): boolean {
    return this.#events.has(id);
  }

  /** Whether the id stands for a request that has no answer yet. */
  isInUse(id: RpcId): boolean {
    if (!this.ports.isNamed) return false;
    return [...this.#held.values()].includes(id) || [...this.#awaited].some((one) => one.id === id);
  }

  hold(id: RpcId, ticket: Ticket): void {
    this.#held.set(ticket, id);
  }

  release(ticket: Ticket): void {
    this.#held.delete(ticket);
  }

  /** True when the cancelled call never left Remit. Where clients share the session, an id that several use names none of them. */
  withdraw(id: unknown): boolean {
    const named = [...this.#held].filter(([, held]) => held === id);
    const [first, ...others] = named;
    if (first === undefined || (others.length > 0 && !this.ports.isNamed)) return false;
    for (const [ticket] of named) {
      this.#held.delete(ticket);
      ticket.withdraw();
    }
    return true;
  }

  /** A call goes to the server: its outcome will be recorded. */
  sent({ call, asksBack }: Sent, id: RpcId, exchange: Exchange, since: number): void {
    const { authority } = this.ports;
    const took = (): number => performance.now() - since;
    if (this.#over) return authority.outcome(call, 'lost', took(), null);
    this.#awaited.add({
      id,
      exchange,
      answered: (answer, line) => {
        if (answer.asksBack !== null) asksBack(answer.asksBack.requestState);
        const { status, result } = outcomeOf(answer, line);
        authority.outcome(call, status, took(), excerpt(result, KEPT_RESULT));
      },
      lost: (how) => authority.outcome(call, how, took(), null),
    });
  }

  /** The agent asks for a page of tools. */
  asksTools(id: RpcId, params: JsonObject | null, exchange: Exchange): void {
    this.#listings += 1;
    // Clients that share a session number their requests alike.
    const key = `listing-${this.#listings}`;
    this.tools.clientAsks(key, params);
    this.#awaited.add({
      id,
      exchange,
      answered: ({ failed }, line) => this.tools.answer(key, failed ? undefined : readResult(line)),
      lost: () => this.tools.answer(key, undefined),
    });
  }

  /** Reads a message of the server's along. `exchange` is the request that it came in answer to; null on a stream of the session's own. */
  observe(line: Buffer, exchange: Exchange | null): void {
    const message = readServerMessage(line);
    if (message.kind === 'other') {
      if (message.method === 'notifications/tools/list_changed') this.tools.changed();
      return;
    }
    for (const one of this.#awaited) {
      if (one.id !== message.id || !(one.exchange === exchange || one.exchange.resumable)) continue;
      this.#awaited.delete(one);
      one.answered(message, line);
      return;
    }
  }

  /** Takes an answer to a question of Remit's own; false when it is none. */
  ownAnswer(line: Buffer): boolean {
    const message = readServerMessage(line);
    if (message.kind !== 'answer' || !this.tools.isOwn(message.id)) return false;
    this.tools.answer(message.id, message.failed ? undefined : readResult(line));
    return true;
  }

  /** The request's stream has ended: what it didn't answer won't be, unless the stream can be taken up again. */
  exchangeOver(exchange: Exchange, how: 'lost' | 'cancelled'): void {
    if (!exchange.resumable || this.#over) this.#lose((one) => one.exchange === exchange, how);
  }

  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    for (const ticket of this.#held.keys()) ticket.withdraw();
    this.#lose(() => true, 'lost');
    this.tools.end();
    const { authority, id } = this.ports;
    authority.note({ kind: 'session-end', session: id, reason });
    authority.endSession(id);
  }

  #lose(which: (one: Awaited) => boolean, how: 'lost' | 'cancelled'): void {
    for (const one of [...this.#awaited].filter(which)) {
      this.#awaited.delete(one);
      one.lost(how);
    }
  }
}

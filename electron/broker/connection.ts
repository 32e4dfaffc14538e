import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { RESOURCES_READ, type Agent } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { Excerpt, OutcomeEntry } from '../../shared/contract/record-entry.ts';
import type { Answerable, Classified, GatedMessage, RpcId } from '../../shared/core/classify-message.ts';
import { answerTo, refusalReply } from '../../shared/core/refusal-reply.ts';
import { Ticket } from '../authority/judged-subject.ts';
import { excerpt } from '../authority/excerpt.ts';
import { agentAsClaimed } from './agent-claims.ts';
import type { GateRuling } from './call-gate.ts';
import { outcomeOf, readResult, readServerMessage } from './answer.ts';
import { NO_ROOM } from './byte-budget.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { idAtEnds } from './id-at-ends.ts';
import { isBlank, LineSplitter, oversizedReason, type SplitLine } from './line-splitter.ts';
import { Outbox } from './outbox.ts';
import { readAgentLine } from './read-agent-line.ts';
import { ServerProcess } from './server-process.ts';
import { commandWords } from './server-store.ts';
import { subjectOf } from './subject-of.ts';
import { ToAgent } from './to-agent.ts';
import { ToolList } from './tool-list.ts';

/** Of a result this much is kept in the record, in bytes. */
const KEPT_RESULT = 4096;

const ID_IN_USE = 'its id is in use by another request';

type Sent = Pick<Extract<GateRuling, { kind: 'forward' }>, 'call' | 'asksBack'> & { readonly since: number };

/**
 * One agent's connection to one server of its own. Bytes that aren't gated go through as they came, in both directions and in order;
 * a gated call goes on only when the authority has ruled so.
 */
export class Connection {
  readonly #ports: ConnectionPorts;
  readonly #socket: Socket;
  readonly #fromAgent: LineSplitter;
  readonly #toAgent: ToAgent;
  readonly #outbox: Outbox;
  readonly #tools: ToolList;
  /** Gated calls that the server is working on. */
  readonly #sent = new Map<RpcId, Sent>();
  /** Gated calls that are being judged or wait for the user. */
  readonly #held = new Map<RpcId, Ticket>();
  /** Every request of the agent that has no answer yet, to be answered if the server ends. */
  readonly #open = new Map<RpcId, Answerable>();
  #agent: Agent;
  #server: ServerProcess | null = null;
  #over = false;

  constructor(socket: Socket, ports: ConnectionPorts) {
    this.#socket = socket;
    this.#ports = ports;
    this.#agent = ports.agent;
    this.#fromAgent = new LineSplitter(ports.limit, (line) => this.#agentLine(line), ports.unfinished);
    this.#toAgent = new ToAgent(socket, ports.limit, (isFull) =>
      isFull ? this.#server?.pauseReading() : this.#server?.resumeReading(),
    );
    this.#outbox = new Outbox((bytes) => this.#toServer(bytes));
    this.#tools = new ToolList({
      send: (line) => this.#toServer(`${line}\n`),
      listed: (tools) => ports.authority.noteTools(ports.server, tools),
    });
  }

  /** The tools that the server lists; null where that isn't known yet. */
  listed(): ToolList['current'] {
    return this.#tools.current;
  }

  /** Resolves when the server's tools are known, or can't be. */
  async list(): Promise<void> {
    if (this.#over || this.#tools.current !== null) return;
    this.#ensureServer();
    await this.#tools.fetch(null);
  }

  /** Takes bytes that the agent sent. */
  push(chunk: Buffer): void {
    if (!this.#over) this.#fromAgent.push(chunk);
  }

  /** The agent has gone: nobody waits for an answer. */
  agentGone(): void {
    this.#fromAgent.end();
    this.#close('the agent disconnected');
  }

  /** Ends the connection from this side. */
  stop(): void {
    this.#close('Remit is stopping');
  }

  #agentLine(line: SplitLine): void {
    if (this.#over) return;
    if (line.kind === 'oversized') return this.#oversized(line);
    const { bytes } = line;
    if (isBlank(bytes)) return;
    const message = readAgentLine(bytes);
    switch (message.kind) {
      case 'invalid':
        return this.#refuse(message.answer, `the message is refused: ${message.problem}`, bytes);
      case 'pass':
        return this.#pass(message, bytes);
      case 'gated':
        return this.#enter(message, bytes);
    }
  }

  #enter(message: GatedMessage, bytes: Buffer): void {
    const { answer } = message;
    if (this.#open.has(answer.id) || this.#isRead(answer.id)) return this.#refuse(answer, ID_IN_USE, bytes);
    const leave = this.#ports.room.enter(bytes.length);
    if (leave === null) return this.#refuse(answer, NO_ROOM, bytes, bytes.length);
    void this.#gated(message, bytes).finally(leave);
  }

  /** Whether the id stands for a request whose answer is read along: another's under the same id would be taken for it. */
  #isRead(id: RpcId): boolean {
    return this.#held.has(id) || this.#sent.has(id) || this.#tools.asked(id);
  }

  #pass(message: Extract<Classified, { kind: 'pass' }>, bytes: Buffer): void {
    const { method, id, params } = message;
    if (method === 'notifications/cancelled' && this.#withdraw(params?.['requestId'])) return;
    this.#agent = agentAsClaimed(this.#agent, this.#ports.unproved, method, params);
    if (method !== null && id !== null) {
      const lists = method === 'tools/list';
      if (this.#isRead(id) || (lists && this.#open.has(id)))
        return this.#refuse(answerTo(id), ID_IN_USE, bytes);
      this.#open.set(id, answerTo(id));
      if (lists) this.#tools.clientAsks(id, params);
    }
    this.#outbox.push(bytes);
  }

  /** True when the cancelled call never left Remit, so that its cancellation mustn't either. */
  #withdraw(id: unknown): boolean {
    if (typeof id !== 'string' && typeof id !== 'number') return false;
    const held = this.#held.get(id);
    if (held === undefined) return false;
    this.#open.delete(id);
    this.#held.delete(id);
    held.withdraw();
    return true;
  }

  async #gated(message: GatedMessage, bytes: Buffer): Promise<void> {
    const { answer, tool } = message;
    const since = performance.now();
    const ticket = new Ticket();
    const slot = this.#outbox.hold();
    this.#held.set(answer.id, ticket);
    this.#open.set(answer.id, answer);
    const params = message.meta === null ? null : { _meta: message.meta };
    this.#agent = agentAsClaimed(this.#agent, this.#ports.unproved, null, params);
    // A call that is made to be stopped needs no server.
    const isCanary = this.#ports.authority.canaries.isIn(message.argsText);
    if (tool !== RESOURCES_READ && this.#tools.current === null && !isCanary) {
      this.#ensureServer();
      slot.release();
      await this.#tools.fetch(message.meta);
    }
    const subject = subjectOf(message, this.#ports, this.#agent, this.#tools);
    const ruling = await this.#ports.gate.take({
      message,
      subject,
      ticket,
      asks: () => slot.release(),
      notify: (line) => this.#toAgent.mention(`${line}\n`),
    });
    if (this.#held.get(answer.id) === ticket) this.#held.delete(answer.id);
    if (ruling.kind === 'forward') {
      const { call, asksBack } = ruling;
      this.#sent.set(answer.id, { call, asksBack, since });
      slot.send(ruling.bytes ?? bytes);
      return;
    }
    slot.release();
    if (ruling.kind === 'reply') {
      this.#open.delete(answer.id);
      this.#toAgent.write(`${ruling.text}\n`);
    }
  }

  #answer(answer: Answerable | null, refusal: Refusal): void {
    this.#toAgent.write(`${refusalReply(answer, refusal)}\n`);
  }

  #refuse(answer: Answerable | null, reason: string, bytes: Buffer, size: number | null = null): void {
    const { authority, session, server } = this.#ports;
    const refusal: Refusal = { code: size === null ? 'invalid-message' : 'oversized-message', reason };
    const message = { ...excerpt(bytes, KEPT_RESULT), bytes: size ?? bytes.length };
    void authority
      .refuse(refusal, { call: null, session, server: server.name }, message)
      .then(() => this.#answer(answer, refusal));
  }

  #oversized(line: Extract<SplitLine, { kind: 'oversized' }>): void {
    const reason = oversizedReason(line, this.#ports.limit);
    const id = idAtEnds(line.head.toString('latin1'), line.tail.toString('latin1'));
    this.#refuse(id === null ? null : answerTo(id), reason, line.head, line.size);
  }

  #toServer(bytes: Buffer | string): void {
    const server = this.#ensureServer();
    if (server === null || server.write(bytes)) return;
    this.#socket.pause();
    server.whenDrained(() => this.#socket.resume());
  }

  /** The server starts with the first message for it: clients start shims that they never use. */
  #ensureServer(): ServerProcess | null {
    if (this.#over) return null;
    this.#server ??= ServerProcess.start(this.#ports.spec, this.#ports.limit, {
      withoutSecrets: this.#ports.withoutSecrets,
      line: (line) => this.#serverLine(line),
      ended: (problem) => this.#serverEnded(problem),
    });
    return this.#server;
  }

  #serverLine(line: SplitLine): void {
    if (this.#over) return;
    if (line.kind === 'oversized') {
      this.#serverEnded(`it sent a message of ${line.size} bytes and the limit is ${this.#ports.limit}`);
      return;
    }
    // Only while Remit asks something itself may an answer have to be kept from the agent; else the bytes go on unread.
    if (this.#tools.awaitsOwn && this.#isOwnAnswer(line.bytes)) return;
    this.#toAgent.write(line.bytes);
    this.#observe(line.bytes);
  }

  #isOwnAnswer(bytes: Buffer): boolean {
    const message = readServerMessage(bytes);
    if (message.kind !== 'answer' || !this.#tools.isOwn(message.id)) return false;
    this.#tools.answer(message.id, message.failed ? undefined : readResult(bytes));
    return true;
  }

  #observe(bytes: Buffer): void {
    const message = readServerMessage(bytes);
    if (message.kind === 'other') {
      if (message.method === 'notifications/tools/list_changed') this.#tools.changed();
      return;
    }
    this.#open.delete(message.id);
    if (this.#tools.asked(message.id))
      this.#tools.answer(message.id, message.failed ? undefined : readResult(bytes));
    const sent = this.#sent.get(message.id);
    if (sent === undefined) return;
    this.#sent.delete(message.id);
    if (message.asksBack !== null) sent.asksBack(message.asksBack.requestState);
    const { status, result } = outcomeOf(message, bytes);
    this.#ended(sent, status, excerpt(result, KEPT_RESULT));
  }

  #ended({ call, since }: Sent, status: OutcomeEntry['status'], result: Excerpt | null): void {
    this.#ports.authority.outcome(call, status, performance.now() - since, result);
  }

  #serverEnded(problem: string): void {
    if (this.#over) return;
    const { server, spec, withoutSecrets, authority } = this.#ports;
    const { name } = server;
    const reason = withoutSecrets(
      `the server \`${name}\` (${commandWords(spec)}) is not there: ${problem}; check it with \`remit server list\``,
    );
    const code = this.#sent.size > 0 ? 'server-ended' : 'server-not-started';
    authority.note({ kind: 'server', server: name, change: 'ended', detail: problem });
    for (const answer of [...this.#open.values()]) {
      this.#held.get(answer.id)?.withdraw();
      this.#answer({ ...answer, answerAs: 'protocol-error' }, { code, reason });
    }
    this.#close(reason);
  }

  #close(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    for (const ticket of this.#held.values()) ticket.withdraw();
    for (const sent of this.#sent.values()) this.#ended(sent, 'lost', null);
    this.#tools.end();
    this.#server?.stop();
    this.#socket.end();
    this.#ports.authority.note({ kind: 'session-end', session: this.#ports.session, reason });
    this.#ports.authority.endSession(this.#ports.session);
    this.#ports.closed();
  }
}

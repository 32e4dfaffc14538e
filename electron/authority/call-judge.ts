// Judges one call at a time: writes what was decided before anything is sent on, asks the user where the call exceeds, and turns the
// answer into authority. Every error on the way is a refusal with a reason.

import type { Call } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import { instantSchema, type CallId, type GrantId, type SessionId } from '../../shared/contract/ids.ts';
import type { EntryBody, Excerpt } from '../../shared/contract/record-entry.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { decide } from '../../shared/core/decide.ts';
import type { Approvals, Settlement } from './approvals.ts';
import { callEntry, refusalEntry } from './call-entries.ts';
import type { HeldGrants } from './held-grants.ts';
import type { Ruling, Subject, Ticket } from './judged-subject.ts';
import { newCallId } from './new-call-id.ts';
import { normaliseCall } from './normalise-call.ts';
import { question, rememberedGrant, type Question } from './question.ts';
import type { RecordReader } from './record-file.ts';
import type { RecordWriter } from './record-writer.ts';
import { definitionEntry, type ToolPins } from './tool-pins.ts';

export type AuthorityPorts = {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  readonly now: () => Date;
  readonly home: string;
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
  /** `null`: nobody is there to ask, what would ask is refused. */
  readonly prompt: ((requests: readonly ApprovalRequest[]) => void) | null;
  /** Grants of a scope file, in force beside those of the record. */
  readonly scopeGrants: readonly Grant[];
  /** One line for a terminal. */
  readonly tell: (line: string) => void;
};

/** A call on its way: what was made of it, what it was made of, and the caller's hold on it. */
type Case = { readonly call: Call; readonly subject: Subject; readonly ticket: Ticket };

const WITHDRAWN: Refusal = {
  code: 'withdrawn',
  reason: 'the agent withdrew the call before it was answered',
};
export const PAUSED: Refusal = {
  code: 'paused',
  reason: 'the user has paused Remit, which refuses every call until it is resumed',
};

/** What a judgement depends on besides the call. */
export type JudgeState = {
  readonly approvals: Approvals;
  readonly pins: ToolPins;
  readonly held: HeldGrants;
  readonly isPaused: () => boolean;
};

export class CallJudge {
  readonly #ports: AuthorityPorts;
  readonly #state: JudgeState;

  constructor(ports: AuthorityPorts, state: JudgeState) {
    this.#ports = ports;
    this.#state = state;
  }

  /**
   * Judges a call, and resolves when it may be sent on (its intent is durable by then) or is refused. `asks` is called when the call
   * begins to wait for the user, so that the caller can let later messages pass it.
   */
  async judge(subject: Subject, ticket: Ticket, asks: () => void): Promise<Ruling> {
    const id = newCallId(this.#ports.now());
    try {
      return await this.#judge({ call: this.#normalise(id, subject), subject, ticket }, asks);
    } catch (error) {
      const reason = `Remit could not judge it (${error instanceof Error ? error.message : String(error)})`;
      return this.refuse(
        { code: 'judging-failed', reason },
        { call: id, session: subject.session, server: subject.server.name },
        null,
      );
    }
  }

  async #judge(one: Case, asks: () => void): Promise<Ruling> {
    const { call } = one;
    const verdict = decide(call, this.#state.held.scope, call.at);
    const intent = callEntry(call, verdict);
    if (this.#state.isPaused()) return this.#refuseCall(call, [intent], PAUSED);
    switch (verdict.kind) {
      case 'inside': {
        const problem = await this.#write([intent]);
        if (problem !== null) return problem;
        if (one.ticket.withdrawn) return this.#refuseCall(call, [], WITHDRAWN);
        this.#tell('inside', call, ` (${verdict.grants.join(', ')})`);
        return { kind: 'forward', call: call.id };
      }
      case 'denied': {
        const words = verdict.denials.map((denial) => this.#state.held.words(denial)).join('; ');
        const reason = `a denial in force forbids it (${words})`;
        return this.#refuseCall(call, [intent], { code: 'denied-by-grant', reason });
      }
      case 'exceeds':
        return this.#exceeds(one, verdict, intent, asks);
      default:
        return assertNever(verdict);
    }
  }

  async #exceeds(
    one: Case,
    verdict: Extract<Verdict, { kind: 'exceeds' }>,
    intent: EntryBody,
    asks: () => void,
  ): Promise<Ruling> {
    const { call, subject, ticket } = one;
    const { serverCommand } = subject;
    const description = subject.definition()?.description ?? null;
    const asked = question(call, verdict, { serverCommand, description }, this.#ports);
    const { id: request, digest, excess, sentence } = asked.request;
    if (this.#ports.prompt === null) {
      const by = excess.map(({ asks, granted }) => `it asks ${asks}, granted is ${granted}`).join('; ');
      const reason = `it exceeds what was granted (${by}) and nobody is there to ask: do something else, or have the user grant it`;
      return this.#refuseCall(call, [intent], { code: 'unattended', reason });
    }
    const problem = await this.#write([intent, { kind: 'prompt', call: call.id, request, digest, excess }]);
    if (problem !== null) return problem;
    if (ticket.withdrawn) return this.#refuseCall(call, [], WITHDRAWN);
    this.#ports.tell(`asked    ${call.agent.name} ${sentence.verb} ${sentence.what} ${sentence.how}`);
    asks();
    ticket.onWithdraw = () => this.#state.approvals.refuse(request, WITHDRAWN);
    const settlement = await this.#state.approvals.ask(asked.request, () => this.#coveredNow(one));
    ticket.onWithdraw = null;
    return this.#settled(one, asked, settlement);
  }

  async #settled(one: Case, asked: Question, settlement: Settlement): Promise<Ruling> {
    const { call } = one;
    const request = asked.request.id;
    switch (settlement.kind) {
      case 'refused':
        return this.#refuseCall(call, [], settlement.refusal);
      case 'covered': {
        const { grants } = settlement;
        const problem = await this.#write([{ kind: 'covered', call: call.id, request, grants }]);
        return problem ?? this.#sendUnlessChanged(one, 'inside');
      }
      case 'answered':
        return this.#answered(one, asked, settlement.answer);
      default:
        return assertNever(settlement);
    }
  }

  async #answered(one: Case, asked: Question, answer: Answer): Promise<Ruling> {
    const { call } = one;
    const decided: EntryBody = { kind: 'decision', call: call.id, request: asked.request.id, answer };
    switch (answer.kind) {
      case 'deny': {
        const reason = answer.reason === '' ? 'the user denied it' : `the user denied it: ${answer.reason}`;
        return this.#refuseCall(call, [decided], { code: 'denied-by-user', reason });
      }
      case 'not-now': {
        const reason = 'the user did not want to answer now';
        return this.#refuseCall(call, [decided], { code: 'not-now', reason });
      }
      case 'allow-once':
        return (await this.#write([decided])) ?? this.#sendUnlessChanged(one, 'allowed');
      case 'remember':
        return (await this.#remember(one, asked, decided, answer)) ?? this.#sendUnlessChanged(one, 'allowed');
      default:
        return assertNever(answer);
    }
  }

  /** What was approved is what was shown: when the place behind a path or the tool's definition is another by now, the yes is void. */
  async #sendUnlessChanged({ call, subject, ticket }: Case, how: string): Promise<Ruling> {
    if (ticket.withdrawn) return this.#refuseCall(call, [], WITHDRAWN);
    if (this.#state.isPaused()) return this.#refuseCall(call, [], PAUSED);
    const now = this.#normalise(call.id, subject);
    if (now.digest !== call.digest || JSON.stringify(now.reaches) !== JSON.stringify(call.reaches)) {
      return this.#refuseCall(call, [], {
        code: 'withdrawn',
        reason: 'what it touches has changed since the user was asked: call again to ask about the new state',
      });
    }
    this.#tell(how, call, '');
    return { kind: 'forward', call: call.id };
  }

  /** Makes the grant of a remembered answer; a ruling when it could not be recorded, and so isn't in force. */
  async #remember(
    { call, subject }: Case,
    asked: Question,
    decided: EntryBody,
    answer: Extract<Answer, { kind: 'remember' }>,
  ): Promise<Ruling | null> {
    const grant = rememberedGrant(call, asked, answer, this.#ports.now().getTime());
    const bodies: EntryBody[] = [decided, { kind: 'grant', grant, request: asked.request.id }];
    const definition = subject.definition();
    const accepts = call.definition.kind === 'listed' && call.definition.changed && definition !== null;
    if (accepts) bodies.push(definitionEntry(call.server, call.tool, definition, 'accepted'));
    const problem = await this.#write(bodies);
    if (problem !== null) return problem;
    if (accepts) this.#state.pins.accept(call.server.name, call.tool, definition.hash);
    this.#state.held.add(grant);
    return null;
  }

  /** Records a refusal and gives it back as a ruling. A refusal that can't be recorded still refuses. */
  async refuse(
    refusal: Refusal,
    about: {
      readonly call: CallId | null;
      readonly session: SessionId | null;
      readonly server: string | null;
    },
    message: Excerpt | null,
  ): Promise<Ruling> {
    this.#ports.tell(`refused  ${about.server ?? 'a message'}: ${refusal.reason}`);
    await this.#ports.writer.append([{ kind: 'refusal', ...about, refusal, message }]);
    return { kind: 'refuse', refusal };
  }

  #normalise(id: CallId, subject: Subject): Call {
    const { definition, serverCommand: _command, ...rest } = subject;
    const tool = definition();
    const known = this.#state.pins.known(subject.server.name, subject.tool, tool);
    const at = instantSchema.parse(this.#ports.now().toISOString());
    return normaliseCall({ ...rest, id, at, definition: known, inputSchema: tool?.inputSchema ?? null });
  }

  #coveredNow({ call, subject }: Case): readonly GrantId[] | null {
    const again = this.#normalise(call.id, subject);
    const verdict = decide(again, this.#state.held.scope, again.at);
    return verdict.kind === 'inside' ? verdict.grants : null;
  }

  /** Appends; a ruling when the record can't be written, in which case nothing may be sent on. */
  async #write(bodies: readonly EntryBody[]): Promise<Ruling | null> {
    const written = await this.#ports.writer.append(bodies);
    if (written.ok) return null;
    const { problem } = written.error;
    this.#ports.tell(`refused  the record can't be written: ${problem}`);
    const unverified = this.#ports.reader.health().kind === 'unverified';
    const code = unverified ? 'record-unverified' : 'record-unwritable';
    return { kind: 'refuse', refusal: { code, reason: problem } };
  }

  async #refuseCall(call: Call, before: readonly EntryBody[], refusal: Refusal): Promise<Ruling> {
    this.#tell('refused', call, `: ${refusal.reason}`);
    await this.#ports.writer.append([...before, refusalEntry(call, refusal)]);
    return { kind: 'refuse', refusal };
  }

  #tell(what: string, call: Call, rest: string): void {
    this.#ports.tell(`${what.padEnd(8)} ${call.agent.name}: ${call.server.name} > ${call.tool}${rest}`);
  }
}

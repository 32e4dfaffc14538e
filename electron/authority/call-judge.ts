// Judges one call at a time: writes what was decided before anything is sent on, asks the user where the call exceeds, and turns the
// answer into authority. Every error on the way is a refusal with a reason.

import type { Call } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { GrantId } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Answer } from '../../shared/contract/request.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { TOO_MANY, type Settlement } from './approvals.ts';
import type { AuthorityPorts, JudgeState } from './authority-ports.ts';
import { CallPasses } from './call-passes.ts';
import { callEntry, readingEntry } from './call-entries.ts';
import type { Ruling, Subject, Ticket } from './judged-subject.ts';
import { newCallId } from './new-call-id.ts';
import { question, rememberedGrant, type Question } from './question.ts';
import { RulingWriter } from './ruling-writer.ts';
import { definitionOf, SubjectReader } from './subject-reader.ts';
import { definitionEntry } from './tool-pins.ts';

/** A call on its way: what was made of it, what it was made of, and the caller's hold on it. */
type Case = { readonly call: Call; readonly subject: Subject; readonly ticket: Ticket };

export const PAUSED: Refusal = {
  code: 'paused',
  reason: 'the user has paused Remit, which refuses every call until it is resumed',
};

export class CallJudge {
  readonly #ports: AuthorityPorts;
  readonly #state: JudgeState;
  readonly #reader: SubjectReader;
  readonly #rulings: RulingWriter;
  /** What was allowed and passes when its agent calls again. */
  readonly passes: CallPasses;

  constructor(ports: AuthorityPorts, state: JudgeState) {
    this.#ports = ports;
    this.#state = state;
    this.#rulings = new RulingWriter(ports);
    this.#reader = new SubjectReader({ now: ports.now, pins: state.pins, corrections: state.corrections });
    const { keyed, now, reader: record } = ports;
    const { isPaused } = state;
    this.passes = new CallPasses({
      keyed,
      now,
      record,
      isPaused,
      reader: this.#reader,
      rulings: this.#rulings,
    });
  }

  /**
   * Judges a call, and resolves when it may be sent on (its intent is durable by then) or is refused. `asks` is called when the call
   * begins to wait for the user, so that the caller can let later messages pass it.
   */
  async judge(subject: Subject, ticket: Ticket, asks: () => void): Promise<Ruling> {
    const id = newCallId(this.#ports.now());
    try {
      await this.#reader.load(subject);
      return await this.#judge(
        { call: this.#reader.normalise(id, subject), subject, ticket },
        callEntry,
        asks,
      );
    } catch (error) {
      const reason = `Remit could not judge it (${error instanceof Error ? error.message : String(error)})`;
      return this.refuse(
        { code: 'judging-failed', reason },
        { call: id, session: subject.session, server: subject.server.name },
        null,
      );
    }
  }

  /** `entry` makes the entry of the verdict: the intent, or for a call that is judged anew what has changed in it. */
  async #judge(
    one: Case,
    entry: (call: Call, verdict: Verdict) => EntryBody,
    asks: () => void,
  ): Promise<Ruling> {
    const { call } = one;
    const verdict = this.#state.held.judge(call);
    const intent = entry(call, verdict);
    if (this.#state.isPaused()) return this.#rulings.refuseCall(call, [intent], PAUSED);
    switch (verdict.kind) {
      case 'inside': {
        const problem = await this.#rulings.write([intent]);
        if (problem !== null) return problem;
        this.#state.past.add(call);
        if (one.ticket.withdrawn) return this.#rulings.refuseCall(call, [], one.ticket.refusal);
        this.#rulings.tell('inside', call, ` (${verdict.grants.join(', ')})`);
        return { kind: 'forward', call: call.id, as: call };
      }
      case 'denied': {
        const words = verdict.denials.map((denial) => this.#state.held.words(denial)).join('; ');
        const reason = `a denial in force forbids it (${words})`;
        return this.#rulings.refuseCall(call, [intent], { code: 'denied-by-grant', reason });
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
    const { call, ticket } = one;
    const asked = this.#question(one, verdict);
    const { id: request, digest, excess, sentence } = asked.request;
    if (this.#ports.prompt === null) {
      const by = excess.map(({ asks, granted }) => `it asks ${asks}, granted is ${granted}`).join('; ');
      const reason = `it exceeds what was granted (${by}) and nobody is there to ask: do something else, or have the user grant it`;
      return this.#rulings.refuseCall(call, [intent], { code: 'unattended', reason });
    }
    const leave = this.#state.approvals.enter(call.argsText.length);
    if (leave === null) return this.#rulings.refuseCall(call, [intent], TOO_MANY);
    const problem = await this.#rulings.write([
      intent,
      { kind: 'prompt', call: call.id, request, digest, excess },
    ]);
    if (problem !== null || ticket.withdrawn) leave();
    if (problem !== null) return problem;
    if (ticket.withdrawn) return this.#rulings.refuseCall(call, [], ticket.refusal);
    this.#ports.tell(`asked    ${call.agent.name} ${sentence.verb} ${sentence.what} ${sentence.how}`);
    asks();
    ticket.onWithdraw = () => this.#state.approvals.refuse(request, ticket.refusal);
    const settlement = await this.#state.approvals.ask(asked.request, {
      about: { server: call.server, tool: call.tool },
      coveredNow: () => this.#coveredNow(one),
      isPutOff: () => ticket.away,
      problemOf: (answer) => this.#problemOf(call, asked, answer),
    });
    leave();
    ticket.onWithdraw = null;
    ticket.withdrawals = this.#state.withdrawals();
    return this.#settled(one, asked, settlement, asks);
  }

  #question({ call, subject }: Case, verdict: Extract<Verdict, { kind: 'exceeds' }>): Question {
    const { serverCommand } = subject;
    const { scope, usage } = this.#state.held;
    const description = definitionOf(subject)?.description ?? null;
    const past = this.#state.past.of(call.server, call.tool);
    const context = {
      serverCommand,
      description,
      readings: this.#reader.readings(subject),
      scope,
      usage,
      past,
    };
    return question(call, verdict, context, this.#ports);
  }

  /** Why an answer can't be taken: what is remembered has to cover the very call that it answers. */
  #problemOf(call: Call, asked: Question, answer: Answer): string | null {
    if (answer.kind !== 'remember') return null;
    const grant = rememberedGrant(call, asked, answer, this.#ports.now().getTime());
    const covers = this.#state.held.trial(call, grant).kind === 'inside';
    return covers ? null : 'that would ask again at once: choose what is remembered for each of the points';
  }

  async #settled(one: Case, asked: Question, settlement: Settlement, asks: () => void): Promise<Ruling> {
    const { call } = one;
    const request = asked.request.id;
    switch (settlement.kind) {
      case 'refused':
        return this.#rulings.refuseCall(call, [], settlement.refusal);
      case 'covered': {
        const { grants } = settlement;
        const problem = await this.#rulings.write([
          { kind: 'covered', call: call.id, request, grants },
          ...this.#passOf(one),
        ]);
        return problem ?? this.#sendUnlessChanged(one, 'inside');
      }
      case 'answered':
        return this.#answered(one, asked, settlement.answer);
      case 'corrected': {
        await this.#reader.load(one.subject);
        const again = this.#reader.normalise(call.id, one.subject);
        return this.#judge({ ...one, call: again }, readingEntry, asks);
      }
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
        return this.#rulings.refuseCall(call, [decided], { code: 'denied-by-user', reason });
      }
      case 'not-now': {
        const reason = 'the user did not want to answer now';
        return this.#rulings.refuseCall(call, [decided], { code: 'not-now', reason });
      }
      case 'allow-once':
        return (
          (await this.#rulings.write([decided, ...this.#passOf(one)])) ??
          this.#sendUnlessChanged(one, 'allowed')
        );
      case 'remember':
        return (await this.#remember(one, asked, decided, answer)) ?? this.#sendUnlessChanged(one, 'allowed');
      default:
        return assertNever(answer);
    }
  }

  /** What was approved is what was shown: when the place behind a path or the tool's definition is another by now, the yes is void. */
  async #sendUnlessChanged({ call, subject, ticket }: Case, how: string): Promise<Ruling> {
    if (ticket.withdrawn) return this.#rulings.refuseCall(call, [], ticket.refusal);
    if (this.#state.isPaused()) return this.#rulings.refuseCall(call, [], PAUSED);
    const now = this.#reader.normalise(call.id, subject);
    if (now.digest !== call.digest || JSON.stringify(now.reaches) !== JSON.stringify(call.reaches)) {
      return this.#rulings.refuseCall(call, [], {
        code: 'withdrawn',
        reason: 'what it touches has changed since the user was asked: call again to ask about the new state',
      });
    }
    this.#rulings.tell(how, call, '');
    return { kind: 'forward', call: call.id, as: call };
  }

  /** Makes the grant of a remembered answer; a ruling when it could not be recorded, and so isn't in force. */
  async #remember(
    one: Case,
    asked: Question,
    decided: EntryBody,
    answer: Extract<Answer, { kind: 'remember' }>,
  ): Promise<Ruling | null> {
    const { call, subject } = one;
    const grant = rememberedGrant(call, asked, answer, this.#ports.now().getTime());
    const request = asked.request.id;
    const verdict = this.#state.held.trial(call, grant);
    const bodies: EntryBody[] = [decided, { kind: 'grant', grant, request }];
    if (verdict.kind === 'inside')
      bodies.push({ kind: 'covered', call: call.id, request, grants: verdict.grants });
    bodies.push(...this.#passOf(one));
    const definition = definitionOf(subject);
    const accepts = call.definition.kind === 'listed' && call.definition.changed && definition !== null;
    if (accepts) bodies.push(definitionEntry(call.server, call.tool, definition, 'accepted'));
    const problem = await this.#rulings.write(bodies);
    if (problem !== null) return problem;
    if (accepts) this.#state.pins.accept(call.server.name, call.tool, definition.hash);
    this.#state.held.usage.add(grant, call.at);
    if (verdict.kind === 'inside')
      this.#state.held.usage.count({ at: call.at, grants: verdict.grants, reaches: call.reaches });
    this.#state.held.add(grant, call.at);
    return null;
  }

  /** When nobody waits for the yes, the identical call passes later. */
  #passOf({ call, subject, ticket }: Case): readonly EntryBody[] {
    return ticket.away ? [this.passes.entry(call, subject)] : [];
  }

  /** Whether a call that was allowed may pass as the same one when it comes another way. Nothing is written or counted. */
  async fits(allowed: Call, subject: Subject): Promise<boolean> {
    return !this.#state.isPaused() && this.#reader.fits(allowed, subject);
  }

  /** See `RulingWriter.refuse`. */
  refuse(...refused: Parameters<RulingWriter['refuse']>): Promise<Ruling> {
    return this.#rulings.refuse(...refused);
  }

  #coveredNow({ call, subject }: Case): readonly GrantId[] | null {
    const verdict = this.#state.held.judge(this.#reader.normalise(call.id, subject));
    return verdict.kind === 'inside' ? verdict.grants : null;
  }
}

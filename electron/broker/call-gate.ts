import { Buffer } from 'node:buffer';
import { RESOURCES_READ, type Agent } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { CallId } from '../../shared/contract/ids.ts';
import type { GatedMessage } from '../../shared/core/classify-message.ts';
import { refusalReply } from '../../shared/core/refusal-reply.ts';
import { askAgainReply, carriedBy, carrying, looksOwn } from '../../shared/core/request-state.ts';
import type { Authority } from '../authority/authority.ts';
import type { Ruling, Subject, Ticket } from '../authority/judged-subject.ts';
import type { Alarms } from './alarms.ts';
import { ServerRounds } from './server-rounds.ts';
import { toolUseId } from './subject-of.ts';
import type { WaitingCalls } from './waiting-calls.ts';
import { WaitingProgress } from './waiting-progress.ts';
import { MAX_ROUNDS, WaitingRounds, type Round } from './waiting-rounds.ts';

/**
 * A gated message on its way, however it came. A transport hands over each one once, as soon as it is read: the time that the caller waits
 * counts from there. When the caller gives up (a cancellation, the end of its connection or stream) it withdraws the ticket.
 */
export type GatedCall = {
  readonly message: GatedMessage;
  readonly subject: Subject;
  readonly ticket: Ticket;
  /** Called when the call begins to wait for the user: later messages may pass it. */
  readonly asks: () => void;
  /**
   * Sends the caller a notification that belongs to this request, as a line without its end: it is called only before `take` resolves, and
   * only when the request named a progress token. Left out where the transport can't.
   */
  readonly notify?: (line: string) => void;
};

/**
 * What becomes of it. `forward`: it goes to the server, as it came or as `bytes` (a line with its end); the transport calls `asksBack` when the
 * server's answer is a result with `resultType: "input_required"`, with its `requestState` (null: it has none), before it passes that on.
 * `reply`: Remit answers it with this message, a line without its end. `gone`: nobody waits for an answer any more, and nothing was sent.
 */
export type GateRuling =
  | {
      readonly kind: 'forward';
      readonly call: CallId;
      readonly bytes: Buffer | null;
      readonly asksBack: (requestState: string | null) => void;
    }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'gone' };

export type CallGatePorts = {
  readonly authority: Authority;
  /** What a hook has decided of this very call. */
  readonly pass: (subject: Subject, useId: string | null) => Promise<Ruling | null>;
  readonly waiting: WaitingCalls;
  readonly alarms: Alarms;
  /** Seconds that an agent waits for the answer to a call. */
  readonly waitOf: (agent: Agent) => number;
};

/** So long before a caller gives up it is told to call again, in ms; and where it only has to repeat its request, which is cheap. */
const MARGIN_MS = 10_000;
const ROUND_MARGIN_MS = 15_000;

const NOT_OURS: Refusal = {
  code: 'invalid-message',
  reason: 'its request state is none that Remit gave out for this call: send the call without one',
};

/** Every gated call passes here, whichever transport it came by. */
export class CallGate {
  readonly #ports: CallGatePorts;
  readonly #rounds = new WaitingRounds();
  readonly #serverRounds: ServerRounds;

  constructor(ports: CallGatePorts) {
    this.#ports = ports;
    this.#serverRounds = new ServerRounds(ports.authority);
  }

  /** Never rejects: what goes wrong is a refusal. */
  async take(gated: GatedCall): Promise<GateRuling> {
    try {
      return await this.#take(gated);
    } catch (error) {
      const reason = `Remit could not judge it (${error instanceof Error ? error.message : String(error)})`;
      return this.#refuse(gated.message, gated.subject, { code: 'judging-failed', reason });
    }
  }

  async #take(gated: GatedCall): Promise<GateRuling> {
    const since = performance.now();
    const { message, subject, ticket } = gated;
    const { authority } = this.#ports;
    const { requestState: state } = message;
    const isOwn = state !== null && looksOwn(state);
    const round = isOwn ? this.#rounds.take(state, subject) : firstRound(message);
    if (round === null) return this.#refuse(message, subject, NOT_OURS);
    const ruling = await this.#rule(gated, isOwn, round, since);
    if (ruling.kind === 'refuse') {
      if (ticket.withdrawn) return { kind: 'gone' };
      return { kind: 'reply', text: this.#replyText(gated, round, ruling.refusal) };
    }
    if (!ticket.withdrawn) {
      const { call, as } = ruling;
      const bytes = isOwn ? Buffer.from(`${restored(message, round)}\n`) : null;
      return {
        kind: 'forward',
        call,
        bytes,
        asksBack: (next) => this.#serverRounds.began(subject, as, next),
      };
    }
    authority.outcome(ruling.call, 'cancelled', performance.now() - since, null);
    return { kind: 'gone' };
  }

  async #rule(gated: GatedCall, isOwn: boolean, round: Round, since: number): Promise<Ruling> {
    const { pass, waiting, alarms } = this.#ports;
    const { message, subject, ticket, asks } = gated;
    if (!isOwn && (message.requestState !== null || message.hasResponses)) {
      const next = await this.#serverRounds.pass(subject, message.requestState);
      if (next !== null) return next;
    }
    const passed = await pass(subject, toolUseId(message.meta));
    if (passed !== null) return passed;
    const progress = new WaitingProgress(alarms, message.meta, gated.notify);
    const begins = (): void => {
      asks();
      progress.start();
    };
    const patience = (): number => this.#patience(gated, round) - (performance.now() - since);
    const ruling = await waiting.judge({ subject, ticket, asks: begins, patience });
    progress.stop();
    return ruling;
  }

  #patience({ message, subject }: GatedCall, round: Round): number {
    const ms = this.#ports.waitOf(subject.agent) * 1000;
    return ms - (maySayAgain(message) && round.count < MAX_ROUNDS ? ROUND_MARGIN_MS : MARGIN_MS);
  }

  /** A client that follows rounds repeats its request by itself; another one has to be told in words. */
  #replyText({ message, subject }: GatedCall, round: Round, refusal: Refusal): string {
    const isWaiting = refusal.code === 'still-waiting' && maySayAgain(message);
    const state = isWaiting ? this.#rounds.begin(subject, round) : null;
    return state === null ? refusalReply(message.answer, refusal) : askAgainReply(message.answer.id, state);
  }

  async #refuse(
    { answer }: GatedMessage,
    { session, server }: Subject,
    refusal: Refusal,
  ): Promise<GateRuling> {
    await this.#ports.authority.refuse(refusal, { call: null, session, server: server.name }, null);
    return { kind: 'reply', text: refusalReply(answer, refusal) };
  }
}

function firstRound({ text, requestState, hasResponses }: GatedMessage): Round {
  const carries = requestState !== null || hasResponses;
  return { carried: carries ? carriedBy(text) : { requestState: null, inputResponses: null }, count: 0 };
}

/** The request as the server has to see it: without Remit's state, with the server's. */
function restored({ text }: GatedMessage, { carried }: Round): string {
  const own = carriedBy(text).inputResponses;
  return carrying(text, { ...carried, inputResponses: own ?? carried.inputResponses });
}

function maySayAgain({ answer, tool }: GatedMessage): boolean {
  return answer.modern && (answer.answerAs === 'tool-result' || tool === RESOURCES_READ);
}

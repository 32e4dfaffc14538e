// Callers wait for the user less long than the user may take. Shortly before one gives up it is told to call again: the question stays,
// the identical call takes the place of the first, and what the user answers in between counts for it, once. Two calls that come while
// the first still waits are two calls.

import type { Refusal } from '../../shared/contract/errors.ts';
import type { Authority } from '../authority/authority.ts';
import { NOT_REPEATED, PASS_MS, TAKEN_BACK } from '../authority/call-passes.ts';
import { Ticket, type Ruling, type Subject } from '../authority/judged-subject.ts';
import type { Alarms } from './alarms.ts';
import { argsWords } from './args-words.ts';

/** Questions that stay while nobody waits for their answer; each can be asked for nothing. */
const MAX_AWAY = 64;

const STILL_WAITING: Refusal = {
  code: 'still-waiting',
  reason:
    'Remit is still waiting for the user to answer, and nothing was sent yet: call again with the same arguments to go on waiting',
};

const TOO_MANY: Refusal = {
  code: 'withdrawn',
  reason: 'too many questions wait whose agents have not called again; nothing was sent',
};

/** What the user said of a call counts for its repetition; any other reason to refuse it may be gone by then. */
const ANSWERS: ReadonlySet<Refusal['code']> = new Set(['denied-by-user', 'not-now']);

/** Who asks for a ruling and waits for it. */
export type Caller = {
  readonly subject: Subject;
  readonly ticket: Ticket;
  /** Called when the wait for the user begins. */
  readonly asks: () => void;
  /** How long after that it has to have an answer, in ms; null: it waits as long as it takes. */
  readonly patience: () => number | null;
};

/** A question, or its answer. Whether somebody waits for it, its ticket says. */
type Kept = {
  readonly subject: Subject;
  /** Its arguments, as they are compared: large ones take a while, and may be compared with every call that comes. */
  readonly words: () => string | null;
  readonly ticket: Ticket;
  readonly ruling: Promise<Ruling>;
  settled: Ruling | null;
  stopLapse: () => void;
};

export class WaitingCalls {
  readonly #authority: Authority;
  readonly #alarms: Alarms;
  /** Those whose callers were told to call again, in the order in which they were told. */
  readonly #away = new Set<Kept>();
  readonly #stopLapse: () => void;

  constructor(authority: Authority, alarms: Alarms) {
    this.#authority = authority;
    this.#alarms = alarms;
    this.#stopLapse = alarms('lapse', PASS_MS, () => authority.passes.endRecorded(NOT_REPEATED));
  }

  /**
   * Judges a call, or lets it take the place of the one that it repeats. The refusal `still-waiting` says that the caller has to be told to
   * call again; all else is final.
   */
  async judge(caller: Caller): Promise<Ruling> {
    const words = argsWords(caller.subject);
    const kept = [...this.#away].find(
      (one) => isAlike(one.subject, caller.subject) && one.words() === words(),
    );
    if (kept !== undefined) return this.#comesBack(kept, caller);
    const recalled = await this.#authority.passes.recall(caller.subject);
    return recalled ?? this.#ask(caller);
  }

  close(): void {
    this.#stopLapse();
    for (const { stopLapse } of this.#away) stopLapse();
    this.#away.clear();
  }

  #ask(caller: Caller): Promise<Ruling> {
    const ticket = new Ticket();
    return new Promise((resolve) => {
      let asked = false;
      const asks = (): void => {
        // The question may be put anew, when somebody else has its place by now.
        if (asked) return;
        asked = true;
        caller.asks();
        this.#wait(kept, caller, resolve);
      };
      const ruling = this.#authority.judge(caller.subject, ticket, asks);
      const kept: Kept = {
        subject: caller.subject,
        words: argsWords(caller.subject),
        ticket,
        ruling,
        settled: null,
        stopLapse: () => undefined,
      };
      caller.ticket.onWithdraw = () => ticket.withdraw(caller.ticket.refusal);
      if (caller.ticket.withdrawn) ticket.withdraw(caller.ticket.refusal);
      void ruling.then((ruled) => this.#ruled(kept, ruled, resolve));
    });
  }

  /** Waits for the answer until it comes or the caller has to be told. */
  #wait(kept: Kept, caller: Caller, resolve: (ruling: Ruling) => void): void {
    const ms = caller.patience();
    if (ms === null) return;
    const stop = this.#alarms('deadline', ms, () => {
      // An answer that is on its way to the record comes soon.
      if (kept.ticket.onWithdraw === null) return;
      caller.ticket.onWithdraw = null;
      this.#goesAway(kept);
      resolve({ kind: 'refuse', refusal: STILL_WAITING });
    });
    void kept.ruling.then(stop);
  }

  #goesAway(kept: Kept): void {
    kept.ticket.away = true;
    this.#away.add(kept);
    const open = [...this.#away].filter(({ settled }) => settled === null);
    if (open.length > MAX_AWAY) open[0]?.ticket.withdraw(TOO_MANY);
    this.#authority.tellWaiting();
  }

  /** Who waits hears the ruling; else it is kept for the one that calls again. */
  #ruled(kept: Kept, ruling: Ruling, resolve: (ruling: Ruling) => void): void {
    kept.settled = ruling;
    if (!kept.ticket.away) return resolve(ruling);
    if (ruling.kind === 'refuse' && !ANSWERS.has(ruling.refusal.code)) return void this.#away.delete(kept);
    kept.stopLapse = this.#alarms('lapse', PASS_MS, () => {
      if (!this.#away.delete(kept) || ruling.kind === 'refuse') return;
      void this.#authority.passes.end(ruling.call, ruling.as, NOT_REPEATED);
    });
  }

  /** The place is taken at once: of two that come back, the other asks anew. */
  async #comesBack(kept: Kept, caller: Caller): Promise<Ruling> {
    this.#away.delete(kept);
    kept.ticket.away = false;
    kept.stopLapse();
    if (kept.settled !== null) return this.#take(kept, kept.settled, caller);
    this.#authority.tellWaiting();
    caller.ticket.onWithdraw = () => kept.ticket.withdraw(caller.ticket.refusal);
    caller.asks();
    if (caller.ticket.withdrawn) kept.ticket.withdraw(caller.ticket.refusal);
    const told = new Promise<Ruling>((resolve) => this.#wait(kept, caller, resolve));
    const ruling = await Promise.race([kept.ruling, told]);
    return this.#take(kept, ruling, caller);
  }

  async #take({ ticket }: Kept, ruling: Ruling, caller: Caller): Promise<Ruling> {
    if (ruling.kind === 'refuse') return ruling;
    const { passes } = this.#authority;
    if (ticket.withdrawals !== this.#authority.withdrawals)
      await passes.end(ruling.call, ruling.as, TAKEN_BACK);
    else {
      const resumed = await passes.resume(ruling.as, caller.subject, 'repeat');
      if (resumed !== null) return resumed;
    }
    return this.judge(caller);
  }
}

/** Whether a call is what another was but for the arguments, which have to be equal in whatever order: of the same agent, by the same way, in the same folder. */
function isAlike(left: Subject, right: Subject): boolean {
  return (
    left.via === right.via &&
    left.server.identity === right.server.identity &&
    left.tool === right.tool &&
    left.place.cwd === right.place.cwd &&
    left.agent.name === right.agent.name &&
    (left.agent.process?.executable ?? '') === (right.agent.process?.executable ?? '')
  );
}

// One action can ask more than once: through two hooks of an agent, through settings that two agents load, and again as the proxied call
// of the same tool use. These are one decision. What joins them are the agent's own ids, or equal words within a short time; neither is
// a reason to allow anything: a later step may do no more than what was judged, once, or it is judged by itself.

import { jsonEquals } from '../../shared/core/arg-matcher.ts';
import { isSameAgent } from '../../shared/core/known-agent.ts';
import type { Agent } from '../../shared/contract/call.ts';
import type { Authority } from '../authority/authority.ts';
import { Ticket, type Ruling, type Subject } from '../authority/judged-subject.ts';
import { argsWords } from './args-words.ts';
import type { WaitingCalls } from './waiting-calls.ts';

/** What a hook asks about. `step` is the event and the settings that it stands in: each step of a decision passes once. */
export type HookCase = {
  readonly subject: Subject;
  readonly step: string;
  readonly turn: string | null;
  readonly useId: string | null;
  /** The server is behind Remit: the call itself will come, too. */
  readonly proxied: boolean;
  /** When the hook gives up, by the clock of `performance`; null: it waits. */
  readonly until: number | null;
};

export type HookDecisionsPorts = {
  readonly authority: Authority;
  readonly waiting: Pick<WaitingCalls, 'judge'>;
  /** Whether the agent of this name has a credential. */
  readonly isProtected: (name: string) => boolean;
};

type Forward = Extract<Ruling, { kind: 'forward' }>;

type Decision = {
  readonly asked: HookCase;
  /** Its arguments, as those of the proxied call are compared with them. */
  readonly words: () => string | null;
  readonly ticket: Ticket;
  readonly since: number;
  readonly withdrawals: number;
  readonly steps: Set<string>;
  ruling: Promise<Ruling>;
  settled: { readonly ruling: Ruling; readonly at: number } | null;
  waiting: number;
  /** An agent has its answer. */
  told: boolean;
  /** Its outcome is in the record, or is the proxied call's to say. */
  closed: boolean;
};

/** A hook that waits. `leave` says that it has gone; `answered`, that it has told its agent. */
export type Waiting = {
  readonly ruling: Promise<Ruling>;
  readonly leave: () => void;
  readonly answered: () => void;
};

const MAX_DECISIONS = 256;
/** So long before a hook gives up it is told to have its agent do it again, in ms. */
const MARGIN_MS = 2000;
/** Characters of all arguments that are kept to compare with. */
const MAX_SIZE = 16 * 1024 * 1024;
/** How long a step that names the same tool use may take to come, in ms: the agent may ask its own user in between. */
const SAME_USE_MS = 600_000;
/** The same without an id. */
const SAME_WORDS_MS = 60_000;

export class HookDecisions {
  readonly #ports: HookDecisionsPorts;
  readonly #decisions = new Set<Decision>();

  constructor(ports: HookDecisionsPorts) {
    this.#ports = ports;
  }

  /** Judges what a hook asks, or joins it to the decision that is made of the same action already. */
  judge(asked: HookCase): Waiting {
    this.#sweep();
    const first = [...this.#decisions].reverse().find((decision) => mayJoin(decision, asked));
    if (first === undefined) return this.#decide(asked);
    first.steps.add(asked.step);
    let hold = this.#hold(first);
    let gone = false;
    const ruling = first.ruling.then(async (ruled) => {
      if (await this.#holds(first, ruled, asked.subject)) return ruled;
      hold.answered();
      const own = this.#decide(asked);
      hold = own;
      if (gone) own.leave();
      return own.ruling;
    });
    const leave = (): void => {
      gone = true;
      hold.leave();
    };
    return { ruling, leave, answered: () => hold.answered() };
  }

  /** Takes the one pass that a hook's decision leaves for the proxied call of the same tool use; null: it has to be judged. */
  async pass(subject: Subject, useId: string | null): Promise<Forward | null> {
    if (this.#decisions.size === 0) return null;
    this.#sweep();
    const words = argsWords(subject);
    for (const decision of [...this.#decisions].reverse()) {
      const ruled = decision.settled?.ruling;
      if (ruled?.kind !== 'forward' || !this.#awaits(decision, subject, useId)) continue;
      if (decision.words() !== words()) continue;
      decision.steps.add(PROXIED);
      if (!(await this.#holds(decision, ruled, subject))) continue;
      decision.closed = true;
      return ruled;
    }
    return null;
  }

  /** The proxied calls that haven't come by now won't. */
  close(): void {
    for (const decision of [...this.#decisions]) this.#forget(decision);
  }

  #decide(asked: HookCase): Waiting {
    const ticket = new Ticket();
    const { subject, until } = asked;
    const patience = (): number | null => (until === null ? null : until - MARGIN_MS - performance.now());
    const decision: Decision = {
      asked,
      words: argsWords(subject),
      ticket,
      since: performance.now(),
      withdrawals: this.#ports.authority.withdrawals,
      steps: new Set([asked.step]),
      ruling: this.#ports.waiting.judge({ subject, ticket, patience, asks: () => undefined }),
      settled: null,
      waiting: 0,
      told: false,
      closed: false,
    };
    this.#decisions.add(decision);
    const settle = (ruling: Ruling): void => {
      decision.settled = { ruling, at: performance.now() };
      if (asked.proxied) setTimeout(() => this.#forget(decision), SAME_USE_MS).unref();
    };
    // Whoever waits for it tells that it failed.
    decision.ruling.then(settle, () => this.#decisions.delete(decision));
    return { ruling: decision.ruling, ...this.#hold(decision) };
  }

  /** One hook's hold on a decision: it ends once, when the hook has told its agent or has gone. */
  #hold(decision: Decision): Omit<Waiting, 'ruling'> {
    let here = true;
    decision.waiting += 1;
    const end = (told: boolean): void => {
      if (!here) return;
      here = false;
      decision.waiting -= 1;
      if (told) decision.told = true;
      if (told && !decision.asked.proxied) this.#end(decision, 'handed');
      if (decision.waiting === 0 && !decision.told) this.#left(decision);
    };
    return { leave: () => end(false), answered: () => end(true) };
  }

  /** Nobody waits any more: the question is withdrawn, or what was allowed has not been told. */
  #left(decision: Decision): void {
    const { agent } = decision.asked.subject;
    decision.ticket.withdraw({
      code: 'withdrawn',
      reason: `the hook of ${agent.name} ended before it was answered: look whether the tool ran all the same`,
    });
    const over = (): void => {
      this.#end(decision, 'cancelled');
      this.#decisions.delete(decision);
    };
    decision.ruling.then(over, over);
  }

  #end(decision: Decision, status: 'handed' | 'cancelled'): void {
    const ruling = decision.settled?.ruling;
    if (decision.closed || ruling?.kind !== 'forward') return;
    decision.closed = true;
    this.#ports.authority.outcome(ruling.call, status, performance.now() - decision.since, null);
  }

  #awaits({ asked, steps, closed, settled }: Decision, subject: Subject, useId: string | null): boolean {
    if (!asked.proxied || closed || steps.has(PROXIED)) return false;
    const { agent, server, tool } = asked.subject;
    if (server.identity !== subject.server.identity || tool !== subject.tool) return false;
    // A hook shows no credential: what it was allowed as an agent that has one is only for a connection with that credential.
    if (this.#ports.isProtected(agent.name) && !isSameAgent(agent.name, subject.agent.name)) return false;
    if (!sameProgram(agent, subject.agent)) return false;
    if (asked.useId !== null && useId !== null)
      return asked.useId === useId && isRecent(settled, SAME_USE_MS);
    const isSame = sameProcess(agent, subject.agent) || isSameAgent(agent.name, subject.agent.name);
    return isSame && isRecent(settled, SAME_WORDS_MS);
  }

  async #holds(decision: Decision, ruling: Ruling, subject: Subject): Promise<boolean> {
    if (ruling.kind === 'refuse') return true;
    if (decision.withdrawals !== this.#ports.authority.withdrawals) return false;
    return this.#ports.authority.fits(ruling.as, subject);
  }

  #sweep(): void {
    const old = performance.now() - SAME_USE_MS;
    for (const decision of this.#decisions)
      if (decision.settled !== null && decision.settled.at < old) this.#forget(decision);
    let kept = 0;
    let size = 0;
    for (const decision of [...this.#decisions].reverse()) {
      kept += 1;
      size += decision.asked.subject.argsText.length;
      const isTooMuch = kept > MAX_DECISIONS || size > MAX_SIZE;
      if (isTooMuch && decision.settled !== null) this.#forget(decision);
    }
  }

  #forget(decision: Decision): void {
    this.#decisions.delete(decision);
    this.#end(decision, 'handed');
  }
}

const PROXIED = 'proxied call';

function isRecent(settled: Decision['settled'], ms: number): boolean {
  return settled === null || performance.now() - settled.at <= ms;
}

function mayJoin(decision: Decision, asked: HookCase): boolean {
  const { asked: before } = decision;
  const [left, right] = [before.subject, asked.subject];
  if (decision.steps.has(asked.step) || left.tool !== right.tool || isPutOff(decision)) return false;
  if (left.server.identity !== right.server.identity || !sameWords(left, right)) return false;
  if (before.useId !== null && asked.useId !== null)
    return (
      before.useId === asked.useId &&
      sameProgram(left.agent, right.agent) &&
      isRecent(decision.settled, SAME_USE_MS)
    );
  const sameTurn = before.turn === null || asked.turn === null || before.turn === asked.turn;
  return left.session === right.session && sameTurn && isRecent(decision.settled, SAME_WORDS_MS);
}

/** Equal in all that both say, and in the folder where they say it; what only one says must touch nothing more, which is looked at later. */
function sameWords(left: Subject, right: Subject): boolean {
  if (folderOf(left) !== folderOf(right)) return false;
  const names = [...new Set([...Object.keys(left.args), ...Object.keys(right.args)])];
  const both = names.filter((name) => Object.hasOwn(left.args, name) && Object.hasOwn(right.args, name));
  if (!both.every((name) => jsonEquals(left.args[name], right.args[name]))) return false;
  return both.length > 0 || names.length === 0;
}

/** Cursor says the folder of a command among the arguments at its first step, beside them at the second. */
function folderOf({ args, place }: Subject): string {
  const own = args['cwd'];
  return typeof own === 'string' && own !== '' ? own : place.cwd;
}

/** A program that isn't known is equal to none: then the names have to do. */
function sameProgram(left: Agent, right: Agent): boolean {
  const [a = '', b = ''] = [left.process?.executable, right.process?.executable];
  return a === '' || b === '' ? isSameAgent(left.name, right.name) : a === b;
}

function sameProcess(left: Agent, right: Agent): boolean {
  return left.process !== null && left.process.pid === right.process?.pid;
}

/** Its agent was told to do it again: what it does then is asked for anew. */
function isPutOff({ settled }: Decision): boolean {
  return settled?.ruling.kind === 'refuse' && settled.ruling.refusal.code === 'still-waiting';
}

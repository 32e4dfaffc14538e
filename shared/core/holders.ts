// Which grants hold one piece of authority, arranged so that "is it held now, by this agent?" costs the same for one grant and for ten
// thousand. An expired, lapsed or used-up grant equals an absent one.

import type { Agent } from '../contract/call.ts';
import type { GrantId, Instant, SessionId, Sha256, TaskId } from '../contract/ids.ts';
import type { Grant, Grantee, Lifetime } from '../contract/scope.ts';
import { assertNever } from './assert-never.ts';
import type { Usage } from './usage.ts';

/** The moment of judging: sessions and tasks end, instants pass, grants are used up. */
export type Moment = {
  readonly agent: Agent;
  readonly session: SessionId;
  readonly task: TaskId | null;
  readonly digest: Sha256;
  readonly now: Instant;
  readonly usage: Usage;
};

/** The terms on which a grant is held: all but what it is for. */
export type Terms = Pick<Grant, 'id' | 'agent' | 'lifetime' | 'limits'>;
/** Why a held grant doesn't count at this moment. */
export type Idle = 'ended' | 'agent' | 'lapsed' | 'limit';

/** The grant behind `terms` holds the piece as its part of this id. */
export type Holder = { readonly part: GrantId; readonly terms: Terms };

/** Whether a single lifetime holds at this moment. */
export function isLive(lifetime: Lifetime, moment: Moment): boolean {
  switch (lifetime.kind) {
    case 'always':
      return true;
    case 'until':
      return moment.now < lifetime.at;
    case 'session':
      return lifetime.session === moment.session;
    case 'task':
      return lifetime.task === moment.task;
    case 'once':
      return lifetime.digest === moment.digest;
    default:
      return assertNever(lifetime);
  }
}

/** Why a grant doesn't count for this agent at this moment; null when it does. */
export function idleReason(terms: Terms, moment: Moment): Idle | null {
  if (!isLive(terms.lifetime, moment)) return 'ended';
  if (!isFor(terms.agent, moment.agent)) return 'agent';
  if (moment.usage.hasLapsed(terms.id, moment.now)) return 'lapsed';
  return terms.limits.some((limit) => moment.usage.isReached(limit, moment.now)) ? 'limit' : null;
}

/** Whether a grant is for this agent: the name alone proves nothing where the grant binds the program behind it. */
export function isFor(grantee: Grantee, agent: Agent): boolean {
  if (grantee === 'any') return true;
  if (grantee.name !== agent.name) return false;
  return grantee.executable === null || grantee.executable === agent.process?.executable;
}

function slotOf({ agent, lifetime, limits }: Terms): string {
  return `${limits.length === 0 ? 'free' : 'limited'} ${spanOf(lifetime)} ${agent === 'any' ? '' : whoOf(agent.name, agent.executable)}`;
}

function whoOf(name: string, executable: string | null): string {
  return JSON.stringify([name, executable]);
}

function spanOf(lifetime: Lifetime): string {
  switch (lifetime.kind) {
    case 'session':
      return `session ${lifetime.session}`;
    case 'task':
      return `task ${lifetime.task}`;
    case 'once':
      return `once ${lifetime.digest}`;
    case 'always':
    case 'until':
      return 'lasting';
    default:
      return assertNever(lifetime);
  }
}

/** Unlimited grants first, so that limited ones aren't used up where they aren't needed. */
function slotsAt({ agent, session, task, digest }: Moment): readonly string[] {
  const whom = ['', whoOf(agent.name, null)];
  if (agent.process !== null) whom.push(whoOf(agent.name, agent.process.executable));
  const spans = ['lasting', `session ${session}`, `once ${digest}`];
  if (task !== null) spans.push(`task ${task}`);
  return ['free', 'limited'].flatMap((use) =>
    spans.flatMap((span) => whom.map((who) => `${use} ${span} ${who}`)),
  );
}

const slots = new WeakMap<Moment, readonly string[]>();

/** A moment is asked of many holders: its slots are worked out once. */
function slotsOf(moment: Moment): readonly string[] {
  const known = slots.get(moment);
  if (known !== undefined) return known;
  const made = slotsAt(moment);
  slots.set(moment, made);
  return made;
}

/** The longest-lived first; among equals the smaller id, so that the order in which they came doesn't matter. */
function byWorth(a: Holder, b: Holder): number {
  const [left, right] = [endOf(a), endOf(b)];
  if (left !== right) return left > right ? -1 : 1;
  return a.part < b.part ? -1 : 1;
}

/** Sorts after every instant. */
const NEVER = '~';

function endOf({ terms: { lifetime } }: Holder): string {
  return lifetime.kind === 'until' ? lifetime.at : NEVER;
}

export class Holders {
  readonly #slots = new Map<string, Holder[]>();
  #byTerms: Map<Terms, GrantId[]> | null = null;
  readonly #parts = new Set<GrantId>();

  add(part: GrantId, terms: Terms): void {
    this.#byTerms = null;
    this.#parts.add(part);
    const slot = slotOf(terms);
    const held = this.#slots.get(slot);
    const one = { part, terms };
    if (held === undefined) {
      this.#slots.set(slot, [one]);
      return;
    }
    held.splice(placeOf(held, one), 0, one);
  }

  get size(): number {
    return this.#parts.size;
  }

  /** A grant that counts at this moment, an unlimited one if there is one; or null. */
  at(moment: Moment): GrantId | null {
    for (const { part } of this.live(moment)) return part;
    return null;
  }

  /** All that count at this moment, in the order of their worth. */
  *live(moment: Moment): Generator<Holder> {
    for (const slot of slotsOf(moment)) {
      for (const holder of this.#slots.get(slot) ?? []) {
        const idle = idleReason(holder.terms, moment);
        if (idle === null) yield holder;
        // Sorted by their end: what follows has ended, too.
        if (idle === 'ended') break;
      }
    }
  }

  /** The parts of one grant that hold it. */
  of(terms: Terms): readonly GrantId[] {
    this.#byTerms ??= grouped([...this.#slots.values()].flat());
    return this.#byTerms.get(terms) ?? [];
  }

  /** The id to speak of: of a grant that counts or is the nearest to it; the smallest, so that the order in which they came doesn't matter. */
  spokenOf(moment: Moment): GrantId | null {
    const counting = this.at(moment);
    if (counting !== null) return counting;
    const reason = this.idle(moment);
    const near = [...this.#slots.values()].flat().filter(({ terms }) => idleReason(terms, moment) === reason);
    return near.reduce<GrantId | null>(
      (least, { part }) => (least === null || part < least ? part : least),
      null,
    );
  }

  /** Why none of them counts at this moment: the reason that is nearest to counting. Null when one does. */
  idle(moment: Moment): Idle | null {
    if (this.at(moment) !== null) return null;
    const all = [...this.#slots.values()].flatMap((held) => held.slice(0, MAX_LOOKED_AT));
    const reasons = all.map(({ terms }) => idleReason(terms, moment));
    return (['limit', 'lapsed', 'agent'] as const).find((reason) => reasons.includes(reason)) ?? 'ended';
  }
}

function grouped(holders: readonly Holder[]): Map<Terms, GrantId[]> {
  const byTerms = new Map<Terms, GrantId[]>();
  for (const { part, terms } of holders) {
    const parts = byTerms.get(terms);
    if (parts === undefined) byTerms.set(terms, [part]);
    else parts.push(part);
  }
  return byTerms;
}

/** Holders that are looked at for a reason: words for a person aren't worth more. */
const MAX_LOOKED_AT = 64;

function placeOf(held: readonly Holder[], one: Holder): number {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = held[middle];
    if (at !== undefined && byWorth(at, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Which grants hold one piece of authority, arranged so that "is it held now?" costs the same for one grant and for ten thousand.
// An expired grant equals an absent one.

import type { GrantId, Instant, SessionId } from '../contract/ids.ts';
import type { Lifetime } from '../contract/scope.ts';
import { assertNever } from './assert-never.ts';

/** The moment of judging: sessions end, instants pass. */
export type Moment = { readonly session: SessionId; readonly now: Instant };

/** Whether a single lifetime holds at this moment. */
export function isLive(lifetime: Lifetime, { session, now }: Moment): boolean {
  switch (lifetime.kind) {
    case 'always':
      return true;
    case 'until':
      return now < lifetime.at;
    case 'session':
      return lifetime.session === session;
    default:
      return assertNever(lifetime);
  }
}

/** The smaller id, so that which grant is named doesn't depend on the order in which they came. */
function first(a: GrantId | undefined | null, b: GrantId): GrantId {
  return a === undefined || a === null || b < a ? b : a;
}

export class Holders {
  #always: GrantId | null = null;
  #until: { readonly at: Instant; readonly id: GrantId } | null = null;
  readonly #sessions = new Map<SessionId, GrantId>();

  add(id: GrantId, lifetime: Lifetime): void {
    switch (lifetime.kind) {
      case 'always':
        this.#always = first(this.#always, id);
        return;
      case 'until':
        if (this.#until === null || lifetime.at > this.#until.at) this.#until = { at: lifetime.at, id };
        else if (lifetime.at === this.#until.at)
          this.#until = { at: lifetime.at, id: first(this.#until.id, id) };
        return;
      case 'session':
        this.#sessions.set(lifetime.session, first(this.#sessions.get(lifetime.session), id));
        return;
      default:
        assertNever(lifetime);
    }
  }

  /** A grant that holds at this moment, or null. */
  at({ session, now }: Moment): GrantId | null {
    if (this.#always !== null) return this.#always;
    if (this.#until !== null && now < this.#until.at) return this.#until.id;
    return this.#sessions.get(session) ?? null;
  }
}

// The grants in force, the scope compiled from them, and what has been used of them. A change takes effect on the very next call.

import type { Call } from '../../shared/contract/call.ts';
import type { GrantId, Instant, SessionId } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { compileScope, type Scope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import type { UsageLedger } from './usage-ledger.ts';

export type HeldGrantsPorts = {
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
  /** Told after each change, when the new scope is in force. */
  readonly changed: () => void;
};

export class HeldGrants {
  readonly usage: UsageLedger;
  readonly #ports: HeldGrantsPorts;
  #grants: readonly Grant[];
  #scope: Scope;

  /** `usage` knows these grants, and what the record says has been used of them. */
  constructor(grants: readonly Grant[], usage: UsageLedger, ports: HeldGrantsPorts) {
    this.#ports = ports;
    this.#grants = grants;
    this.usage = usage;
    this.#scope = this.#compile(this.#grants);
  }

  get scope(): Scope {
    return this.#scope;
  }

  /** What would be in force with these grants. Those that have lapsed by `now` cover nothing. */
  scopeWith(change: (grants: readonly Grant[]) => readonly Grant[], now: Instant): Scope {
    return this.#compile(change(this.#grants).filter(({ id }) => !this.usage.hasLapsed(id, now)));
  }

  /** Judges a call. One that is inside counts as used from here on: nothing may come between the two. */
  judge(call: Call): Verdict {
    const verdict = decide(call, this.#scope, call.at, this.usage);
    if (verdict.kind === 'inside')
      this.usage.count({ at: call.at, grants: verdict.grants, reaches: call.reaches });
    return verdict;
  }

  /** What would be decided if this were granted, too. Nothing is counted. */
  trial(call: Call, grant: Grant): Verdict {
    return decide(call, this.#compile([...this.#grants, grant]), call.at, this.usage);
  }

  has(id: GrantId): boolean {
    return this.#grants.some((grant) => grant.id === id);
  }

  add(grant: Grant, since: Instant): void {
    this.usage.add(grant, since);
    this.#change([...this.#grants, grant]);
  }

  remove(id: GrantId): void {
    this.#change(this.#grants.filter((grant) => grant.id !== id));
  }

  /** Puts a narrower grant in another's place, in one step; false, and nothing is changed, when that one isn't held any more. */
  replace(id: GrantId, narrower: Grant, since: Instant): boolean {
    if (!this.has(id)) return false;
    this.usage.takeOver(narrower, id, since);
    this.#change(this.#grants.map((grant) => (grant.id === id ? narrower : grant)));
    return true;
  }

  /** Puts an extended grant in another's place, in one step; that one may not be held any more. From now on it lapses anew. */
  extend(id: GrantId, extended: Grant, since: Instant): void {
    this.usage.add(extended, since);
    this.#change([...this.#grants.filter((grant) => grant.id !== id), extended]);
  }

  /** The grants that were given for a session end with it; whether there were any. */
  endSession(session: SessionId): boolean {
    const left = this.#grants.filter(
      ({ lifetime }) => lifetime.kind !== 'session' || lifetime.session !== session,
    );
    if (left.length === this.#grants.length) return false;
    this.#change(left);
    return true;
  }

  /** The sentence of the grant that an id stands for, its own or that of a denial in it. */
  words(id: GrantId): string {
    const named = this.#grants.find(
      (grant) => grant.id === id || grant.deny.some((denial) => denial.id === id),
    );
    return named?.words ?? id;
  }

  #change(grants: readonly Grant[]): void {
    this.#grants = grants;
    this.#scope = this.#compile(grants);
    this.#ports.changed();
  }

  #compile(grants: readonly Grant[]): Scope {
    return compileScope(grants, this.#ports.keyOf, this.#ports.protectedKeys);
  }
}

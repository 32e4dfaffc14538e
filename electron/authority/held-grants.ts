// The grants in force, and the scope compiled from them. A change takes effect on the very next call.

import type { GrantId, SessionId } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { compileScope, type Scope } from '../../shared/core/compile-scope.ts';

export type HeldGrantsPorts = {
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
  /** Told after each change, when the new scope is in force. */
  readonly changed: () => void;
};

export class HeldGrants {
  readonly #ports: HeldGrantsPorts;
  #grants: readonly Grant[];
  #scope: Scope;

  constructor(grants: readonly Grant[], ports: HeldGrantsPorts) {
    this.#ports = ports;
    this.#grants = grants;
    this.#scope = this.#compile();
  }

  get scope(): Scope {
    return this.#scope;
  }

  has(id: GrantId): boolean {
    return this.#grants.some((grant) => grant.id === id);
  }

  add(grant: Grant): void {
    this.#change([...this.#grants, grant]);
  }

  remove(id: GrantId): void {
    this.#change(this.#grants.filter((grant) => grant.id !== id));
  }

  /** The grants that were given for a session end with it. */
  endSession(session: SessionId): void {
    const left = this.#grants.filter(
      ({ lifetime }) => lifetime.kind !== 'session' || lifetime.session !== session,
    );
    if (left.length < this.#grants.length) this.#change(left);
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
    this.#scope = this.#compile();
    this.#ports.changed();
  }

  #compile(): Scope {
    return compileScope(this.#grants, this.#ports.keyOf, this.#ports.protectedKeys);
  }
}

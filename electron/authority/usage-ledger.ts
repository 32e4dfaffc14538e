// Counts what is used of the grants: calls by counter, money by spend grant, and when a grant was last used. A call counts from the moment
// it is let through, so that calls in flight are never forgotten; one whose answer is lost has been spent all the same.

import type { GrantId, Instant, Sha256 } from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { Carried, CarriedUsage } from '../../shared/contract/record-proof.ts';
import type { Grant, Limit } from '../../shared/contract/scope.ts';
import { amountSum } from '../../shared/core/read-amount.ts';
import { LAPSE_DAYS, type Usage } from '../../shared/core/usage.ts';

type Count = { calls: number; recent: readonly number[] };

const MINUTE_MS = 60_000;
const LAPSE_MS = LAPSE_DAYS * 24 * 60 * MINUTE_MS;

/** A use: the ids that the verdict named, with what the call reaches. */
export type Use = {
  readonly at: Instant;
  readonly grants: readonly GrantId[];
  readonly reaches: readonly Reach[];
};

export class UsageLedger implements Usage {
  readonly #grants = new Map<GrantId, Grant>();
  readonly #counts = new Map<string, Count>();
  readonly #spent = new Map<GrantId, string>();
  /** When each grant was given or last used, in ms. A grant that isn't here doesn't lapse. */
  readonly #touched = new Map<GrantId, number>();
  #scope: { readonly hash: Sha256; readonly grants: readonly Grant[] } | null = null;

  /** The ledger that a prune hands on. */
  static restored({ grants, usage }: Carried): UsageLedger {
    const ledger = new UsageLedger();
    for (const { grant } of grants) ledger.add(grant, null);
    if (usage.scope !== null) ledger.startScope(usage.scope.grants, usage.scope.sha256);
    for (const { counter, calls, recent } of usage.counts) ledger.#counts.set(counter, { calls, recent });
    for (const { grant, amount } of usage.spent) ledger.#spent.set(grant, amount);
    for (const { grant, at } of usage.touched) ledger.#touched.set(grant, at);
    return ledger;
  }

  /** One that counts on by itself. */
  copy(): UsageLedger {
    const copy = new UsageLedger();
    for (const [id, grant] of this.#grants) copy.#grants.set(id, grant);
    for (const [counter, count] of this.#counts) copy.#counts.set(counter, { ...count });
    for (const [grant, amount] of this.#spent) copy.#spent.set(grant, amount);
    for (const [grant, at] of this.#touched) copy.#touched.set(grant, at);
    copy.#scope = this.#scope;
    return copy;
  }

  /** What has been used of `grants` and of the scope file's, as a prune hands it on. */
  carried(grants: readonly Grant[]): CarriedUsage {
    const all = [...grants, ...(this.#scope?.grants ?? [])];
    const ids = all.flatMap((grant) => [grant, ...grant.tools, ...grant.reach].map(({ id }) => id));
    const counters = new Set(all.flatMap((grant) => grant.limits.map(({ counter }) => counter)));
    const scope = this.#scope;
    return {
      counts: [...counters].flatMap((counter) => {
        const count = this.#counts.get(counter);
        return count === undefined ? [] : [{ counter, ...count }];
      }),
      spent: [...new Set(ids)].flatMap((grant) => {
        const amount = this.#spent.get(grant);
        return amount === undefined ? [] : [{ grant, amount }];
      }),
      touched: all.flatMap(({ id }) => {
        const at = this.#touched.get(id);
        return at === undefined ? [] : [{ grant: id, at }];
      }),
      scope: scope === null ? null : { sha256: scope.hash, grants: scope.grants },
    };
  }

  /** Knows a grant from now on. `since` starts the time after which it lapses; null: it doesn't. */
  add(grant: Grant, since: Instant | null): void {
    this.#grants.set(grant.id, grant);
    for (const part of [...grant.tools, ...grant.reach]) this.#grants.set(part.id, grant);
    if (since !== null) this.#touched.set(grant.id, Date.parse(since));
  }

  /** Knows a grant that takes the place of another: it lapses when that one would have. Its counters are those of that one. */
  takeOver(grant: Grant, from: GrantId, since: Instant): void {
    this.add(grant, since);
    const touched = this.#touched.get(from);
    if (touched !== undefined) this.#touched.set(grant.id, touched);
  }

  /**
   * Takes the grants of a scope file in place of those before. What was used of them counts on as long as the file says the same, and
   * begins anew with another one. True when it is another.
   */
  startScope(grants: readonly Grant[], hash: Sha256): boolean {
    const isNew = this.#scope?.hash !== hash;
    if (isNew) this.#scope?.grants.forEach((grant) => this.#forget(grant));
    this.#scope = { hash, grants };
    for (const grant of grants) this.add(grant, null);
    return isNew;
  }

  #forget(grant: Grant): void {
    for (const { counter } of grant.limits) this.#counts.delete(counter);
    for (const { id } of [grant, ...grant.tools, ...grant.reach]) {
      this.#grants.delete(id);
      this.#spent.delete(id);
    }
  }

  /** Counts a call that is let through. */
  count({ at, grants, reaches }: Use): void {
    const ms = Date.parse(at);
    const counters = new Set<string>();
    for (const id of grants) {
      const grant = this.#grants.get(id);
      if (grant === undefined) continue;
      for (const limit of grant.limits) counters.add(limit.counter);
      const before = this.#touched.get(grant.id);
      // No call is let through by a grant that has lapsed, whatever an entry says.
      if (before !== undefined && ms - before <= LAPSE_MS + MINUTE_MS)
        this.#touched.set(grant.id, Math.max(before, ms));
      this.#spend(id, grant, reaches);
    }
    for (const counter of counters) {
      const { calls, recent } = this.#counts.get(counter) ?? { calls: 0, recent: [] };
      const kept = recent.filter((one) => one > ms - MINUTE_MS);
      this.#counts.set(counter, { calls: calls + 1, recent: [...kept, ms] });
    }
  }

  #spend(id: GrantId, grant: Grant, reaches: readonly Reach[]): void {
    const part = grant.reach.find((one) => one.id === id);
    if (part?.kind !== 'spend') return;
    const amounts = reaches.flatMap((reach) =>
      reach.kind === 'spend' && reach.currency === part.currency ? [reach.amount] : [],
    );
    this.#spent.set(id, amountSum([this.spent(id), ...amounts]));
  }

  isReached({ counter, maxCalls, perMinute }: Limit, now: Instant): boolean {
    const { calls, recent } = this.#counts.get(counter) ?? { calls: 0, recent: [] };
    if (maxCalls !== undefined && calls >= maxCalls) return true;
    if (perMinute === undefined) return false;
    const from = Date.parse(now) - MINUTE_MS;
    return recent.filter((one) => one > from).length >= perMinute;
  }

  /** Calls that were counted under a counter. */
  used(counter: string): number {
    return this.#counts.get(counter)?.calls ?? 0;
  }

  hasLapsed(grant: GrantId, now: Instant): boolean {
    const touched = this.#touched.get(grant);
    return touched !== undefined && Date.parse(now) - touched > LAPSE_MS;
  }

  spent(grant: GrantId): string {
    return this.#spent.get(grant) ?? '0';
  }
}

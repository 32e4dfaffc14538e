// What has been used of the grants is a fold of the record, like the grants themselves: every call that was let through, with the grants
// that let it.

import type { CallId, Instant } from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { UsageLedger } from './usage-ledger.ts';

export class UsageReplay {
  #ledger = new UsageLedger();
  /** What the calls reach that have no end yet. */
  readonly #waiting = new Map<CallId, readonly Reach[]>();

  get ledger(): UsageLedger {
    return this.#ledger;
  }

  take(at: Instant, body: EntryBody): void {
    switch (body.kind) {
      case 'grant':
        if (body.narrows === undefined) this.#ledger.add(body.grant, at);
        else this.#ledger.takeOver(body.grant, body.narrows, at);
        return;
      case 'scope':
        this.#ledger.startScope(body.grants, body.sha256);
        return;
      case 'prune':
        this.#ledger = UsageLedger.restored(body.carried);
        return;
      case 'call':
      case 'reading':
        if (body.verdict.kind === 'inside')
          this.#ledger.count({ at, grants: body.verdict.grants, reaches: body.reaches });
        else this.#waiting.set(body.call, body.reaches);
        return;
      case 'covered':
        this.#ledger.count({ at, grants: body.grants, reaches: this.#waiting.get(body.call) ?? [] });
        return;
      case 'refusal':
      case 'outcome':
        if (body.call !== null) this.#waiting.delete(body.call);
        return;
      default:
    }
  }
}

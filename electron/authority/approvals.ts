// The questions that wait for the user. Each settles exactly once: by an answer, by a grant made meanwhile, or by a refusal when the
// caller gave up, the prompt was lost or the broker stops. An answer is honoured only for a question that still waits and only with
// the digest of what was shown; anything else is refused and settles nothing.

import type { Refusal } from '../../shared/contract/errors.ts';
import type { GrantId, RequestId } from '../../shared/contract/ids.ts';
import type { Answer, ApprovalRequest, Decision } from '../../shared/contract/request.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';

export type Settlement =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'covered'; readonly grants: readonly GrantId[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

type Waiting = {
  readonly request: ApprovalRequest;
  /** The grants that cover the call by now, or null. */
  readonly coveredNow: () => readonly GrantId[] | null;
  readonly settle: (settlement: Settlement) => void;
};

export class Approvals {
  readonly #waiting = new Map<RequestId, Waiting>();
  readonly #changed: (requests: readonly ApprovalRequest[]) => void;

  /** `changed` hears of every change of the queue, oldest question first. */
  constructor(changed: (requests: readonly ApprovalRequest[]) => void) {
    this.#changed = changed;
  }

  ask(request: ApprovalRequest, coveredNow: Waiting['coveredNow']): Promise<Settlement> {
    return new Promise((resolve) => {
      this.#waiting.set(request.id, { request, coveredNow, settle: resolve });
      this.#tell();
    });
  }

  /** Takes the user's answer. The error is a sentence for the prompt. */
  decide(decision: Decision): Result<null, string> {
    const waiting = this.#waiting.get(decision.request);
    if (waiting === undefined)
      return err('this question no longer waits: the agent withdrew the call or it was answered');
    if (waiting.request.digest !== decision.digest)
      return err('the question has changed since it was shown: read it again');
    const { answer } = decision;
    if (answer.kind === 'remember' && !waiting.request.rungs.some((rung) => rung.kind === answer.rung)) {
      return err(`this question does not offer to remember \`${answer.rung}\``);
    }
    this.#settle(waiting, { kind: 'answered', answer });
    return ok(null);
  }

  refuse(request: RequestId, refusal: Refusal): void {
    const waiting = this.#waiting.get(request);
    if (waiting !== undefined) this.#settle(waiting, { kind: 'refused', refusal });
  }

  refuseAll(refusal: Refusal): void {
    for (const waiting of [...this.#waiting.values()]) this.#settle(waiting, { kind: 'refused', refusal });
  }

  /** Lets go of every question that the grants now in force have answered. */
  settleCovered(): void {
    for (const waiting of [...this.#waiting.values()]) {
      const grants = waiting.coveredNow();
      if (grants !== null) this.#settle(waiting, { kind: 'covered', grants });
    }
  }

  get count(): number {
    return this.#waiting.size;
  }

  #settle(waiting: Waiting, settlement: Settlement): void {
    this.#waiting.delete(waiting.request.id);
    waiting.settle(settlement);
    this.#tell();
  }

  #tell(): void {
    this.#changed([...this.#waiting.values()].map((waiting) => waiting.request));
  }
}

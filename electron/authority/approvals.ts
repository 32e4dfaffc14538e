// The questions that wait for the user. Each settles exactly once: by an answer, by a grant made meanwhile, or by a refusal when the
// caller gave up, the prompt was lost or the broker stops. An answer is honoured only for a question that still waits and only with
// the digest of what was shown; anything else is refused and settles nothing.

import type { Refusal } from '../../shared/contract/errors.ts';
import type { ServerRef } from '../../shared/contract/call.ts';
import type { GrantId, RequestId } from '../../shared/contract/ids.ts';
import type { Answer, ApprovalRequest, Decision } from '../../shared/contract/request.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';

export type Settlement =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'covered'; readonly grants: readonly GrantId[] }
  /** The user has corrected how the call is read: it has to be judged anew. */
  | { readonly kind: 'corrected' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Asked = {
  readonly about: { readonly server: ServerRef; readonly tool: string };
  /** The grants that cover the call by now, or null. Whatever it gives back has been counted as used. */
  readonly coveredNow: () => readonly GrantId[] | null;
  /** Whether nobody waits for the answer just now: the caller was told to call again. */
  readonly isPutOff: () => boolean;
  /** Why an answer can't be taken, or null. */
  readonly problemOf: (answer: Answer) => string | null;
};

type Waiting = Asked & {
  readonly request: ApprovalRequest;
  readonly settle: (settlement: Settlement) => void;
};

/** Questions that wait at once, and characters of all their arguments: more than any user looks at, and no more than fits in memory. */
const MAX_WAITING = 256;
const MAX_SIZE = 64 * 1024 * 1024;

export const TOO_MANY: Refusal = {
  code: 'withdrawn',
  reason: 'too many questions wait for the user already: call again when some are answered',
};

export class Approvals {
  readonly #waiting = new Map<RequestId, Waiting>();
  #places = 0;
  #size = 0;
  readonly #changed: (requests: readonly ApprovalRequest[]) => void;

  /** `changed` hears of every change of the queue, oldest question first. */
  constructor(changed: (requests: readonly ApprovalRequest[]) => void) {
    this.#changed = changed;
  }

  /** Takes a place among the questions for arguments of this many characters, before anything is written; the result gives it back. Null: there is none. */
  enter(size: number): (() => void) | null {
    if (this.#places >= MAX_WAITING || this.#size + size > MAX_SIZE) return null;
    this.#places += 1;
    this.#size += size;
    return () => {
      this.#places -= 1;
      this.#size -= size;
    };
  }

  ask(request: ApprovalRequest, asked: Asked): Promise<Settlement> {
    return new Promise((resolve) => {
      this.#waiting.set(request.id, { ...asked, request, settle: resolve });
      this.#tell();
    });
  }

  /** Takes the user's answer. The error is a sentence for the prompt. */
  decide(decision: Decision): Result<null, string> {
    const found = this.#shown(decision);
    if (!found.ok) return found;
    const waiting = found.value;
    const { answer } = decision;
    const problem = notOffered(waiting.request, answer) ?? waiting.problemOf(answer);
    if (problem !== null) return err(problem);
    this.#settle(waiting, { kind: 'answered', answer });
    return ok(null);
  }

  /** The tool that a waiting question is about, when what was shown is what waits. */
  about(shown: Pick<Decision, 'request' | 'digest'>): Result<Asked['about'], string> {
    const found = this.#shown(shown);
    return found.ok ? ok(found.value.about) : found;
  }

  /** The question is put anew: its tool's arguments are read differently now. */
  corrected(request: RequestId): void {
    const waiting = this.#waiting.get(request);
    if (waiting !== undefined) this.#settle(waiting, { kind: 'corrected' });
  }

  #shown({ request, digest }: Pick<Decision, 'request' | 'digest'>): Result<Waiting, string> {
    const waiting = this.#waiting.get(request);
    if (waiting === undefined)
      return err('this question no longer waits: the agent withdrew the call or it was answered');
    if (waiting.request.digest !== digest)
      return err('the question has changed since it was shown: read it again');
    return ok(waiting);
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

  /** Those whose callers were told to call again. */
  get putOff(): readonly RequestId[] {
    return [...this.#waiting.values()].filter((one) => one.isPutOff()).map(({ request }) => request.id);
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

function notOffered(request: ApprovalRequest, answer: Answer): string | null {
  if (answer.kind !== 'remember') return null;
  const offered = new Set(request.excess.flatMap((excess) => excess.rungs.map((rung) => rung.id)));
  const odd = answer.rungs.find((rung) => !offered.has(rung));
  if (odd !== undefined) return `this question does not offer to remember \`${odd}\``;
  if (!request.lifetimes.includes(answer.lifetime))
    return `this question does not offer to remember it for \`${answer.lifetime}\``;
  return request.rememberable ? null : 'this can only be allowed once';
}

// Calls that Remit makes itself to see that they are stopped. Each carries words that nobody can guess; a call with these words in its
// arguments is refused, whoever makes it and on whichever way it comes, and that is all the words can do.

import { randomBytes } from 'node:crypto';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { Subject } from './judged-subject.ts';

export const CANARY: Refusal = {
  code: 'canary',
  reason: 'Remit made this call itself to see that it is stopped: it was',
};

/** Where a call has to come out to count: on another way it is refused, and proves nothing. */
export type CanaryPlace = { readonly server: string; readonly agent: string | null };

type Issued = { readonly place: CanaryPlace; isStopped: boolean };

/** Words that were used stay refused, as long as the process runs; there are as many as the user has asked for proofs. */
const MAX_SPENT = 10_000;

export class Canaries {
  readonly #issued = new Map<string, Issued>();
  readonly #spent = new Set<string>();

  /** New words for one call. */
  issue(place: CanaryPlace): string {
    const nonce = `remit-canary-${randomBytes(32).toString('hex')}`;
    this.#issued.set(nonce, { place, isStopped: false });
    return nonce;
  }

  /** Whether arguments carry such words: the call must go nowhere, and no server needs to start for it. */
  isIn(argsText: string): boolean {
    return this.#find(argsText) !== null;
  }

  /** Whether the call is one of them; where it came out is noted. */
  stops({ argsText, server, agent }: Pick<Subject, 'argsText' | 'server' | 'agent'>): boolean {
    const nonce = this.#find(argsText);
    if (nonce === null) return false;
    const issued = this.#issued.get(nonce);
    if (issued === undefined) return true;
    const { place } = issued;
    if (place.server === server.name && (place.agent === null || place.agent === agent.name))
      issued.isStopped = true;
    return true;
  }

  /** Ends a call's words: true when exactly they were seen, in their place, and refused. */
  settle(nonce: string): boolean {
    const issued = this.#issued.get(nonce);
    this.#issued.delete(nonce);
    this.#spent.add(nonce);
    const [oldest] = this.#spent;
    if (this.#spent.size > MAX_SPENT && oldest !== undefined) this.#spent.delete(oldest);
    return issued?.isStopped ?? false;
  }

  #find(argsText: string): string | null {
    const found = argsText.match(/remit-canary-[0-9a-f]{64}/g) ?? [];
    return found.find((one) => this.#issued.has(one) || this.#spent.has(one)) ?? null;
  }
}

// The states by which clients of the stateless revisions wait on, round by round. Nobody can guess one, each counts once, and only for
// the agent, connection, server, tool and arguments that it was made for.

import { randomBytes } from 'node:crypto';
import { canonicalText } from '../../shared/core/canonical-text.ts';
import { ownState, type Carried } from '../../shared/core/request-state.ts';
import type { Subject } from '../authority/judged-subject.ts';
import { sha256 } from '../authority/sha256.ts';

/** Rounds after which the client is told to call again instead: SDKs follow ten, and the server may want some. */
export const MAX_ROUNDS = 8;
const MAX_STATES = 1024;
/** Characters of all that is carried. */
const MAX_SIZE = 32 * 1024 * 1024;

/** `carried` is what the first request had for the server; `count`, how many rounds it is. */
export type Round = { readonly carried: Carried; readonly count: number };

export class WaitingRounds {
  readonly #rounds = new Map<string, Round & { readonly of: string }>();
  #size = 0;

  /** Begins a round and names its state; null when there were enough. */
  begin(subject: Subject, { carried, count }: Round): string | null {
    if (count >= MAX_ROUNDS) return null;
    const state = ownState(randomBytes(32).toString('hex'));
    this.#rounds.set(state, { of: whose(subject), carried, count: count + 1 });
    this.#size += sizeOf(carried);
    for (const oldest of this.#rounds.keys()) {
      if (this.#rounds.size <= MAX_STATES && this.#size <= MAX_SIZE) break;
      this.#drop(oldest);
    }
    return state;
  }

  /** The round that a state belongs to; null for a state that wasn't given out for this call, or was used. */
  take(state: string, subject: Subject): Round | null {
    const round = this.#rounds.get(state);
    if (round === undefined || round.of !== whose(subject)) return null;
    this.#drop(state);
    return round;
  }

  #drop(state: string): void {
    const round = this.#rounds.get(state);
    if (round !== undefined && this.#rounds.delete(state)) this.#size -= sizeOf(round.carried);
  }
}

function sizeOf({ requestState, inputResponses }: Carried): number {
  return (requestState?.length ?? 0) + (inputResponses?.length ?? 0);
}

/** Equal for the same call of the same agent on the same connection. */
export function whose({ session, agent, server, tool, args }: Subject): string {
  return sha256(JSON.stringify([session, agent.name, server.identity, tool, canonicalText(args)]));
}

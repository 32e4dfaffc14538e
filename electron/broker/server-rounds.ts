// A server may ask for more before it answers a call (MCP 2026-07-28: `input_required`). The client's next request takes the same call up
// again: it is a part of what was allowed, and passes once for each time that the server asked.

import type { Call } from '../../shared/contract/call.ts';
import type { Authority } from '../authority/authority.ts';
import type { Ruling, Subject } from '../authority/judged-subject.ts';
import { whose } from './waiting-rounds.ts';

const MAX_OPEN = 256;
/** Characters of the arguments of all of them. */
const MAX_SIZE = 64 * 1024 * 1024;

type Open = {
  readonly of: string;
  readonly state: string | null;
  readonly call: Call;
  readonly withdrawals: number;
};

export class ServerRounds {
  readonly #authority: Authority;
  readonly #open = new Set<Open>();

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  /** The server has answered a call with `input_required` and this state. */
  began(subject: Subject, call: Call, state: string | null): void {
    this.#open.add({ of: whose(subject), state, call, withdrawals: this.#authority.withdrawals });
    let size = [...this.#open].reduce((sum, one) => sum + one.call.argsText.length, 0);
    for (const oldest of this.#open) {
      if (this.#open.size <= MAX_OPEN && size <= MAX_SIZE) break;
      this.#open.delete(oldest);
      size -= oldest.call.argsText.length;
    }
  }

  /** Lets the next request of such a call through; null for any other, which has to be judged. */
  async pass(subject: Subject, state: string | null): Promise<Ruling | null> {
    if (this.#open.size === 0) return null;
    const of = whose(subject);
    const open = [...this.#open].find((one) => one.of === of && one.state === state);
    if (open === undefined) return null;
    this.#open.delete(open);
    if (open.withdrawals !== this.#authority.withdrawals) return null;
    return this.#authority.passes.resume(open.call, subject, 'continuation');
  }
}

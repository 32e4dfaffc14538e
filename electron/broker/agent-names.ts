// The names of agents that have a credential are theirs: who connects without one can't go by them.

import type { Agent } from '../../shared/contract/call.ts';
import { callWait, isSameAgent } from '../../shared/core/known-agent.ts';
import { protectedAgents } from './agent-store.ts';

export class AgentNames {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Whether a name is that of an agent with a credential, however it is written. Where the list can't be read, every name may be. */
  readonly isProtected = (name: string): boolean => {
    const agents = protectedAgents(this.#dataDir);
    return !agents.ok || agents.value.some((one) => isSameAgent(one, name));
  };

  /** The name of an agent that shows no credential, from what it says of itself. It is never that of one that has a credential. */
  readonly unproved = (name: string): string => (this.isProtected(name) ? `${name} (unconfirmed)` : name);

  /** Seconds that an agent waits for the answer to a call. */
  readonly waitOf = ({ name, claims }: Agent): number =>
    this.isProtected(name) ? callWait(name, true) : callWait(claims?.name ?? name, false);
}

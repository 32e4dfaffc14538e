import type { Introduction } from '../../shared/contract/agents.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';

/** Agents that aren't known by a credential name themselves: one that takes a new name for each call is not announced for ever. */
const MAX_AGENTS = 200;
/** Of this run so many are kept to be shown. */
const MAX_TOLD = 20;

export type Known = {
  /** Agents that have made a call before. */
  readonly agents: ReadonlySet<string>;
  /** Servers whose tools have been listed before. */
  readonly servers: ReadonlySet<string>;
};

/**
 * Says of agents and servers that they are new, once, when they first do something: clients start servers that they never use. What is known
 * comes from the record, so that once is once over restarts, too.
 */
export class Introductions {
  readonly #agents: Set<string>;
  readonly #servers: Set<string>;
  #told: readonly Introduction[] = [];

  constructor({ agents, servers }: Known) {
    this.#agents = new Set(agents);
    this.#servers = new Set(servers);
  }

  /** Those of this run, oldest first. */
  get told(): readonly Introduction[] {
    return this.#told;
  }

  /** An agent makes a call. */
  call(agent: string): void {
    if (this.#agents.has(agent) || this.#agents.size >= MAX_AGENTS) return;
    this.#agents.add(agent);
    this.#tell({ kind: 'agent', agent: agent.slice(0, 100) });
  }

  /** A server has listed its tools; `noted` is what the record takes of it. */
  listed(server: ServerName, tools: number, noted: readonly EntryBody[]): void {
    if (!this.#servers.has(server)) {
      if (tools === 0) return;
      this.#servers.add(server);
      this.#tell({ kind: 'server', server, tools });
      return;
    }
    const changed = noted.flatMap((one) =>
      one.kind === 'definition' && one.standing === 'changed' ? [one.tool] : [],
    );
    if (changed.length > 0) this.#tell({ kind: 'tools-changed', server, tools: changed.slice(0, 50) });
  }

  #tell(one: Introduction): void {
    this.#told = [...this.#told, one].slice(-MAX_TOLD);
  }
}

// What the app's window and the command line ask about the agents on this machine.

import type {
  AgentsView,
  AgentView,
  Proof,
  ProtectDone,
  ProtectOrder,
  ProtectPlan,
} from '../../shared/contract/agents.ts';
import type { CoverageFinding } from '../../shared/contract/coverage.ts';
import type { Sha256 } from '../../shared/contract/ids.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import type { Authority } from '../authority/authority.ts';
import { coverageOf } from '../clients/coverage-of.ts';
import { isInstalled, type Surroundings } from '../clients/find-files.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import type { KnownClient } from '../clients/known-client.ts';
import { CoverageWatch } from './coverage-watch.ts';
import { addedProjects, keepProject, surroundingsWithProjects } from './project-list.ts';
import { proofsOf } from './proof-list.ts';
import { ProtectDesk } from './protect-desk.ts';
import { protectPorts } from './protect-ports.ts';
import { proveClient } from './prover.ts';
import { signInsOf } from './sign-in-list.ts';

export type AgentsDeskPorts = {
  readonly dir: string;
  readonly authority: Pick<Authority, 'canaries' | 'note'>;
  readonly changed: () => void;
};

export class AgentsDesk {
  readonly #ports: AgentsDeskPorts;
  readonly #protect: ProtectDesk;
  readonly #watch: CoverageWatch;
  readonly #now = (): Date => new Date();
  #version = 0;
  /** This machine as it was last looked at: which projects there are takes reading. */
  #last: Surroundings | null = null;
  /** One at a time: each proof starts programs. */
  #proving: Promise<unknown> = Promise.resolve();
  /** Those that have not begun yet: whoever asks for the same waits along, so that no number of questions makes a longer queue. */
  readonly #queued = new Map<string, Promise<readonly Proof[]>>();

  constructor(ports: AgentsDeskPorts) {
    this.#ports = ports;
    const { dir, authority } = ports;
    this.#protect = new ProtectDesk({ dir, ports: () => protectPorts(dir, this.#around()) });
    this.#watch = new CoverageWatch({
      dir,
      authority,
      around: () => this.#around(),
      lastAround: () => this.#last ?? this.#around(),
      protection: () => protectPorts(dir, this.#around()).protection,
      now: this.#now,
      changed: () => this.#changed(),
    });
  }

  /** Changes with what the agents' files say. */
  get version(): number {
    return this.#version;
  }

  get findings(): readonly CoverageFinding[] {
    return this.#watch.findings;
  }

  watch(): void {
    this.#watch.start();
  }

  stop(): void {
    this.#watch.stop();
  }

  view(): AgentsView {
    const { dir } = this.#ports;
    const around = this.#around();
    const proofs = proofsOf(dir);
    const index = protectPorts(dir, around).protection.index();
    const kept = new Set(index.ok ? index.value.changes.map(({ client }) => client) : []);
    const added = new Set(addedProjects(dir));
    return {
      agents: knownClients.map((client): AgentView => ({
        id: client.id,
        name: client.name,
        isInstalled: isInstalled(client, around),
        isProtected: kept.has(client.id),
        reload: client.reload,
        rows: coverageOf(client, around, proofs),
      })),
      signIns: signInsOf(dir, this.#now()),
      projects: around.projects.map((folder) => ({ folder, isAdded: added.has(folder) })),
    };
  }

  plan(order: ProtectOrder): Result<ProtectPlan, string> {
    return this.#protect.plan(order);
  }

  apply(order: ProtectOrder, digest: Sha256): Result<ProtectDone, string> {
    const done = this.#protect.apply(order, digest);
    this.#watch.look();
    this.#changed();
    return done;
  }

  /** Makes calls on all ways of an agent that must be stopped. */
  async prove(id: string): Promise<readonly Proof[]> {
    const client = knownClients.find((one) => one.id === id);
    return client === undefined ? [] : (this.#queued.get(client.id) ?? this.#queue(client));
  }

  #queue(client: KnownClient): Promise<readonly Proof[]> {
    const { dir, authority } = this.#ports;
    const proving = this.#proving.then(async () => {
      this.#queued.delete(client.id);
      const proofs = await proveClient(client, this.#around(), { dir, authority, now: this.#now });
      this.#changed();
      return proofs;
    });
    this.#queued.set(client.id, proving);
    this.#proving = proving.catch(() => undefined);
    return proving;
  }

  keepProject(folder: string, on: boolean): Result<null, string> {
    if (on && folder === this.#around().home) return err('your home is no project: pick the folder of one');
    const kept = keepProject(this.#ports.dir, folder, on);
    this.#watch.look();
    this.#changed();
    return kept;
  }

  leaveFinding(id: string): void {
    this.#watch.leave(id);
  }

  #around(): Surroundings {
    this.#last = surroundingsWithProjects(this.#ports.dir);
    return this.#last;
  }

  #changed(): void {
    this.#version += 1;
    this.#ports.changed();
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AgentsView,
  AgentView,
  Proof,
  ProtectDone,
  ProtectOrder,
  ProtectPlan,
} from '../../shared/contract/agents.ts';
import type { AppBridge } from '../../shared/contract/ipc.ts';

/**
 * A change of agents' files on its way: it is worked out, shown, made, and told of. `titled` names whose files they are.
 */
export type Considered = { readonly order: ProtectOrder; readonly titled: string } & (
  | { readonly step: 'planning' }
  | { readonly step: 'shown'; readonly plan: ProtectPlan }
  | { readonly step: 'working'; readonly plan: ProtectPlan }
  | { readonly step: 'done'; readonly done: ProtectDone }
  | { readonly step: 'failed'; readonly problem: string }
);

/** What Agents shows: every agent with its ways, and the change that is considered. */
export type AgentsState = {
  /** Null until it is read. */
  readonly view: AgentsView | null;
  /** Why it can't be read. */
  readonly problem: string | null;
  readonly considered: Considered | null;
  /** The agent whose ways are being tried, and what came of the last trial of each. */
  readonly proving: string | null;
  readonly proofs: ReadonlyMap<string, readonly Proof[]>;
  /** What the last action did, or why it failed. */
  readonly notice: string | null;
  /** The window is looked at from now on: it is read, and kept fresh until `leave`. */
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
  /** Shows what protecting or unprotecting these would change. */
  readonly consider: (agents: readonly AgentView[], undo: boolean) => Promise<void>;
  readonly giveUp: () => void;
  /** Makes the change that is shown. */
  readonly apply: () => Promise<void>;
  readonly prove: (agent: string) => Promise<void>;
  readonly addProject: () => Promise<void>;
  readonly removeProject: (folder: string) => Promise<void>;
  readonly leaveFinding: (id: string) => Promise<void>;
  /** What the agents' files say is something else now. */
  readonly grown: () => void;
};

export type AgentsStore = StoreApi<AgentsState>;
type Set = (part: Partial<AgentsState>) => void;
type Get = () => AgentsState;

export function createAgentsStore(bridge: AppBridge): AgentsStore {
  let isOpen = false;
  return createStore<AgentsState>()((set, get) => ({
    view: null,
    problem: null,
    considered: null,
    proving: null,
    proofs: new Map(),
    notice: null,
    enter: async () => {
      isOpen = true;
      set({ notice: null });
      await refresh(bridge, set);
    },
    leave: () => {
      isOpen = false;
    },
    consider: (agents, undo) => consider(bridge, set, get, agents, undo),
    giveUp: () => set({ considered: null }),
    apply: () => apply(bridge, set, get),
    prove: (agent) => prove(bridge, set, get, agent),
    addProject: async () => {
      const reply = await bridge.invoke('app:add-project', null);
      set({ notice: reply.ok ? sentence(reply.value.problem) : sentence(reply.problem) });
    },
    removeProject: async (folder) => {
      const reply = await bridge.invoke('app:remove-project', { folder });
      set({ notice: reply.ok ? sentence(reply.value.problem) : sentence(reply.problem) });
    },
    leaveFinding: async (id) => {
      const reply = await bridge.invoke('app:leave-finding', { id });
      if (!reply.ok) set({ notice: sentence(reply.problem) });
    },
    grown: () => {
      if (isOpen) void refresh(bridge, set);
    },
  }));
}

async function refresh(bridge: AppBridge, set: Set): Promise<void> {
  const reply = await bridge.invoke('app:agents', null);
  set(reply.ok ? { view: reply.value, problem: null } : { problem: reply.problem });
}

async function consider(
  bridge: AppBridge,
  set: Set,
  get: Get,
  agents: readonly AgentView[],
  undo: boolean,
): Promise<void> {
  const order: ProtectOrder = { agents: agents.map(({ id }) => id), undo };
  const [only] = agents;
  const titled = agents.length === 1 && only !== undefined ? only.name : `${agents.length} agents`;
  const planning: Considered = { order, titled, step: 'planning' };
  set({ considered: planning, notice: null });
  const reply = await bridge.invoke('app:protect-plan', order);
  if (get().considered !== planning) return;
  set({
    considered: reply.ok
      ? { order, titled, step: 'shown', plan: reply.value }
      : { order, titled, step: 'failed', problem: reply.problem },
  });
}

async function apply(bridge: AppBridge, set: Set, get: Get): Promise<void> {
  const { considered } = get();
  if (considered?.step !== 'shown') return;
  const { order, titled, plan } = considered;
  set({ considered: { order, titled, plan, step: 'working' } });
  const reply = await bridge.invoke('app:protect-apply', { order, digest: plan.digest });
  // What was tried before the change says nothing of what is there now.
  const proofs = new Map([...get().proofs].filter(([agent]) => !order.agents.includes(agent)));
  set({
    proofs,
    considered: reply.ok
      ? { order, titled, step: 'done', done: reply.value }
      : { order, titled, step: 'failed', problem: reply.problem },
  });
  await refresh(bridge, set);
}

async function prove(bridge: AppBridge, set: Set, get: Get, agent: string): Promise<void> {
  if (get().proving !== null) return;
  set({ proving: agent, notice: null });
  const reply = await bridge.invoke('app:prove', { agent });
  const proofs = new Map(get().proofs);
  if (reply.ok) proofs.set(agent, reply.value);
  set({ proving: null, proofs, notice: reply.ok ? null : sentence(reply.problem) });
  await refresh(bridge, set);
}

function sentence(problem: string | null): string | null {
  return problem === null ? null : `${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`;
}

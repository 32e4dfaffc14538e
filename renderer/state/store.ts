import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppBridge, InvokeChannel, InvokePayload, InvokeReply } from '../../shared/contract/ipc.ts';
import type { Setting } from '../../shared/contract/record-setting.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { AgentsStore } from './agents-store.ts';
import type { AuthorityStore } from './authority-store.ts';
import type { HistoryStore } from './history-store.ts';
import { brokerOf, viewForHealth } from './record-trouble.ts';

export type View = 'start' | 'history' | 'authority' | 'agents' | 'settings' | 'record';

/** What the window knows: main's snapshot, and which view is shown. History has a state of its own. */
export type AppState = {
  readonly snapshot: Snapshot | null;
  /** Null until it is known whether there is anything to show in History. */
  readonly view: View | null;
  /** Why the last action failed, until the next. */
  readonly problem: string | null;
  /** Where the old record lies since a new one has begun, until the user has read it. */
  readonly begun: string | null;
  /** A new record is being begun: what becomes of it is shown where that was asked for. */
  readonly isBeginning: boolean;
  readonly showView: (view: View) => void;
  readonly pauseAll: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly tryIt: () => Promise<void>;
  readonly showWaiting: () => Promise<void>;
  /** Why the choice is not in force; null when it is. */
  readonly setSetting: (setting: Setting) => Promise<string | null>;
  /** Why there is no new record; null when there is. */
  readonly beginRecord: () => Promise<string | null>;
  readonly closeBegun: () => void;
};

/** The states of views that have one of their own. */
type Others = {
  readonly history: HistoryStore;
  readonly authority: AuthorityStore;
  readonly agents: AgentsStore;
};

type AppChannel = Extract<InvokeChannel, `app:${string}`>;

type Actions = Omit<AppState, 'snapshot' | 'view' | 'problem' | 'begun' | 'isBeginning'>;
type RecordActions = Pick<Actions, 'setSetting' | 'beginRecord' | 'closeBegun'>;
type Store = Pick<StoreApi<AppState>, 'getState' | 'setState'>;

/** Makes the store and keeps it fed. `bridge` is main; the others are told when what they show has changed. */
export function createAppStore(bridge: AppBridge, others: Others): StoreApi<AppState> {
  const store = createStore<AppState>()((setState, getState) => ({
    snapshot: null,
    view: null,
    problem: null,
    begun: null,
    isBeginning: false,
    ...actions(bridge, { getState, setState }),
  }));
  bridge.onShow(({ view }) => store.setState({ view }));
  bridge.onSnapshot((snapshot) => take(bridge, store, others, snapshot));
  void bridge.invoke('app:snapshot', null).then((reply) => {
    if (reply.ok) take(bridge, store, others, reply.value);
  });
  return store;
}

function actions(bridge: AppBridge, store: Store): Actions {
  const { setState: set } = store;
  const ask = async <C extends AppChannel>(
    channel: C,
    payload: InvokePayload<C>,
  ): Promise<InvokeReply<C> | null> => {
    const reply = await bridge.invoke(channel, payload);
    set({ problem: reply.ok ? null : reply.problem });
    return reply.ok ? reply.value : null;
  };
  const tell = async (channel: AppChannel, payload: InvokePayload<AppChannel>): Promise<void> => {
    await ask(channel, payload);
  };
  return {
    showView: (view) => set({ view }),
    pauseAll: () => tell('app:pause', { on: true }),
    resume: () => tell('app:pause', { on: false }),
    tryIt: () => tell('app:try-it', null),
    showWaiting: () => tell('app:show-waiting', null),
    ...recordActions(bridge, store),
  };
}

/** Their problems stand by what was pressed, and not in the banner. */
function recordActions(bridge: AppBridge, { setState: set }: Store): RecordActions {
  return {
    setSetting: async (setting) => {
      const reply = await bridge.invoke('app:set-setting', setting);
      return reply.ok ? reply.value.problem : reply.problem;
    },
    beginRecord: async () => {
      set({ isBeginning: true });
      const reply = await bridge.invoke('app:begin-record', null);
      set({ isBeginning: false, begun: reply.ok ? reply.value.aside : null });
      if (!reply.ok) return reply.problem;
      return reply.value.problem;
    },
    closeBegun: () => set({ begun: null, view: 'history' }),
  };
}

function take(
  bridge: AppBridge,
  store: StoreApi<AppState>,
  { history, authority, agents }: Others,
  snapshot: Snapshot,
): void {
  const { snapshot: before, view, begun, isBeginning } = store.getState();
  const shown = viewForHealth(before, snapshot, { view, isKept: isBeginning || begun !== null });
  store.setState(shown === null ? { snapshot } : { snapshot, view: shown });
  if (snapshot.guard.kind !== 'up') return;
  const { head, proof } = snapshot.guard.broker;
  const known = brokerOf(before);
  if (known?.agents.version !== snapshot.guard.broker.agents.version) agents.getState().grown();
  if (known?.head !== head) authority.getState().grown();
  if (known?.proof?.record !== proof?.record || known === null) void history.getState().takeFresh();
  else if (known.head !== head) history.getState().grown();
  if (store.getState().view === null) void showFirst(bridge, store);
}

/** Nothing has happened yet: the first-run page says what to do. */
async function showFirst(bridge: AppBridge, store: StoreApi<AppState>): Promise<void> {
  const reply = await bridge.invoke('app:history', { filter: [], upTo: null, offset: 0, limit: 1 });
  if (store.getState().view !== null) return;
  const isNew = reply.ok && reply.value.total === 0 && reply.value.behind === 0;
  store.setState({ view: isNew ? 'start' : 'history' });
}

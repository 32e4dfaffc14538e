import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppBridge, InvokeChannel, InvokePayload, InvokeReply } from '../../shared/contract/ipc.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { AuthorityStore } from './authority-store.ts';
import type { HistoryStore } from './history-store.ts';

export type View = 'start' | 'history' | 'authority';

/** What the window knows: main's snapshot, and which view is shown. History has a state of its own. */
export type AppState = {
  readonly snapshot: Snapshot | null;
  /** Null until it is known whether there is anything to show in History. */
  readonly view: View | null;
  /** Why the last action failed, until the next. */
  readonly problem: string | null;
  readonly showView: (view: View) => void;
  readonly pauseAll: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly tryIt: () => Promise<void>;
  readonly showWaiting: () => Promise<void>;
};

type AppChannel = Extract<InvokeChannel, `app:${string}`>;

type Actions = Pick<AppState, 'showView' | 'pauseAll' | 'resume' | 'tryIt' | 'showWaiting'>;
type Store = Pick<StoreApi<AppState>, 'getState' | 'setState'>;

/** Makes the store and keeps it fed. `bridge` is main; `history` and `authority` are told when the record has grown. */
export function createAppStore(
  bridge: AppBridge,
  history: HistoryStore,
  authority: AuthorityStore,
): StoreApi<AppState> {
  const store = createStore<AppState>()((setState, getState) => ({
    snapshot: null,
    view: null,
    problem: null,
    ...actions(bridge, { getState, setState }),
  }));
  const others = { history, authority };
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
  };
}

type Others = { readonly history: HistoryStore; readonly authority: AuthorityStore };

function take(
  bridge: AppBridge,
  store: StoreApi<AppState>,
  { history, authority }: Others,
  snapshot: Snapshot,
): void {
  const before = store.getState().snapshot;
  store.setState({ snapshot });
  if (snapshot.guard.kind !== 'up') return;
  const { head } = snapshot.guard.broker;
  if (before?.guard.kind !== 'up' || before.guard.broker.head !== head) authority.getState().grown();
  if (before?.guard.kind !== 'up') void history.getState().takeFresh();
  else if (before.guard.broker.head !== head) history.getState().grown();
  if (store.getState().view === null) void showFirst(bridge, store);
}

/** Nothing has happened yet: the first-run page says what to do. */
async function showFirst(bridge: AppBridge, store: StoreApi<AppState>): Promise<void> {
  const reply = await bridge.invoke('app:history', { filter: [], upTo: null, offset: 0, limit: 1 });
  if (store.getState().view !== null) return;
  const isNew = reply.ok && reply.value.total === 0 && reply.value.behind === 0;
  store.setState({ view: isNew ? 'start' : 'history' });
}

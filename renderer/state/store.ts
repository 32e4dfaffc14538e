import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallDetail, CallRow } from '../../shared/contract/history.ts';
import type { CallId, GrantId } from '../../shared/contract/ids.ts';
import type { AppBridge, InvokeChannel, InvokePayload, InvokeReply } from '../../shared/contract/ipc.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';

export type View = 'start' | 'history' | 'authority';

export type Rows =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'there'; readonly rows: readonly CallRow[]; readonly more: boolean };

/** What the window knows: main's snapshot, the pages of History read so far, and what the user looks at. */
export type AppState = {
  readonly snapshot: Snapshot | null;
  /** Null until it is known whether there is anything to show in History. */
  readonly view: View | null;
  readonly rows: Rows;
  readonly selected: CallId | null;
  readonly detail: CallDetail | null;
  /** Why the last action failed, until the next. */
  readonly problem: string | null;
  readonly showView: (view: View) => void;
  readonly loadNewest: () => Promise<void>;
  readonly loadOlder: () => Promise<void>;
  readonly openCall: (call: CallId | null) => Promise<void>;
  readonly revokeGrant: (grant: GrantId) => Promise<void>;
  readonly pauseAll: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly tryIt: () => Promise<void>;
  readonly showWaiting: () => Promise<void>;
};

const PAGE = 100;
type AppChannel = Extract<InvokeChannel, `app:${string}`>;

type Actions = Pick<
  AppState,
  | 'showView'
  | 'loadNewest'
  | 'loadOlder'
  | 'openCall'
  | 'revokeGrant'
  | 'pauseAll'
  | 'resume'
  | 'tryIt'
  | 'showWaiting'
>;
type Store = Pick<StoreApi<AppState>, 'getState' | 'setState'>;

/** Makes the store and keeps it fed. `bridge` is main. */
export function createAppStore(bridge: AppBridge): StoreApi<AppState> {
  const store = createStore<AppState>()((setState, getState) => ({
    snapshot: null,
    view: null,
    rows: { kind: 'loading' },
    selected: null,
    detail: null,
    problem: null,
    ...actions(bridge, { getState, setState }),
  }));
  bridge.onSnapshot((snapshot) => take(store, snapshot));
  void bridge.invoke('app:snapshot', null).then((reply) => {
    if (reply.ok) take(store, reply.value);
  });
  return store;
}

function actions(bridge: AppBridge, store: Store): Actions {
  const { getState: get, setState: set } = store;
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
    loadNewest: () => loadNewest(bridge, store),
    loadOlder: () => loadOlder(bridge, store),
    openCall: async (call) => {
      set({ selected: call, detail: null });
      if (call === null) return;
      const detail = await ask('app:detail', { call });
      if (get().selected === call) set({ detail });
    },
    revokeGrant: async (grant) => {
      const reply = await ask('app:revoke', { grant });
      if (reply !== null) set({ problem: reply.problem });
    },
    pauseAll: () => tell('app:pause', { on: true }),
    resume: () => tell('app:pause', { on: false }),
    tryIt: () => tell('app:try-it', null),
    showWaiting: () => tell('app:show-waiting', null),
  };
}

async function loadOlder(bridge: AppBridge, { getState, setState }: Store): Promise<void> {
  const { rows } = getState();
  if (rows.kind !== 'there' || !rows.more) return;
  const upTo = rows.rows[0]?.seq ?? null;
  const query = { filter: [], upTo, offset: rows.rows.length, limit: PAGE };
  const reply = await bridge.invoke('app:history', query);
  if (!reply.ok) {
    setState({ problem: reply.problem });
    return;
  }
  const all = [...rows.rows, ...reply.value.rows];
  setState({ rows: { kind: 'there', rows: all, more: all.length < reply.value.total } });
}

async function loadNewest(bridge: AppBridge, { getState, setState }: Store): Promise<void> {
  const reply = await bridge.invoke('app:history', { filter: [], upTo: null, offset: 0, limit: PAGE });
  if (!reply.ok) {
    setState({ rows: { kind: 'failed', problem: reply.problem } });
    return;
  }
  const rows = withOlder(reply.value.rows, getState().rows);
  setState({ rows: { kind: 'there', rows, more: rows.length < reply.value.total } });
}

/** The newest page put before the older rows that are known already. */
function withOlder(newest: readonly CallRow[], before: Rows): readonly CallRow[] {
  const oldest = newest.at(-1);
  if (before.kind !== 'there' || oldest === undefined) return newest;
  return [...newest, ...before.rows.filter((row) => row.seq < oldest.seq)];
}

function take(store: StoreApi<AppState>, snapshot: Snapshot): void {
  const before = store.getState().snapshot;
  store.setState({ snapshot });
  if (snapshot.guard.kind !== 'up') return;
  const { head } = snapshot.guard.broker;
  const isFirst = before?.guard.kind !== 'up';
  if (isFirst || before.guard.broker.head !== head) {
    const { loadNewest, selected, openCall } = store.getState();
    void loadNewest().then(() => {
      const { rows, view } = store.getState();
      if (view !== null) return;
      // Nothing has happened yet: the first-run page says what to do.
      const isNew = rows.kind === 'there' && rows.rows.length === 0;
      store.setState({ view: isNew ? 'start' : 'history' });
    });
    if (selected !== null) void openCall(selected);
  }
}

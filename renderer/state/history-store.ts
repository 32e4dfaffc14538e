import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallDetail, HistoryFilter } from '../../shared/contract/history.ts';
import type { CallId } from '../../shared/contract/ids.ts';
import type { AppBridge, Envelope } from '../../shared/contract/ipc.ts';
import type { SavedFilter, SavedFilters } from '../../shared/contract/saved-filter.ts';
import { parseFilter, filterText, type FilterProblem } from '../../shared/core/history-filter.ts';
import { CallPages } from './call-pages.ts';
import { GroupLines } from './group-lines.ts';
import type { GroupBy, Lines } from './lines.ts';
import { NOTHING_PICKED, type Picked } from './picked.ts';
import { Summaries } from './summaries.ts';

export type HistoryTab = 'calls' | 'touched';
export type Grouping = 'none' | GroupBy;

/** What History shows: the filter, the lines that it finds, and what the user looks at. */
export type HistoryState = {
  /** The text of the search field; `filter` is what of it was last in order and asked for. */
  readonly text: string;
  readonly filter: HistoryFilter;
  readonly problem: FilterProblem | null;
  readonly tab: HistoryTab;
  readonly grouping: Grouping;
  readonly lines: Lines;
  readonly summaries: Summaries;
  readonly picked: Picked;
  /** Whether the top of the list is in sight: new calls may come in there. */
  readonly atTop: boolean;
  readonly opened: CallId | null;
  readonly detail: CallDetail | null;
  readonly saved: readonly SavedFilter[];
  /** What the last action did, or why it failed. */
  readonly notice: string | null;
  readonly write: (text: string) => void;
  /** Reads the text; when it is in order, its filter is in force from then on. */
  readonly apply: (text: string) => void;
  readonly filterBy: (filter: HistoryFilter) => void;
  readonly showTab: (tab: HistoryTab) => void;
  readonly groupBy: (grouping: Grouping) => void;
  readonly pick: (picked: Picked) => void;
  readonly noteTop: (atTop: boolean) => void;
  readonly takeFresh: () => Promise<void>;
  readonly open: (call: CallId | null) => Promise<void>;
  readonly save: (filters: readonly SavedFilter[]) => Promise<void>;
  readonly say: (notice: string | null) => void;
  /** The record has grown. */
  readonly grown: () => void;
};

export type HistoryStore = StoreApi<HistoryState>;

/** Makes the state of History, and reads the first page. `bridge` is main. */
export function createHistoryStore(bridge: AppBridge): HistoryStore {
  const store = createStore<HistoryState>()((set, get) => ({
    text: '',
    filter: [],
    problem: null,
    tab: 'calls',
    grouping: 'none',
    lines: new CallPages(bridge, [], () => isIdle(get())),
    summaries: new Summaries(bridge, []),
    picked: NOTHING_PICKED,
    atTop: true,
    opened: null,
    detail: null,
    saved: [],
    notice: null,
    write: (text) => set({ text, problem: null }),
    ...filterActions(bridge, set, get),
    showTab: (tab) => set({ tab }),
    pick: (picked) => set({ picked }),
    noteTop: (atTop) => set({ atTop }),
    takeFresh: async () => {
      set({ picked: NOTHING_PICKED, atTop: true });
      get().summaries.grown();
      await get().lines.takeFresh();
    },
    open: (call) => open(bridge, set, get, call),
    save: async (filters) => {
      const reply = await bridge.invoke('app:saved-filters', { set: filters });
      set(savedState(reply));
    },
    say: (notice) => set({ notice }),
    grown: () => grown(bridge, set, get),
  }));
  void bridge.invoke('app:saved-filters', { set: null }).then((reply) => {
    store.setState(savedState(reply));
  });
  return store;
}

/** The filters that are saved now, and what there is to say of it. */
function savedState(reply: Envelope<SavedFilters>): Partial<HistoryState> {
  if (!reply.ok) return { notice: reply.problem };
  const { filters, problem } = reply.value;
  return problem === null ? { saved: filters } : { saved: filters, notice: problem };
}

type Set = (part: Partial<HistoryState>) => void;
type Get = () => HistoryState;

/** Nothing is being read: the list may move. */
function isIdle(state: HistoryState): boolean {
  return state.atTop && state.picked.at === null && state.opened === null;
}

function filterActions(
  bridge: AppBridge,
  set: Set,
  get: Get,
): Pick<HistoryState, 'apply' | 'filterBy' | 'groupBy'> {
  const show = (filter: HistoryFilter, grouping: Grouping): void => {
    get().lines.end();
    const idle = (): boolean => isIdle(get());
    const lines =
      grouping === 'none'
        ? new CallPages(bridge, filter, idle)
        : new GroupLines(bridge, filter, grouping, idle);
    set({ filter, grouping, lines, picked: NOTHING_PICKED, atTop: true });
  };
  const filterBy = (filter: HistoryFilter): void => {
    set({ text: filterText(filter), problem: null, notice: null });
    get().summaries.end();
    set({ summaries: new Summaries(bridge, filter) });
    show(filter, get().grouping);
  };
  return {
    filterBy,
    groupBy: (grouping) => show(get().filter, grouping),
    apply: (text) => {
      const parsed = parseFilter(text);
      if (!parsed.ok) set({ text, problem: parsed.error });
      else if (filterText(parsed.value) !== filterText(get().filter)) filterBy(parsed.value);
      else set({ text, problem: null });
    },
  };
}

async function open(bridge: AppBridge, set: Set, get: Get, call: CallId | null): Promise<void> {
  // The detail of the same call stays until the new one is there, so that nothing flickers while a call runs.
  const isSame = get().detail?.row.call === call;
  set({ opened: call, ...(isSame ? {} : { detail: null }) });
  if (call === null) return;
  const reply = await bridge.invoke('app:detail', { call });
  if (get().opened !== call) return;
  if (reply.ok && reply.value !== null) set({ detail: reply.value });
  else set({ opened: null, notice: reply.ok ? 'This call is no longer in the record.' : reply.problem });
}

function grown(bridge: AppBridge, set: Set, get: Get): void {
  const { lines, summaries, opened } = get();
  lines.grown();
  summaries.grown();
  if (opened !== null) void open(bridge, set, get, opened);
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AuthorityRow,
  Extension,
  GrantChange,
  GrantDetail,
  GrantTrial,
  Suggestion,
} from '../../shared/contract/authority.ts';
import type { GrantId } from '../../shared/contract/ids.ts';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import { authorityLines, neighbour } from './authority-lines.ts';

/** A change that the user considers, with what it would have done. */
export type Considered = {
  readonly change: GrantChange;
  readonly trial: GrantTrial | null;
  /** Why it can't be tried. */
  readonly problem: string | null;
  readonly isSaving: boolean;
};

/** What Authority shows: the grants, the one that is looked at, and the change that is considered. */
export type AuthorityState = {
  /** Newest first; null until they are read. */
  readonly rows: readonly AuthorityRow[] | null;
  /** Why the grants can't be read. */
  readonly problem: string | null;
  readonly text: string;
  readonly showsEnded: boolean;
  readonly picked: GrantId | null;
  readonly detail: GrantDetail | null;
  readonly considered: Considered | null;
  /** The form to extend the grant that is looked at stands open. */
  readonly isExtending: boolean;
  /** The grant whose extension the user has proposed, to follow it. */
  readonly proposed: GrantId | null;
  /** Null while they are looked for. */
  readonly suggestions: readonly Suggestion[] | null;
  readonly showsSuggestions: boolean;
  /** What the last action did, or why it failed. */
  readonly notice: string | null;
  /** The window is looked at from now on: it is read, and kept fresh until `leave`. */
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
  readonly filterBy: (text: string) => void;
  readonly showEnded: (on: boolean) => void;
  readonly showSuggestions: (on: boolean) => void;
  readonly pick: (grant: GrantId | null) => Promise<void>;
  /** Tries a change; null gives it up. */
  readonly consider: (change: GrantChange | null) => Promise<void>;
  readonly extend: (on: boolean) => void;
  /** Has the prompt ask whether a grant is to be extended. Why it doesn't; null when it does. */
  readonly propose: (extension: Extension) => Promise<string | null>;
  /** Makes the change; true when it is made. */
  readonly save: (change: GrantChange) => Promise<boolean>;
  /** The record has grown. */
  readonly grown: () => void;
};

export type AuthorityStore = StoreApi<AuthorityState>;
type Set = (part: Partial<AuthorityState>) => void;
type Get = () => AuthorityState;

/** A burst of calls changes the numbers once. In ms. */
const FRESH_MS = 2000;

const NOTHING_YET = {
  rows: null,
  problem: null,
  text: '',
  showsEnded: false,
  picked: null,
  detail: null,
  considered: null,
  isExtending: false,
  proposed: null,
  suggestions: null,
  showsSuggestions: false,
  notice: null,
} as const;

export function createAuthorityStore(bridge: AppBridge): AuthorityStore {
  let isOpen = false;
  let timer: number | undefined;
  return createStore<AuthorityState>()((set, get) => ({
    ...NOTHING_YET,
    enter: async () => {
      isOpen = true;
      set({ notice: null });
      await refresh(bridge, set, get);
      await readSuggestions(bridge, set);
    },
    leave: () => {
      isOpen = false;
      window.clearTimeout(timer);
      timer = undefined;
    },
    filterBy: (text) => set({ text }),
    showEnded: (showsEnded) => set({ showsEnded }),
    showSuggestions: (showsSuggestions) => set({ showsSuggestions }),
    pick: (grant) => pick(bridge, set, get, grant),
    consider: (change) => consider(bridge, set, get, change),
    extend: (isExtending) => set({ isExtending, considered: null, notice: null }),
    propose: (extension) => propose(bridge, set, get, extension),
    save: (change) => save(bridge, set, get, change),
    grown: () => {
      if (!isOpen) return;
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void refresh(bridge, set, get);
      }, FRESH_MS);
    },
  }));
}

async function refresh(bridge: AppBridge, set: Set, get: Get): Promise<void> {
  const reply = await bridge.invoke('app:authority', null);
  if (!reply.ok) return set({ problem: reply.problem });
  set({ rows: reply.value, problem: null });
  const { picked } = get();
  if (picked !== null) await readDetail(bridge, set, get, picked);
}

async function readSuggestions(bridge: AppBridge, set: Set): Promise<void> {
  const reply = await bridge.invoke('app:suggestions', null);
  // They are help, not news: where there are none, nothing is missing.
  set({ suggestions: reply.ok ? reply.value : [] });
}

async function pick(bridge: AppBridge, set: Set, get: Get, grant: GrantId | null): Promise<void> {
  if (grant === get().picked) return;
  set({ picked: grant, detail: null, considered: null, isExtending: false });
  if (grant !== null) await readDetail(bridge, set, get, grant);
}

async function readDetail(bridge: AppBridge, set: Set, get: Get, grant: GrantId): Promise<void> {
  const reply = await bridge.invoke('app:grant-detail', { grant });
  const { picked, considered, detail } = get();
  if (picked !== grant) return;
  if (!reply.ok) return set({ notice: reply.problem });
  if (reply.value === null) return set({ picked: null, notice: 'This grant is not in the record any more.' });
  const { replacedBy } = reply.value.row;
  if (replacedBy !== null && get().proposed === grant) {
    set({ proposed: null, notice: 'Extended.' });
    return get().pick(replacedBy);
  }
  // What the user is about to choose from stays as it was read.
  const kept = considered !== null && detail?.row.grant.id === grant ? { narrowings: detail.narrowings } : {};
  set({ detail: { ...reply.value, ...kept } });
}

async function consider(bridge: AppBridge, set: Set, get: Get, change: GrantChange | null): Promise<void> {
  if (change === null) return set({ considered: null });
  const asked = { change, trial: null, problem: null, isSaving: false };
  set({ considered: asked, isExtending: false, notice: null });
  const reply = await bridge.invoke('app:try-change', change);
  if (get().considered !== asked) return;
  set({ considered: { ...asked, ...(reply.ok ? reply.value : { problem: reply.problem }) } });
}

async function save(bridge: AppBridge, set: Set, get: Get, change: GrantChange): Promise<boolean> {
  const before = get();
  if (before.considered !== null) set({ considered: { ...before.considered, isSaving: true } });
  const reply = await bridge.invoke('app:apply-change', change);
  const problem = reply.ok ? reply.value.problem : reply.problem;
  if (problem !== null) {
    set({ considered: null, notice: sentence(problem) });
    await refresh(bridge, set, get);
    return false;
  }
  const isPicked = before.picked === change.grant;
  if (isPicked) set({ considered: null, picked: null, detail: null });
  await refresh(bridge, set, get);
  if (isPicked) await get().pick(nextPicked(before, get().rows ?? [], change));
  set({ notice: change.kind === 'revoke' ? 'Revoked.' : 'Narrowed.' });
  void readSuggestions(bridge, set);
  return true;
}

async function propose(bridge: AppBridge, set: Set, get: Get, extension: Extension): Promise<string | null> {
  const reply = await bridge.invoke('app:propose-extension', extension);
  const problem = reply.ok ? reply.value.problem : reply.problem;
  if (problem !== null) return sentence(problem);
  set({ isExtending: false, proposed: extension.grant, notice: 'The prompt asks you.' });
  await refresh(bridge, set, get);
  return null;
}

/** The narrower grant in the place of the old one, or the neighbour of a revoked one. */
function nextPicked(
  before: AuthorityState,
  rows: readonly AuthorityRow[],
  change: GrantChange,
): GrantId | null {
  const known = new Set(before.rows?.map((row) => row.grant.id));
  const made = rows.find((row) => !known.has(row.grant.id));
  if (change.kind === 'narrow' && made !== undefined) return made.grant.id;
  const { text, showsEnded } = before;
  const was = authorityLines(before.rows ?? [], text, showsEnded).order;
  return neighbour(was, change.grant, authorityLines(rows, text, showsEnded).order);
}

function sentence(problem: string): string {
  return `${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`;
}

import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import type { AgentsState, AgentsStore } from './agents-store.ts';
import type { AuthorityState, AuthorityStore } from './authority-store.ts';
import type { HistoryState, HistoryStore } from './history-store.ts';
import type { AppState } from './store.ts';

export const AppContext = createContext<StoreApi<AppState> | null>(null);
export const HistoryContext = createContext<HistoryStore | null>(null);
export const AuthorityContext = createContext<AuthorityStore | null>(null);
export const AgentsContext = createContext<AgentsStore | null>(null);
export const BridgeContext = createContext<AppBridge | null>(null);

/** A part of the window's state. */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = useContext(AppContext);
  if (store === null) throw new Error('there is no store around this part');
  return useStore(store, select);
}

/** A part of the state of History. */
export function useHistory<T>(select: (state: HistoryState) => T): T {
  const store = useContext(HistoryContext);
  if (store === null) throw new Error('there is no history around this part');
  return useStore(store, select);
}

/** A part of the state of Authority. */
export function useAuthority<T>(select: (state: AuthorityState) => T): T {
  const store = useContext(AuthorityContext);
  if (store === null) throw new Error('there is no authority around this part');
  return useStore(store, select);
}

/** A part of the state of Agents. */
export function useAgents<T>(select: (state: AgentsState) => T): T {
  const store = useContext(AgentsContext);
  if (store === null) throw new Error('there is no list of agents around this part');
  return useStore(store, select);
}

/** The way to main, for what only one part of the window asks. */
export function useBridge(): AppBridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('there is no bridge around this part');
  return bridge;
}

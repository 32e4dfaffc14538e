import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { AppState } from './store.ts';

export const AppContext = createContext<StoreApi<AppState> | null>(null);

/** A part of the window's state. */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = useContext(AppContext);
  if (store === null) throw new Error('there is no store around this part');
  return useStore(store, select);
}

import { useState } from 'react';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import { createAgentsStore } from '../state/agents-store.ts';
import { createAuthorityStore } from '../state/authority-store.ts';
import { createHistoryStore } from '../state/history-store.ts';
import { createAppStore } from '../state/store.ts';
import {
  AgentsContext,
  AppContext,
  AuthorityContext,
  BridgeContext,
  HistoryContext,
} from '../state/use-app.ts';
import { App } from './App.tsx';

/** The whole window on a bridge to main, so that it can be shown on another one, too. */
export function Window({ bridge }: { readonly bridge: AppBridge }) {
  const [stores] = useState(() => {
    const history = createHistoryStore(bridge);
    const authority = createAuthorityStore(bridge);
    const agents = createAgentsStore(bridge);
    return { history, authority, agents, app: createAppStore(bridge, { history, authority, agents }) };
  });
  return (
    <BridgeContext.Provider value={bridge}>
      <HistoryContext.Provider value={stores.history}>
        <AuthorityContext.Provider value={stores.authority}>
          <AgentsContext.Provider value={stores.agents}>
            <AppContext.Provider value={stores.app}>
              <App />
            </AppContext.Provider>
          </AgentsContext.Provider>
        </AuthorityContext.Provider>
      </HistoryContext.Provider>
    </BridgeContext.Provider>
  );
}

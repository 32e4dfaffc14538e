import '../theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { appBridge } from '../state/bridge.ts';
import { createAppStore } from '../state/store.ts';
import { AppContext } from '../state/use-app.ts';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <AppContext.Provider value={createAppStore(appBridge())}>
        <App />
      </AppContext.Provider>
    </StrictMode>,
  );
}

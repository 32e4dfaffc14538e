import '../theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { appBridge } from '../state/bridge.ts';
import { Window } from './Window.tsx';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Window bridge={appBridge()} />
    </StrictMode>,
  );
}

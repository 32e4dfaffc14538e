import '../theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApprovalQueue } from './ApprovalQueue.tsx';
import { approvalBridge } from './bridge.ts';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <ApprovalQueue bridge={approvalBridge()} />
    </StrictMode>,
  );
}

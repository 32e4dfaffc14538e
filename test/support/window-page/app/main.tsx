// The real window over made-up calls: `?calls=1000000&behind=12&problem=...&slow=400&grants=12&record=unverified&agents=lost&endpoint=...&long`.

import '../../../../renderer/theme.css';
import { createRoot } from 'react-dom/client';
import { Window } from '../../../../renderer/app/Window.tsx';
import { FakeMain } from '../fake-bridge.ts';

const asked = new URLSearchParams(window.location.search);
const main = new FakeMain({
  calls: Number(asked.get('calls') ?? 5000),
  behind: Number(asked.get('behind') ?? 0),
  problem: asked.get('problem'),
  grants: Number(asked.get('grants') ?? 12),
  slow: Number(asked.get('slow') ?? 0),
  record: asked.get('record') ?? 'sound',
  endpoint: asked.get('endpoint'),
  hasLongNames: asked.has('long'),
  agents: asked.get('agents') ?? 'many',
});
Reflect.set(window, 'addCalls', (calls: number) => main.add(calls));
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Window bridge={main.bridge} />);

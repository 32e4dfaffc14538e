import { History as HistoryIcon, KeyRound, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { View } from '../state/store.ts';
import { useApp } from '../state/use-app.ts';
import { Authority } from '../views/Authority.tsx';
import { History } from '../views/History.tsx';
import { Start } from '../views/Start.tsx';
import styles from './app.module.css';
import { Banner } from './Banner.tsx';
import { GuardState } from './GuardState.tsx';

const VIEWS: readonly { readonly view: View; readonly name: string; readonly icon: ReactNode }[] = [
  { view: 'start', name: 'Start', icon: <Play size={16} aria-hidden /> },
  { view: 'history', name: 'History', icon: <HistoryIcon size={16} aria-hidden /> },
  { view: 'authority', name: 'Authority', icon: <KeyRound size={16} aria-hidden /> },
];

/** The window: the rail on the left, one view on the right. */
export function App() {
  const view = useApp((state) => state.view);
  const showView = useApp((state) => state.showView);
  return (
    <div className={styles['window']}>
      <nav className={styles['rail']} aria-label="Remit">
        <h1 className={styles['name']}>Remit</h1>
        {VIEWS.map((one) => (
          <button
            key={one.view}
            type="button"
            className={styles['link']}
            aria-current={view === one.view ? 'page' : undefined}
            onClick={() => showView(one.view)}
          >
            {one.icon} {one.name}
          </button>
        ))}
        <GuardState />
      </nav>
      <main className={styles['main']}>
        <Banner />
        {view === 'start' && <Start />}
        {view === 'history' && <History />}
        {view === 'authority' && <Authority />}
      </main>
    </div>
  );
}

import {
  Bot,
  History as HistoryIcon,
  KeyRound,
  Play,
  Settings as SettingsIcon,
  TriangleAlert,
} from 'lucide-react';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Soon } from '../parts/Soon.tsx';
import { recordTrouble } from '../state/record-trouble.ts';
import type { View } from '../state/store.ts';
import { useApp } from '../state/use-app.ts';
import { Agents } from '../views/Agents.tsx';
import { Authority } from '../views/Authority.tsx';
import { History } from '../views/History.tsx';
import { RecordPage } from '../views/RecordPage.tsx';
import { Settings } from '../views/Settings.tsx';
import { Start } from '../views/Start.tsx';
import styles from './app.module.css';
import { AgentNews } from './AgentNews.tsx';
import { Banner } from './Banner.tsx';
import { GuardState } from './GuardState.tsx';

type RailEntry = {
  readonly view: View;
  readonly name: string;
  readonly icon: ReactNode;
  readonly key?: string;
};
const VIEWS: readonly RailEntry[] = [
  { view: 'start', name: 'Start', icon: <Play size={16} aria-hidden /> },
  { view: 'history', name: 'History', icon: <HistoryIcon size={16} aria-hidden /> },
  { view: 'authority', name: 'Authority', icon: <KeyRound size={16} aria-hidden /> },
  { view: 'agents', name: 'Agents', icon: <Bot size={16} aria-hidden /> },
  { view: 'settings', name: 'Settings', icon: <SettingsIcon size={16} aria-hidden />, key: ',' },
];
/** Stands above the others as long as there is something wrong with the record. */
const RECORD: RailEntry = { view: 'record', name: 'Record', icon: <TriangleAlert size={16} aria-hidden /> };

/** The window: the rail on the left, one view on the right. */
export function App() {
  const view = useApp((state) => state.view);
  const showView = useApp((state) => state.showView);
  const hasNews = useApp((state) => recordTrouble(state.snapshot) !== null || state.begun !== null);
  const main = useFocusInView(view);
  useSettingsKey(() => showView('settings'));
  return (
    <div className={styles['window']}>
      <nav className={styles['rail']} aria-label="Remit">
        <h1 className={styles['name']}>Remit</h1>
        {(hasNews || view === 'record' ? [RECORD, ...VIEWS] : VIEWS).map((one) => (
          <button
            key={one.view}
            type="button"
            className={styles['link']}
            title={one.key === undefined ? undefined : `${one.name} (${one.key})`}
            aria-current={view === one.view ? 'page' : undefined}
            onClick={() => showView(one.view)}
          >
            {one.icon} {one.name}
          </button>
        ))}
        <AgentNews />
        <GuardState />
      </nav>
      <main ref={main} className={styles['main']} tabIndex={-1}>
        <Banner />
        {view === null && <Opening />}
        {view === 'start' && <Start />}
        {view === 'history' && <History />}
        {view === 'authority' && <Authority />}
        {view === 'agents' && <Agents />}
        {view === 'settings' && <Settings />}
        {view === 'record' && <RecordPage />}
      </main>
    </div>
  );
}

/** What stands there until it is known what to show first: a long record takes its time to be checked and read. */
function Opening() {
  const guard = useApp((state) => state.snapshot?.guard.kind);
  if (guard === 'down') return null;
  return (
    <Soon>
      <p role="status" className={styles['opening']}>
        {guard === 'up' ? 'Reading the record…' : 'Remit is starting: the record is checked first.'}
      </p>
    </Soon>
  );
}

/** What led to another view can be gone with the one it stood in: then the focus goes to what it led to. */
function useFocusInView(view: View | null): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    (main.current?.querySelector('aside') ?? main.current)?.focus();
  }, [view]);
  return main;
}

/** The comma opens the settings from everywhere, unless something is being written. */
function useSettingsKey(show: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.matches('input, textarea, select');
      if (event.key !== ',' || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      show();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

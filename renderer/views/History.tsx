import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { KeysDialog } from '../parts/KeysDialog.tsx';
import { callsText, copyText } from '../state/copy-text.ts';
import { useHistory } from '../state/use-app.ts';
import { CallDetailPane } from './history/CallDetailPane.tsx';
import { CallList } from './history/CallList.tsx';
import { Charts } from './history/Charts.tsx';
import { Chips } from './history/Chips.tsx';
import { ExportDialog } from './history/ExportDialog.tsx';
import styles from './history/history.module.css';
import { HISTORY_KEYS } from './history/history-keys.ts';
import { ListState } from './history/ListStates.tsx';
import { News } from './history/News.tsx';
import { SavedFilters } from './history/SavedFilters.tsx';
import { SearchField } from './history/SearchField.tsx';
import search from './history/search.module.css';
import { Toolbar } from './history/Toolbar.tsx';
import { TouchedMap } from './history/TouchedMap.tsx';

/** All calls, newest first: searched, counted, grouped, each in full beside the list, and what they touched. */
export function History() {
  const field = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<'none' | 'keys' | 'export'>('none');
  const tab = useHistory((state) => state.tab);
  const lines = useHistory((state) => state.lines);
  const picked = useHistory((state) => state.picked);
  const say = useHistory((state) => state.say);
  useSyncExternalStore(lines.subscribe, lines.version);
  const exportCalls = useCallback(() => setDialog('export'), []);
  const showKeys = useCallback(() => setDialog('keys'), []);
  useWindowKeys(field, exportCalls, showKeys);
  const copy = (): void => {
    const { size } = picked.calls;
    if (size === 0) say('Nothing is selected to copy.');
    else
      say(
        copyText(callsText(picked.calls.values()))
          ? `Copied ${size} ${size === 1 ? 'call' : 'calls'}`
          : 'Copying failed.',
      );
  };
  const progress = lines.progress();
  const isEmpty = progress.kind === 'there' && progress.calls === 0;
  return (
    <section className={styles['history']} aria-label="History">
      <div className={search['bar']}>
        <SearchField field={field} />
        <SavedFilters />
      </div>
      <Chips />
      {!isEmpty && progress.kind !== 'failed' && <Charts />}
      <Toolbar showKeys={showKeys} exportCalls={exportCalls} />
      <News />
      <div id="history-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles['split']}>
        {tab === 'touched' && <TouchedMap />}
        {tab === 'calls' && (
          <>
            <div className={styles['calls']}>
              <ListState progress={progress} />
              {progress.kind === 'there' && progress.calls > 0 && (
                <CallList copy={copy} exportCalls={exportCalls} />
              )}
            </div>
            <CallDetailPane />
          </>
        )}
      </div>
      {dialog === 'keys' && <KeysDialog keys={HISTORY_KEYS} close={() => setDialog('none')} />}
      {dialog === 'export' && <ExportDialog close={() => setDialog('none')} />}
    </section>
  );
}

/** The keys that work wherever the focus is, unless something is being written. */
function useWindowKeys(
  field: React.RefObject<HTMLInputElement | null>,
  exportCalls: () => void,
  showKeys: () => void,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.matches('input, textarea, select');
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === '/') field.current?.focus();
      else if (event.key === '?') showKeys();
      else if (event.key === 'e') exportCalls();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field, exportCalls, showKeys]);
}

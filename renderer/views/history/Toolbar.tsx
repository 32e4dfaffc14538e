import { CircleHelp, Download } from 'lucide-react';
import { useSyncExternalStore, type KeyboardEvent } from 'react';
import type { Grouping, HistoryTab } from '../../state/history-store.ts';
import type { Progress } from '../../state/lines.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './history.module.css';

const TABS: readonly { readonly tab: HistoryTab; readonly name: string }[] = [
  { tab: 'calls', name: 'Calls' },
  { tab: 'touched', name: 'What they touched' },
];
const GROUPINGS: readonly { readonly grouping: Grouping; readonly name: string }[] = [
  { grouping: 'none', name: 'One by one' },
  { grouping: 'session', name: 'By session' },
  { grouping: 'task', name: 'By task' },
];

type Ports = { readonly showKeys: () => void; readonly exportCalls: () => void };

/** What is shown of the calls, and how many there are. */
export function Toolbar({ showKeys, exportCalls }: Ports) {
  const tab = useHistory((state) => state.tab);
  const lines = useHistory((state) => state.lines);
  const grouping = useHistory((state) => state.grouping);
  const groupBy = useHistory((state) => state.groupBy);
  const selected = useHistory((state) => state.picked.calls.size);
  useSyncExternalStore(lines.subscribe, lines.version);
  return (
    <div className={styles['toolbar']}>
      <Tabs />
      {tab === 'calls' && (
        <select
          aria-label="Group the calls"
          value={grouping}
          onChange={(event) => {
            const found = GROUPINGS.find((one) => one.grouping === event.target.value);
            if (found !== undefined) groupBy(found.grouping);
          }}
        >
          {GROUPINGS.map((one) => (
            <option key={one.grouping} value={one.grouping}>
              {one.name}
            </option>
          ))}
        </select>
      )}
      <span className={styles['amount']} role="status">
        {countWords(lines.progress())}
        {selected > 1 && `, ${selected} selected`}
      </span>
      <button
        type="button"
        className={styles['tool']}
        aria-disabled={lines.count() === 0}
        onClick={() => (lines.count() === 0 ? undefined : exportCalls())}
        title="Export (E)"
      >
        <Download size={14} aria-hidden /> Export
      </button>
      <button type="button" className={styles['tool']} onClick={showKeys} aria-label="Keys" title="Keys (?)">
        <CircleHelp size={14} aria-hidden />
      </button>
    </div>
  );
}

function countWords(progress: Progress): string {
  if (progress.kind !== 'there') return '';
  const { calls, isExact } = progress;
  return `${isExact ? '' : 'at least '}${calls.toLocaleString()} ${calls === 1 ? 'call' : 'calls'}`;
}

function Tabs() {
  const tab = useHistory((state) => state.tab);
  const showTab = useHistory((state) => state.showTab);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    const other = TABS.find((one) => one.tab !== tab);
    if (other === undefined) return;
    showTab(other.tab);
    document.getElementById(`tab-${other.tab}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="What to show" className={styles['tabs']} onKeyDown={onKeyDown}>
      {TABS.map((one) => (
        <button
          key={one.tab}
          id={`tab-${one.tab}`}
          type="button"
          role="tab"
          aria-selected={tab === one.tab}
          aria-controls="history-panel"
          tabIndex={tab === one.tab ? 0 : -1}
          onClick={() => showTab(one.tab)}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}

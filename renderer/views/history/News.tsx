import { ArrowUp } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useHistory } from '../../state/use-app.ts';
import styles from './history.module.css';

/** Lines above the list: what the last action did, how far the index is behind, and how many calls have come since. */
export function News() {
  const lines = useHistory((state) => state.lines);
  const takeFresh = useHistory((state) => state.takeFresh);
  const notice = useHistory((state) => state.notice);
  const say = useHistory((state) => state.say);
  const tab = useHistory((state) => state.tab);
  useSyncExternalStore(lines.subscribe, lines.version);
  const progress = lines.progress();
  const { behind, fresh } = progress.kind === 'there' ? progress : { behind: 0, fresh: 0 };
  return (
    <div className={styles['news']} role="status">
      {behind > 0 && (
        <p>
          The index is catching up: {behind.toLocaleString()} {behind === 1 ? 'entry' : 'entries'} behind.
        </p>
      )}
      {notice !== null && (
        <p>
          {notice}{' '}
          <button type="button" className={styles['inline']} onClick={() => say(null)}>
            Dismiss
          </button>
        </p>
      )}
      {fresh > 0 && tab === 'calls' && (
        <p>
          <button type="button" className={styles['fresh']} onClick={() => void takeFresh()}>
            <ArrowUp size={14} aria-hidden /> {fresh.toLocaleString()} new {fresh === 1 ? 'call' : 'calls'}
          </button>
        </p>
      )}
    </div>
  );
}

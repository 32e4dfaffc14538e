import { useSyncExternalStore } from 'react';
import { useHistory } from '../../state/use-app.ts';
import styles from './charts.module.css';
import { Shares } from './Shares.tsx';
import { TimeChart } from './TimeChart.tsx';

/** The calls that the filter finds, over time and by whom. The place stays the same while they are counted. */
export function Charts() {
  const summaries = useHistory((state) => state.summaries);
  const state = useSyncExternalStore(summaries.subscribe, summaries.state);
  if (state.kind === 'failed')
    return <p className={styles['failed']}>The calls can’t be counted: {state.problem}</p>;
  const summary = state.kind === 'there' ? state.summary : null;
  return (
    <div className={styles['charts']} aria-busy={summary === null}>
      {summary !== null && <TimeChart summary={summary} />}
      {summary !== null && <Shares summary={summary} />}
    </div>
  );
}

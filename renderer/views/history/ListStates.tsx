import type { FilterTerm } from '../../../shared/contract/history.ts';
import { printTerm } from '../../../shared/core/history-filter.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { Soon } from '../../parts/Soon.tsx';
import type { Progress } from '../../state/lines.ts';
import { withoutTerm } from '../../state/filter-terms.ts';
import { useApp, useHistory } from '../../state/use-app.ts';
import styles from './history.module.css';

/** What stands in place of the list when there is none; null when there is one. */
export function ListState({ progress }: { readonly progress: Progress }) {
  const filter = useHistory((state) => state.filter);
  switch (progress.kind) {
    case 'loading':
      return (
        <div className={styles['state']} aria-busy>
          <Soon>
            <p role="status">Reading the record…</p>
          </Soon>
        </div>
      );
    case 'failed':
      return <Failed problem={progress.problem} />;
    case 'there':
      if (progress.calls > 0) return null;
      if (progress.behind > 0) return <div className={styles['state']} />;
      return filter.length === 0 ? <NoCalls /> : <NoMatch filter={filter} />;
  }
}

function Failed({ problem }: { readonly problem: string }) {
  const takeFresh = useHistory((state) => state.takeFresh);
  return (
    <div className={styles['state']}>
      <p role="alert">The record can’t be read: {problem}</p>
      <p>Calls are still judged and recorded. They will stand here once the record can be read again.</p>
      <button type="button" onClick={() => void takeFresh()}>
        Read again
      </button>
    </div>
  );
}

function NoCalls() {
  const showView = useApp((state) => state.showView);
  return (
    <div className={styles['state']}>
      <p>
        No agent has made a call yet. Every call will stand here with what it touched and why it was allowed.
      </p>
      <button type="button" onClick={() => showView('start')}>
        How to begin
      </button>
    </div>
  );
}

/** Says which terms to drop. */
function NoMatch({ filter }: { readonly filter: readonly FilterTerm[] }) {
  const filterBy = useHistory((state) => state.filterBy);
  return (
    <div className={styles['state']}>
      <p role="status">No call fits {filter.length === 1 ? 'this filter' : 'all of these terms'}.</p>
      <p>
        {filter.map((term, index) => (
          <button key={printTerm(term)} type="button" onClick={() => filterBy(withoutTerm(filter, index))}>
            Without <SafeText text={printTerm(term)} />
          </button>
        ))}
        {filter.length > 1 && (
          <button type="button" onClick={() => filterBy([])}>
            Show all calls
          </button>
        )}
      </p>
    </div>
  );
}

import { TriangleAlert } from 'lucide-react';
import { CodeWords } from '../parts/CodeWords.tsx';
import { recordTrouble, type RecordTrouble } from '../state/record-trouble.ts';
import { useApp } from '../state/use-app.ts';
import styles from './app.module.css';

const RECORD_WORDS: Readonly<Record<RecordTrouble['kind'], string>> = {
  unverified: 'The record does not verify: every call is refused.',
  unwritable: 'The record can’t be written: every call is refused until it can.',
};

/** Trouble that concerns every view, why the last action failed, and why no calls come over HTTP. What is wrong with the record has a page of its own. */
export function Banner() {
  const guard = useApp((state) => state.snapshot?.guard);
  const trouble = useApp((state) => recordTrouble(state.snapshot));
  const problem = useApp((state) => state.problem);
  const view = useApp((state) => state.view);
  const showView = useApp((state) => state.showView);
  const record = trouble === null || view === 'record' ? null : RECORD_WORDS[trouble.kind];
  const endpoint = guard?.kind === 'up' ? guard.broker.endpoint.problem : null;
  const text = (guard?.kind === 'down' ? guard.problem : record) ?? problem ?? endpoint;
  if (text === null) return null;
  return (
    <div className={styles['banner']} role="alert">
      <TriangleAlert size={16} aria-hidden />{' '}
      <span>
        <CodeWords text={text} />
      </span>
      {text === record && (
        <button type="button" onClick={() => showView('record')}>
          What to do
        </button>
      )}
    </div>
  );
}

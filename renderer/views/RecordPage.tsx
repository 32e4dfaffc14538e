import { brokerOf, recordTrouble } from '../state/record-trouble.ts';
import { useApp } from '../state/use-app.ts';
import { Begun } from './record/Begun.tsx';
import styles from './record/record.module.css';
import { Unverified } from './record/Unverified.tsx';
import { Unwritable } from './record/Unwritable.tsx';

/** What is wrong with the record and what can be done; or, once a new one has begun, where the old one lies. */
export function RecordPage() {
  const broker = useApp((state) => brokerOf(state.snapshot));
  const trouble = useApp((state) => recordTrouble(state.snapshot));
  const begun = useApp((state) => state.begun);
  return (
    <div className={styles['page']}>
      {trouble === null && begun !== null && <Begun aside={begun} />}
      {trouble === null && begun === null && <p role="status">Opening the record…</p>}
      {trouble?.kind === 'unverified' && broker !== null && (
        <Unverified trouble={trouble} dataDir={broker.dataDir} keyPlace={broker.proof?.keyPlace ?? null} />
      )}
      {trouble?.kind === 'unwritable' && broker !== null && (
        <Unwritable trouble={trouble} dataDir={broker.dataDir} />
      )}
    </div>
  );
}

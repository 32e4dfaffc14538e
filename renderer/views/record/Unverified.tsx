import { CircleSlash } from 'lucide-react';
import type { KeyPlace } from '../../../shared/contract/record-proof.ts';
import { Copyable } from '../../parts/Copyable.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import type { RecordTrouble } from '../../state/record-trouble.ts';
import { useApp } from '../../state/use-app.ts';
import { verifyCommand } from '../../state/verify-command.ts';
import { BeginNew } from './BeginNew.tsx';
import styles from './record.module.css';

type UnverifiedProps = {
  readonly trouble: Extract<RecordTrouble, { readonly kind: 'unverified' }>;
  readonly dataDir: string;
  readonly keyPlace: KeyPlace | null;
};

/** The record isn't what Remit has written: what was found, what that means, and the ways out. */
export function Unverified({ trouble, dataDir, keyPlace }: UnverifiedProps) {
  const showView = useApp((state) => state.showView);
  return (
    <section aria-label="The record does not verify">
      <h2>
        <CircleSlash size={18} aria-hidden /> The record does not verify
      </h2>
      <p className={styles['found']}>
        Entry {trouble.seq.toLocaleString()} <SafeText text={trouble.problem} />.
      </p>
      <ul>
        <li>Every grant is suspended, and every call of an agent is refused.</li>
        <li>Nothing is added to the record, so that it stays as it was found.</li>
        <li>
          <button type="button" className={styles['inline']} onClick={() => showView('history')}>
            History
          </button>{' '}
          shows what can still be read. Don’t rely on it from that entry on.
        </li>
      </ul>
      <h3>See what is wrong</h3>
      <p>In a terminal, this names what doesn’t fit. It changes nothing.</p>
      <Copyable text={verifyCommand(dataDir, null)} name="the command that verifies the record" />
      <h3>Restore a copy</h3>
      <p>
        Quit Remit. Put{' '}
        {keyPlace === 'file' ? 'record.db, record.head and record.key' : 'record.db and record.head'} back
        from one backup, remove record.db-wal and record.db-shm, and start Remit. A copy that lacks the newest
        entries is refused, too.
      </p>
      <Copyable text={dataDir} name="the data folder" />
      <h3>Begin a new record</h3>
      <p>
        The old record is moved into a folder beside it, whole. Its grants and settings end with it: agents
        ask again for what you had allowed. Your servers stay.
      </p>
      <BeginNew />
    </section>
  );
}

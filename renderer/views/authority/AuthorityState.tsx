import { Soon } from '../../parts/Soon.tsx';
import type { AuthorityLines } from '../../state/authority-lines.ts';
import { useApp, useAuthority } from '../../state/use-app.ts';
import styles from './authority.module.css';

/** What stands in the list's place when no grant does. */
export function AuthorityState({ lines }: { readonly lines: AuthorityLines }) {
  const rows = useAuthority((state) => state.rows);
  const problem = useAuthority((state) => state.problem);
  const text = useAuthority((state) => state.text);
  if (problem !== null) return <Failed problem={problem} />;
  if (rows === null) {
    return (
      <div className={styles['state']}>
        <Soon>
          <p role="status">Reading…</p>
        </Soon>
      </div>
    );
  }
  if (rows.length === 0) return <NothingGranted />;
  return text === '' ? <AllEnded ended={lines.ended} /> : <NoMatch />;
}

function Failed({ problem }: { readonly problem: string }) {
  const enter = useAuthority((state) => state.enter);
  return (
    <div className={styles['state']}>
      <p role="alert">The grants can’t be read: {problem}</p>
      <p>Calls are still judged. The grants will stand here once they can be read again.</p>
      <button type="button" onClick={() => void enter()}>
        Read again
      </button>
    </div>
  );
}

function NothingGranted() {
  const showView = useApp((state) => state.showView);
  return (
    <div className={styles['state']}>
      <p>Nothing is granted: every call asks.</p>
      <p>What you allow in a prompt and have remembered will stand here, and can be made less or revoked.</p>
      <button type="button" onClick={() => showView('start')}>
        How to begin
      </button>
    </div>
  );
}

function AllEnded({ ended }: { readonly ended: number }) {
  const showEnded = useAuthority((state) => state.showEnded);
  return (
    <div className={styles['state']}>
      <p>Nothing is granted any more: every call asks.</p>
      <button type="button" onClick={() => showEnded(true)}>
        {ended === 1 ? 'Show the one that ended' : `Show the ${ended.toLocaleString()} that ended`}
      </button>
    </div>
  );
}

function NoMatch() {
  const filterBy = useAuthority((state) => state.filterBy);
  const showEnded = useAuthority((state) => state.showEnded);
  const showsEnded = useAuthority((state) => state.showsEnded);
  return (
    <div className={styles['state']}>
      <p role="status">No grant {showsEnded ? '' : 'in force '}has all of these words.</p>
      <button type="button" onClick={() => filterBy('')}>
        Show all grants
      </button>
      {!showsEnded && (
        <button type="button" onClick={() => showEnded(true)}>
          Look among those that ended
        </button>
      )}
    </div>
  );
}

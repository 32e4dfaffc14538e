import { useEffect, useRef } from 'react';
import type { AuthorityRow } from '../../../shared/contract/authority.ts';
import { useAuthority } from '../../state/use-app.ts';
import { focusGrants } from './focus-grants.ts';
import styles from './grant-detail.module.css';
import { Trial } from './Trial.tsx';

/** Takes the whole grant away. The first press shows what would ask then, the second does it. */
export function RevokeGrant({ row }: { readonly row: AuthorityRow }) {
  const considered = useAuthority((state) => state.considered);
  const consider = useAuthority((state) => state.consider);
  if (considered?.change.kind === 'revoke') return <Confirm />;
  return (
    <button
      type="button"
      className={styles['revoke']}
      onClick={() => void consider({ kind: 'revoke', grant: row.grant.id })}
    >
      Revoke… <kbd>Del</kbd>
    </button>
  );
}

function Confirm() {
  const button = useRef<HTMLButtonElement>(null);
  const considered = useAuthority((state) => state.considered);
  const consider = useAuthority((state) => state.consider);
  const save = useAuthority((state) => state.save);
  useEffect(() => button.current?.focus(), []);
  if (considered === null) return null;
  const { change, trial, problem, isSaving } = considered;
  // What can't be tried can be revoked all the same: less is always safe.
  const isReady = (trial !== null || problem !== null) && !isSaving;
  return (
    <div className={styles['considered']} role="group" aria-label="Revoke this grant">
      <Trial considered={considered} />
      <div className={styles['answers']}>
        <button
          type="button"
          onClick={() => {
            void consider(null);
            focusGrants();
          }}
        >
          Keep it <kbd>Esc</kbd>
        </button>
        <button
          ref={button}
          type="button"
          className={styles['main']}
          aria-disabled={!isReady}
          onClick={() => {
            if (isReady) void save(change).then(focusGrants);
          }}
        >
          Revoke
        </button>
      </div>
    </div>
  );
}

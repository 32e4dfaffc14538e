import type { GrantRow } from '../../shared/contract/history.ts';
import { lifetimeWords } from '../../shared/core/scope-words.ts';
import { SafeText } from '../parts/SafeText.tsx';
import { When } from '../parts/When.tsx';
import { useApp } from '../state/use-app.ts';
import styles from './views.module.css';

const NONE: readonly GrantRow[] = [];

/** The grants in force, each a line that can be revoked. */
export function Authority() {
  const grants = useApp((state) =>
    state.snapshot?.guard.kind === 'up' ? state.snapshot.guard.broker.grants : NONE,
  );
  if (grants.length === 0) {
    return (
      <p className={styles['empty']}>
        Nothing is granted: every call asks. What you allow and have remembered in a prompt will stand here,
        and can be revoked.
      </p>
    );
  }
  return (
    <section className={styles['page']} aria-label="Authority">
      <h2>Grants in force</h2>
      <ul className={styles['grants']}>
        {grants.map((row) => (
          <GrantLine key={row.grant.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function GrantLine({ row }: { readonly row: GrantRow }) {
  const revokeGrant = useApp((state) => state.revokeGrant);
  const { grant, uses, lastUsed, since } = row;
  return (
    <li className={row.uses === 0 ? styles['unused'] : ''}>
      <div>
        <SafeText text={grant.words} />
        <div className={styles['quiet']}>
          {lifetimeWords(grant.lifetime)} · given <When at={since} /> ·{' '}
          {uses === 0 ? 'not used yet' : `used ${uses === 1 ? 'once' : `${uses} times`}`}
          {lastUsed !== null && (
            <>
              , last <When at={lastUsed} />
            </>
          )}
          {row.suspended !== null && <> · suspended: {row.suspended}</>}
        </div>
      </div>
      <button type="button" aria-label={`Revoke: ${grant.words}`} onClick={() => void revokeGrant(grant.id)}>
        Revoke
      </button>
    </li>
  );
}

import { useEffect, type KeyboardEvent } from 'react';
import { SafeText } from '../../parts/SafeText.tsx';
import { hasEnded, movedTo, type AuthorityLines } from '../../state/authority-lines.ts';
import { useAuthority } from '../../state/use-app.ts';
import styles from './authority.module.css';
import { GRANTS } from './focus-grants.ts';
import { GrantLine } from './GrantLine.tsx';

/** The grants by agent. The one with the cursor is shown in full beside the list. */
export function GrantList({ lines: { groups, order } }: { readonly lines: AuthorityLines }) {
  const picked = useAuthority((state) => state.picked);
  const pick = useAuthority((state) => state.pick);
  const onKeyDown = useListKeys(order);
  const at = picked === null ? -1 : order.indexOf(picked);
  useEffect(() => {
    if (at !== -1) document.getElementById(`grant-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div
      id={GRANTS}
      className={styles['list']}
      role="listbox"
      aria-label="Grants by agent"
      tabIndex={0}
      aria-activedescendant={at === -1 ? undefined : `grant-${at}`}
      onKeyDown={onKeyDown}
    >
      {groups.map(({ agent, rows }, index) => (
        <div key={agent} role="group" aria-labelledby={`agent-${index}`}>
          <div id={`agent-${index}`} role="presentation" className={styles['agent']}>
            <SafeText text={agent} />
          </div>
          {rows.map((row) => (
            <GrantLine
              key={row.grant.id}
              row={row}
              id={`grant-${order.indexOf(row.grant.id)}`}
              isPicked={row.grant.id === picked}
              onPress={() => void pick(row.grant.id)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function useListKeys(order: AuthorityLines['order']): (event: KeyboardEvent) => void {
  const picked = useAuthority((state) => state.picked);
  const pick = useAuthority((state) => state.pick);
  const consider = useAuthority((state) => state.consider);
  const rows = useAuthority((state) => state.rows);
  const act = (key: string): boolean => {
    const to = movedTo(order, picked, key);
    if (to !== null) void pick(to);
    else if (picked === null) return false;
    else if (key === 'Enter') document.getElementById('grant-detail')?.focus();
    else if (key === 'Escape') void pick(null);
    else if (key === 'Delete' || key === 'Backspace') {
      const row = rows?.find(({ grant }) => grant.id === picked);
      if (row !== undefined && !hasEnded(row)) void consider({ kind: 'revoke', grant: picked });
    } else return false;
    return true;
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event.key)) return;
    event.preventDefault();
  };
}

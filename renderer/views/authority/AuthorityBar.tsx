import { CircleHelp, Search } from 'lucide-react';
import type { RefObject } from 'react';
import type { AuthorityLines } from '../../state/authority-lines.ts';
import { useAuthority } from '../../state/use-app.ts';
import styles from './authority.module.css';
import { focusGrants } from './focus-grants.ts';

type Props = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly lines: AuthorityLines;
  readonly showKeys: () => void;
};

/** What is shown of the grants, how many there are, and what the last action did. */
export function AuthorityBar({ field, lines, showKeys }: Props) {
  const text = useAuthority((state) => state.text);
  const filterBy = useAuthority((state) => state.filterBy);
  const showsEnded = useAuthority((state) => state.showsEnded);
  const showEnded = useAuthority((state) => state.showEnded);
  const notice = useAuthority((state) => state.notice);
  const isRead = useAuthority((state) => state.rows !== null);
  return (
    <div className={styles['bar']}>
      <div className={styles['field']}>
        <Search size={14} aria-hidden />
        <input
          ref={field}
          type="text"
          aria-label="Filter the grants"
          placeholder="Filter  /"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => filterBy(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') filterBy('');
            if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') focusGrants();
          }}
        />
      </div>
      <span className={styles['amount']} role="status">
        {notice ?? (isRead ? amountWords(lines.order.length) : '')}
      </span>
      {lines.ended > 0 && (
        <label className={styles['switch']} title="Show those that ended, too (E)">
          <input type="checkbox" checked={showsEnded} onChange={(event) => showEnded(event.target.checked)} />
          Show ended ({lines.ended.toLocaleString()})
        </label>
      )}
      <button type="button" className={styles['tool']} onClick={showKeys} aria-label="Keys" title="Keys (?)">
        <CircleHelp size={14} aria-hidden />
      </button>
    </div>
  );
}

function amountWords(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? 'grant' : 'grants'}`;
}

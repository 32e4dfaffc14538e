import type { CallDetail } from '../../../shared/contract/history.ts';
import { copyText } from '../../state/copy-text.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './detail.module.css';

/** The call's entries in the record with their hashes, to compare with another copy of the record. */
export function Entries({ detail }: { readonly detail: CallDetail }) {
  const say = useHistory((state) => state.say);
  const entries = detail.entries ?? [];
  if (entries.length === 0) return null;
  const copy = (text: string, what: string): void =>
    say(copyText(text) ? `Copied ${what}` : 'Copying failed.');
  return (
    <>
      <h3 className={styles['switched']}>
        Entries in the record
        <button
          type="button"
          className={styles['inline']}
          onClick={() => copy(entries.map(({ seq, hash }) => `${seq} ${hash}`).join('\n'), 'all entries')}
        >
          Copy all
        </button>
      </h3>
      <ul className={styles['plain']}>
        {entries.map(({ seq, kind, hash }) => (
          <li key={seq} className={styles['entry']}>
            <span>
              {seq} {kind}
            </span>
            <code title={hash}>{hash.slice(0, 16)}…</code>
            <button
              type="button"
              className={styles['inline']}
              aria-label={`Copy entry ${seq}`}
              onClick={() => copy(`${seq} ${hash}`, `entry ${seq}`)}
            >
              Copy
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

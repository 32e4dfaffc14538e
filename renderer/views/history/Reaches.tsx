import type { CallDetail } from '../../../shared/contract/history.ts';
import type { ReachOrigin } from '../../../shared/contract/reach-origin.ts';
import { touchedWords } from '../../../shared/core/call-row.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { Touched } from '../../parts/Touched.tsx';
import { When } from '../../parts/When.tsx';
import { originWords } from '../../state/origin-words.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './detail.module.css';

/** What the call touches, each with where the record first shows it. */
export function Reaches({ detail }: { readonly detail: CallDetail }) {
  const { reaches, row, origins = [] } = detail;
  if (reaches.length === 0) return <p className={styles['quiet']}>Nothing that Remit knows of.</p>;
  return (
    <>
      <ul className={styles['reaches']}>
        {reaches.map((reach, index) => {
          const words = row.touched[index] ?? touchedWords(reach, '');
          const isElse = 'asked' in reach && !words.includes(reach.asked);
          const origin = origins[index];
          return (
            <li key={`${reach.pointer} ${words}`}>
              <Touched words={[words]} />
              {isElse && (
                <span className={styles['quiet']}>
                  {' '}
                  written as <SafeText text={reach.asked} />
                </span>
              )}
              {origin !== undefined && <Origin origin={origin} />}
            </li>
          );
        })}
      </ul>
      {origins.some(({ kind }) => kind === 'nowhere') && (
        <p className={styles['quiet']}>What you tell an agent doesn’t pass Remit: it may come from there.</p>
      )}
    </>
  );
}

function Origin({ origin }: { readonly origin: ReachOrigin }) {
  const open = useHistory((state) => state.open);
  const { before, tool } = originWords(origin);
  return (
    <div className={styles['quiet']}>
      {before}
      {'call' in origin && tool !== null && (
        <>
          {' '}
          <button
            type="button"
            className={styles['inline']}
            onClick={() => {
              // This button goes with the call that it stands in.
              document.getElementById('history-detail')?.focus();
              void open(origin.call);
            }}
          >
            <SafeText text={tool} />
          </button>
          , <When at={origin.at} />
        </>
      )}
    </div>
  );
}

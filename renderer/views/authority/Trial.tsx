import { ArrowRight } from 'lucide-react';
import type { GrantTrial } from '../../../shared/contract/authority.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { Soon } from '../../parts/Soon.tsx';
import { Touched } from '../../parts/Touched.tsx';
import { When } from '../../parts/When.tsx';
import type { Considered } from '../../state/authority-store.ts';
import { callsWords, tallyText, trialWords } from '../../state/authority-words.ts';
import { CallLink } from './CallLink.tsx';
import styles from './grant-detail.module.css';

/** What the change that is considered would have done, as soon as it is known. */
export function Trial({ considered }: { readonly considered: Considered }) {
  const { trial, problem } = considered;
  return (
    <div className={styles['trial']} role="status">
      {problem !== null && <p className={styles['asks']}>It can’t be tried against history: {problem}.</p>}
      {trial !== null && <Tried trial={trial} />}
      {trial === null && problem === null && (
        <Soon>
          <p className={styles['quiet']}>Trying it against history…</p>
        </Soon>
      )}
    </div>
  );
}

function Tried({ trial }: { readonly trial: GrantTrial }) {
  const { tried, notTried, now, then, examples } = trial;
  const differs = now.inside !== then.inside || now.asks !== then.asks || now.denied !== then.denied;
  return (
    <>
      <p className={differs ? styles['asks'] : ''}>{trialWords(trial)}</p>
      {tried > 0 && differs && (
        <p className={styles['quiet']}>
          now {tallyText(now, then)}, then {tallyText(then, now)}
        </p>
      )}
      {notTried > 0 && (
        <p className={styles['quiet']}>
          {callsWords(notTried)} can’t be tried: the record doesn’t hold what they were called with whole.
        </p>
      )}
      {examples.length > 0 && <Examples examples={examples} />}
    </>
  );
}

function Examples({ examples }: { readonly examples: GrantTrial['examples'] }) {
  return (
    <details className={styles['examples']} open={examples.length <= 3}>
      <summary>Which, newest first</summary>
      <ul className={styles['calls']}>
        {examples.map((one) => (
          <li key={one.call}>
            <CallLink call={one.call}>
              {one.touched.length === 0 ? (
                <SafeText text={`${one.server} > ${one.tool}`} />
              ) : (
                <Touched words={one.touched} />
              )}
            </CallLink>
            <span className={styles['quiet']}>
              <SafeText text={one.agent} />, <When at={one.at} />
            </span>
            <span className={styles['turn']}>
              {one.now} <ArrowRight size={12} aria-label="then" /> {one.then}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

import { useEffect, useState } from 'react';
import styles from './approval.module.css';
import { VisibleText } from './VisibleText.tsx';

/** A caller that calls again by itself is back sooner than this: saying so would only flicker. In ms. */
const BACK_MS = 1000;

/**
 * Says that nobody waits for the answer just now. It stands at the top of the answers, which end at the window's lower edge: when it comes and
 * goes, neither the buttons nor what is being read moves.
 */
export function PutOff({ agent, isPutOff }: { readonly agent: string; readonly isPutOff: boolean }) {
  const [isSaid, setSaid] = useState(false);
  useEffect(() => {
    if (!isPutOff) return undefined;
    const timer = window.setTimeout(() => setSaid(true), BACK_MS);
    return () => {
      window.clearTimeout(timer);
      setSaid(false);
    };
  }, [isPutOff]);
  return (
    <div role="status">
      {isSaid && (
        <p className={styles['words']}>
          <VisibleText text={agent} /> could not wait any longer and was told to call again. For the same
          call, your answer holds for ten minutes.
        </p>
      )}
    </div>
  );
}

import { useEffect, useState } from 'react';
import { agoWords, exactTime } from '../state/time-words.ts';

const EVERY_MS = 30_000;

/** A time as "2 min ago", with the exact one on hover and to screen readers. */
export function When({ at }: { readonly at: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => window.clearInterval(timer);
  }, [at]);
  return (
    <time dateTime={at} title={exactTime(at)}>
      {agoWords(at, now)}
    </time>
  );
}

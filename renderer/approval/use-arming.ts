import { useEffect, useState } from 'react';
import type { PromptRequest } from '../../shared/contract/request.ts';

/** The same figure as in shared/contract/ipc.ts, which a test holds it to: that file would bring its schemas into this document. */
export const ARMING_MS = 500;

/** Main hears of a movement a little later than the document: an answer that it would still refuse isn't offered. In ms. */
const MARGIN_MS = 60;

/**
 * Whether an allowing answer may be given: false for the arming time after main has noted that the question is drawn, and after the window
 * was focused, shown, or resized, so that a click or key meant for something else answers nothing. Main measures the same for itself.
 */
export function useArming(request: PromptRequest, isNoted: boolean): boolean {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!isNoted) return undefined;
    let timer = 0;
    const arm = (): void => {
      setArmed(false);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setArmed(true), ARMING_MS + MARGIN_MS);
    };
    arm();
    const disturbances = ['focus', 'resize'] as const;
    disturbances.forEach((name) => window.addEventListener(name, arm));
    document.addEventListener('visibilitychange', arm);
    return () => {
      window.clearTimeout(timer);
      disturbances.forEach((name) => window.removeEventListener(name, arm));
      document.removeEventListener('visibilitychange', arm);
    };
  }, [request.id, isNoted]);
  return armed;
}

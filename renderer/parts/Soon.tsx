import { useEffect, useState, type ReactNode } from 'react';

/** What takes shorter than this is not announced: it would only flicker. */
const SOON_MS = 300;

/** Shows its content only when it is still there after a moment: "Reading…" and the like. */
export function Soon({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), SOON_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return shown ? children : null;
}

import { useEffect } from 'react';

/** Keys by their place on the keyboard, because Alt changes what letters they give. A key that is held down presses once. */
export function useAltKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const press = keys[event.code];
      if (press === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      event.preventDefault();
      press();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}

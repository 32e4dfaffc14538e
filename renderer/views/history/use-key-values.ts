import { useEffect, useState } from 'react';
import type { FilterKey } from '../../../shared/contract/history.ts';
import { CLOSED_VALUES } from '../../../shared/core/history-filter.ts';
import { useBridge } from '../../state/use-app.ts';

const NONE: readonly string[] = [];

/** The values that the history has for a key; none while they are being read, or when they can't be. */
export function useKeyValues(key: FilterKey | null): readonly string[] {
  const bridge = useBridge();
  const [found, setFound] = useState<{ readonly key: FilterKey; readonly values: readonly string[] } | null>(
    null,
  );
  const closed = key === null ? undefined : CLOSED_VALUES[key];
  const isAsked = key !== null && key !== 'text' && closed === undefined;
  useEffect(() => {
    if (key === null || !isAsked) return undefined;
    let isWanted = true;
    void bridge.invoke('app:history-values', { key }).then((reply) => {
      if (isWanted && reply.ok) setFound({ key, values: reply.value });
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, key, isAsked]);
  return closed ?? (found?.key === key ? found.values : NONE);
}

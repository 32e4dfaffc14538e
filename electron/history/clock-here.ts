import type { FilterClock } from '../../shared/core/filter-time.ts';

/** Now, and this machine's time zone. */
export function clockHere(): FilterClock {
  return { now: Date.now(), offsetAt: (instant) => -new Date(instant).getTimezoneOffset() };
}

// What has been used of the grants, as far as judging depends on it. Counting is done by whoever lets calls through; here it is only asked.

import type { GrantId, Instant } from '../contract/ids.ts';
import type { Limit } from '../contract/scope.ts';

export type Usage = {
  /** Whether one more call would be more than the limit allows at this moment. Calls in flight count. */
  readonly isReached: (limit: Limit, now: Instant) => boolean;
  /** Whether the grant has gone unused so long that it no longer counts. */
  readonly hasLapsed: (grant: GrantId, now: Instant) => boolean;
  /** What has been spent under a spend grant so far, as a plain decimal. */
  readonly spent: (grant: GrantId) => string;
};

/** Days after which a grant that nothing has used lapses. */
export const LAPSE_DAYS = 30;

/** Nothing has been used yet. A limit of no calls is reached all the same. */
export const UNUSED: Usage = {
  isReached: (limit) => limit.maxCalls === 0 || limit.perMinute === 0,
  hasLapsed: () => false,
  spent: () => '0',
};

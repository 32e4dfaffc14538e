// By how much an extended grant is more than the one it comes from, in words: read from the two grants, whatever was proposed.

import type { GrantStanding } from '../contract/authority.ts';
import type { Instant } from '../contract/ids.ts';
import type { ExtensionPoint } from '../contract/request.ts';
import type { Grant, Lifetime, Limit, ReachGrant, SpendGrant } from '../contract/scope.ts';
import { moneyWords } from './plain-words.ts';
import { amountLeft } from './read-amount.ts';
import { lifetimeWords } from './scope-words.ts';

export type PointContext = {
  readonly standing: GrantStanding;
  /** What was used so far counts no more. */
  readonly renews: boolean;
  /** A local time, as the user reads it. */
  readonly timeWords: (at: Instant) => string;
  /** How long it is between two instants: "6 days and 23 hours". */
  readonly spanWords: (from: Instant, to: Instant) => string;
};

const NONE = 'no limit';

/** What was granted, what will be, and the difference; the lifetime first. Both grants have the same parts in the same order. */
export function extensionPoints(
  before: Grant,
  after: Grant,
  context: PointContext,
): readonly ExtensionPoint[] {
  return [
    ...lifetimePoint(before.lifetime, after.lifetime, context),
    ...before.limits.flatMap((limit, at) => limitPoints(limit, after.limits[at])),
    ...before.reach.flatMap((part, at) => spendPoints(part, after.reach[at])),
    ...renewalPoint(context),
  ];
}

function lifetimePoint(
  before: Lifetime,
  after: Lifetime,
  { standing, timeWords, spanWords }: PointContext,
): readonly ExtensionPoint[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const words = (one: Lifetime): string =>
    one.kind === 'until' ? `until ${timeWords(one.at)}` : lifetimeWords(one);
  const isOver = standing === 'ended';
  return [
    {
      about: 'how long it holds',
      granted: isOver ? `${words(before)}, which is over` : words(before),
      will: after.kind === 'always' ? 'always, until you revoke it' : words(after),
      more: isOver ? 'it comes into force again' : moreTime(before, after, spanWords),
    },
  ];
}

function moreTime(before: Lifetime, after: Lifetime, spanWords: PointContext['spanWords']): string {
  if (before.kind === 'until' && after.kind === 'until') return `${spanWords(before.at, after.at)} more`;
  if (after.kind === 'always') return 'it never ends by itself';
  return 'also after it would have ended';
}

function limitPoints(before: Limit, after: Limit | undefined): readonly ExtensionPoint[] {
  return [
    ...countPoint('how many calls', before.maxCalls, after?.maxCalls, callsWords),
    ...countPoint(
      'how often',
      before.perMinute,
      after?.perMinute,
      (count) => `${callsWords(count)} a minute`,
    ),
  ];
}

function callsWords(count: number): string {
  return `${count} ${count === 1 ? 'call' : 'calls'}`;
}

function countPoint(
  about: string,
  before: number | undefined,
  after: number | undefined,
  words: (count: number) => string,
): readonly ExtensionPoint[] {
  if (before === undefined || before === after) return [];
  const granted = words(before);
  if (after === undefined) return [{ about, granted, will: NONE, more: 'as many as it likes' }];
  return [{ about, granted, will: words(after), more: words(after - before) }];
}

function spendPoints(before: ReachGrant, after: ReachGrant | undefined): readonly ExtensionPoint[] {
  if (before.kind !== 'spend' || after?.kind !== 'spend') return [];
  return [
    ...amountPoint('each payment', 'perCall', before, after),
    ...amountPoint('in all', 'total', before, after),
  ];
}

function amountPoint(
  about: string,
  which: 'perCall' | 'total',
  before: SpendGrant,
  after: SpendGrant,
): readonly ExtensionPoint[] {
  const { [which]: held } = before;
  const { [which]: next } = after;
  if (held === undefined || held === next) return [];
  const words = (amount: string): string => `up to ${moneyWords(amount, before.currency)}`;
  const granted = words(held);
  if (next === undefined) return [{ about, granted, will: NONE, more: 'any amount' }];
  const more = moneyWords(amountLeft(next, held), before.currency);
  return [{ about, granted, will: words(next), more }];
}

function renewalPoint({ standing, renews }: PointContext): readonly ExtensionPoint[] {
  if (standing === 'lapsed')
    return [
      {
        about: 'lapsed',
        granted: 'it asks again, because nothing used it for 30 days',
        will: 'in force again',
        more: 'all that it lets through',
      },
    ];
  if (standing !== 'used-up' || !renews) return [];
  return [{ about: 'used up', granted: 'its limit is reached', will: 'counted anew', more: 'as much again' }];
}

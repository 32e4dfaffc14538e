// What the Authority window says of grants and trials, in words.

import type { AuthorityRow, GrantStanding, GrantTrial } from '../../shared/contract/authority.ts';
import type { Grant, Lifetime } from '../../shared/contract/scope.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { lifetimeWords } from '../../shared/core/scope-words.ts';
import { exactTime } from './time-words.ts';

/** A grant's sentence beneath its agent's name: "may write in ~/project". */
export function grantSentence({ agent, words }: Grant): string {
  const name = agent === 'any' ? 'Any agent' : agent.name;
  const own = words.startsWith(`${name} `) ? words.slice(name.length + 1) : words;
  return own.replace(/[;,] and nothing else$/, '');
}

const ON_GRANTED = /^may use (\S+ > \S+) on what is granted, with [^;]*; (may .*)$/s;
const LEFT_OUT = /, but not protected places \([^)]*\),?/g;

/**
 * The sentence for a list: "may read and write anything in ~/p with files > edit". Of a tool that is granted on what else is granted the
 * place is what tells grants apart, and stands at the end of the whole sentence. A name in quotation marks could hold any words: nothing is
 * left out beside one.
 */
export function grantLine(grant: Grant): string {
  const whole = grantSentence(grant);
  const [, tool = '', rest = ''] = ON_GRANTED.exec(whole) ?? [];
  const isPlain = rest.endsWith(` with ${tool}`) && !/["“”`;]/.test(rest);
  return tool !== '' && isPlain ? rest.replace(LEFT_OUT, '') : whole;
}

export function lifetimeText(lifetime: Lifetime): string {
  return lifetime.kind === 'until' ? `until ${exactTime(lifetime.at)}` : lifetimeWords(lifetime);
}

export function standingWords(standing: GrantStanding): string {
  switch (standing) {
    case 'in-force':
      return 'in force';
    case 'unused':
      return 'not used yet';
    case 'lapsed':
      return 'lapsed';
    case 'used-up':
      return 'used up';
    case 'ended':
      return 'ended';
    case 'revoked':
      return 'revoked';
    default:
      return assertNever(standing);
  }
}

/** What a standing means for the agent, where that isn't plain. */
export function standingMeaning(standing: GrantStanding): string | null {
  switch (standing) {
    case 'lapsed':
      return 'Nothing used it for 30 days: it asks again.';
    case 'used-up':
      return 'Its limit is reached: it asks again.';
    case 'ended':
      return 'Its time is over: what it allowed asks again.';
    case 'revoked':
      return 'It is revoked: what it allowed asks again.';
    case 'in-force':
    case 'unused':
      return null;
    default:
      return assertNever(standing);
  }
}

export function usesWords({ uses }: AuthorityRow): string {
  if (uses === 0) return 'not used yet';
  return uses === 1 ? 'used once' : `used ${uses.toLocaleString()} times`;
}

export function callsWords(calls: number): string {
  return `${calls.toLocaleString()} ${calls === 1 ? 'call' : 'calls'}`;
}

/** What a change would do to the calls of the past, in one sentence. */
export function trialWords({ tried, now, then }: GrantTrial): string {
  if (tried === 0) return 'There are no past calls to try it against.';
  const more = now.inside - then.inside;
  const differs = more !== 0 || now.asks !== then.asks || now.denied !== then.denied;
  const past = tried === 1 ? 'the one past call' : `${callsWords(tried)} of the past`;
  if (!differs) return tried === 1 ? 'The one past call stays as it is.' : `All ${past} stay as they are.`;
  const those = tried === 1 ? 'The one past call' : `Of ${past}, ${more.toLocaleString()}`;
  return `${those} that ${more === 1 ? 'is' : 'are'} inside now would ask.`;
}

/** "212 inside, 40 ask". Those that are denied count only where their number is another one in the end. */
export function tallyText({ inside, asks, denied }: GrantTrial['now'], other: GrantTrial['now']): string {
  const parts = [`${inside.toLocaleString()} inside`, `${asks.toLocaleString()} ask`];
  return [...parts, ...(denied !== other.denied ? [`${denied.toLocaleString()} denied`] : [])].join(', ');
}

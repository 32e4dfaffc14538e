// What the user fills in to extend a grant, and the proposal that is made of it.

import type { Extension, Longer } from '../../shared/contract/authority.ts';
import { instantSchema, type GrantId, type Instant } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ExtensionEnds, ExtensionTerms } from '../../shared/core/extension-terms.ts';
import { moneyWords } from '../../shared/core/plain-words.ts';
import { amountSum } from '../../shared/core/read-amount.ts';

type Where =
  | { readonly kind: 'limit'; readonly counter: string; readonly field: 'maxCalls' | 'perMinute' }
  | { readonly kind: 'spend'; readonly part: GrantId; readonly field: 'perCall' | 'total' };

/** A limit that can be raised. */
export type Raisable = {
  readonly key: string;
  readonly where: Where;
  readonly label: string;
  readonly held: string;
  readonly twice: string;
  readonly words: (value: string) => string;
  readonly mayBeNone: boolean;
};

/** What becomes of a limit; `other` is what the user writes. */
export type Raise = { readonly kind: 'same' | 'twice' | 'other' | 'none'; readonly text: string };
export const SAME: Raise = { kind: 'same', text: '' };

export type ExtensionDraft = {
  readonly lifetime: Longer | null;
  readonly raises: Readonly<Record<string, Raise>>;
  readonly renews: boolean;
};

const HOUR_MS = 3_600_000;

/** When the times that can be chosen end, counted from `now` (in ms). The broker counts from when it is proposed. */
export function endsFrom(now: number): ExtensionEnds {
  const after = (ms: number): Instant => instantSchema.parse(new Date(now + ms).toISOString());
  return { hour: after(HOUR_MS), day: after(24 * HOUR_MS), week: after(7 * 24 * HOUR_MS) };
}

export function firstDraft({ lifetimes, keepsLifetime, renewal }: ExtensionTerms): ExtensionDraft {
  return { lifetime: keepsLifetime ? null : (lifetimes[0] ?? null), raises: {}, renews: renewal === 'must' };
}

/** All limits of a grant, in its order. */
export function raisables({ limits, spend }: ExtensionTerms): readonly Raisable[] {
  const counts = limits.flatMap(({ counter, maxCalls, perMinute }) => [
    ...countOf({ kind: 'limit', counter, field: 'maxCalls' }, 'Calls in all', maxCalls),
    ...countOf({ kind: 'limit', counter, field: 'perMinute' }, 'Calls a minute', perMinute),
  ]);
  const sums = spend.flatMap(({ id: part, perCall, total, currency }) => {
    const mayBeNone = perCall !== undefined && total !== undefined;
    const sumOf = (
      field: 'perCall' | 'total',
      label: string,
      held: string | undefined,
    ): readonly Raisable[] =>
      held === undefined
        ? []
        : [
            {
              key: `${part} ${field}`,
              where: { kind: 'spend', part, field },
              label: `${label}, in ${currency}`,
              held,
              twice: amountSum([held, held]),
              words: (value) => moneyWords(value, currency),
              mayBeNone,
            },
          ];
    return [...sumOf('perCall', 'Each payment', perCall), ...sumOf('total', 'Spent in all', total)];
  });
  return [...counts, ...sums];
}

function countOf(where: Where, label: string, held: number | undefined): readonly Raisable[] {
  if (held === undefined || where.kind !== 'limit') return [];
  const key = `${where.counter} ${where.field}`;
  const twice = String(Math.max(1, held * 2));
  return [{ key, where, label, held: String(held), twice, words: (value) => value, mayBeNone: true }];
}

/** The proposal; the error says what is missing. */
export function extensionOf(
  grant: GrantId,
  terms: ExtensionTerms,
  { lifetime, raises, renews }: ExtensionDraft,
): Result<Extension, string> {
  const limits: Extension['limits'][number][] = [];
  const spend: Extension['spend'][number][] = [];
  for (const one of raisables(terms)) {
    const raised = raisedOf(one, raises[one.key] ?? SAME);
    if (!raised.ok) return raised;
    if (raised.value === undefined) continue;
    const { where } = one;
    if (where.kind === 'limit') {
      const value = raised.value === null ? null : Number(raised.value);
      join(limits, ({ counter }) => counter === where.counter, {
        counter: where.counter,
        [where.field]: value,
      });
    } else join(spend, ({ part }) => part === where.part, { part: where.part, [where.field]: raised.value });
  }
  if (lifetime === null && limits.length === 0 && spend.length === 0 && !renews)
    return err('Choose what is to be more.');
  return ok({ grant, lifetime, limits, spend, renews });
}

/** Two fields of one limit are one entry. */
function join<T extends object>(list: T[], isSame: (one: T) => boolean, next: T): void {
  const at = list.findIndex(isSame);
  if (at === -1) list.push(next);
  else list[at] = { ...list[at], ...next };
}

/** `undefined`: it stays; `null`: there is none any more. */
function raisedOf(
  { label, twice, where }: Raisable,
  { kind, text }: Raise,
): Result<string | null | undefined, string> {
  if (kind === 'same') return ok(undefined);
  if (kind === 'none') return ok(null);
  if (kind === 'twice') return ok(twice);
  const form = where.kind === 'limit' ? /^[1-9]\d{0,8}$/ : /^(0|[1-9]\d{0,17})(\.\d{1,10})?$/;
  const written = text.trim();
  if (form.test(written)) return ok(written);
  return err(
    `${label}: write ${where.kind === 'limit' ? 'a whole number' : 'an amount such as 300 or 0.60'}.`,
  );
}

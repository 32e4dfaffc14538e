// Reads money as a decimal: a JSON number or plain decimal text, with no more places than its currency has. Signs, exponents, separators,
// units and digits of other scripts are not amounts, because two readers could take them differently.

import { Big } from 'big.js';
import { LosslessNumber } from 'lossless-json';
import type { JsonValue } from '../contract/json.ts';
import { currencyPlaces } from '../profiles/currency-places.ts';
import { isJsonList, isJsonObject } from './strict-json.ts';

/** `amount` is a plain decimal in the currency's major unit, `currency` a code in capitals. */
export type SpendReading =
  | { readonly kind: 'spend'; readonly amount: string; readonly currency: string }
  | { readonly kind: 'unreadable'; readonly why: string };
/** Whether 100 is a hundred of the currency or a hundred of its smallest part. */
export type MoneyUnit = 'major' | 'minor';

const unreadable = (why: string): SpendReading => ({ kind: 'unreadable', why });
const NOT_AN_AMOUNT = 'it is not a plain amount';

/** More digits than any amount has; a decimal of a million digits would take long to add. */
const PLAIN = /^(0|[1-9]\d{0,29})(\.\d{1,29})?$/;
const MAX_LINES = 10_000;

/** Reads one amount. `currency` is the value of the argument that names it, or a code. Never throws. */
export function readAmount(
  value: JsonValue | undefined,
  currency: JsonValue | undefined,
  unit: MoneyUnit,
): SpendReading {
  const money = readMoney(currency, unit);
  if (money.kind === 'unreadable') return money;
  const text = decimalText(value);
  if (text === null) return unreadable(NOT_AN_AMOUNT);
  if (placesOf(text) > money.places) return unreadable(tooFine(money.code));
  return spend(new Big(text), money);
}

/**
 * Reads a list of lines as the sum of each line's product: the first factor is money, the others count. Counts are whole, unless `counts`
 * says that there may be a part of one (hours, weight). A line that lacks a factor, or a list without lines, is unreadable.
 */
export function readTotal(
  lines: JsonValue | undefined,
  currency: JsonValue | undefined,
  { unit, factors, counts = 'whole' }: TotalOf,
): SpendReading {
  const money = readMoney(currency, unit);
  if (money.kind === 'unreadable') return money;
  if (!isJsonList(lines) || lines.length === 0 || lines.length > MAX_LINES || factors.length === 0)
    return unreadable('it is not a list of amounts');
  let sum = new Big(0);
  for (const line of lines) {
    let product = new Big(1);
    for (const [at, factor] of factors.entries()) {
      const text = decimalText(isJsonObject(line) ? line[factor] : undefined);
      if (text === null) return unreadable(`one of its lines has no plain \`${factor}\``);
      if (at === 0 && placesOf(text) > money.places) return unreadable(tooFine(money.code));
      if (at > 0 && counts === 'whole' && placesOf(text) > 0)
        return unreadable(`one of its lines has a \`${factor}\` that is not whole`);
      product = product.times(text);
    }
    sum = sum.plus(product);
  }
  return spend(sum, money);
}
export type TotalOf = {
  readonly unit: MoneyUnit;
  readonly factors: readonly string[];
  readonly counts?: 'whole' | 'decimal';
};

/** Whether an amount is at most a limit. What isn't a plain decimal is never within one, and nothing is within it. */
export function amountWithin(amount: string, limit: string): boolean {
  return PLAIN_SUM.test(amount) && PLAIN_SUM.test(limit) && new Big(amount).lte(limit);
}

/** The sum of plain decimals. With one that isn't, it is `NaN`, which is within no limit. */
export function amountSum(amounts: readonly string[]): string {
  if (!amounts.every((amount) => PLAIN_SUM.test(amount))) return 'NaN';
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed();
}

/** What is left of a limit; nothing when more was used, or what was used is no plain decimal. */
export function amountLeft(limit: string, used: string): string {
  return amountWithin(used, limit) ? new Big(limit).minus(used).toFixed() : '0';
}

/** Sums and products have more digits than what they are made of. */
const PLAIN_SUM = /^\d{1,400}(\.\d{1,400})?$/;

type Money = {
  readonly kind: 'money';
  readonly code: string;
  readonly places: number;
  readonly minor: number;
};

/** The currency has to be given, and be one code; ASCII case doesn't count. */
function readMoney(
  currency: JsonValue | undefined,
  unit: MoneyUnit,
): Money | { readonly kind: 'unreadable'; readonly why: string } {
  if (currency === undefined) return { kind: 'unreadable', why: 'its currency is not given' };
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency))
    return { kind: 'unreadable', why: 'its currency is not a code of three letters' };
  const code = currency.toUpperCase();
  const places = currencyPlaces(code, unit);
  if (places === null) return { kind: 'unreadable', why: `amounts of ${code} are read differently` };
  return { kind: 'money', code, places: unit === 'major' ? places : 0, minor: unit === 'major' ? 0 : places };
}

function spend(sum: Big, { code, minor }: Money): SpendReading {
  const amount = minor === 0 ? sum : sum.times(new Big(`1e-${minor}`));
  return { kind: 'spend', amount: amount.toFixed(), currency: code };
}

/** The digits of a number as they are sent, and of a text as it is written; null for anything that isn't a plain decimal. */
function decimalText(value: JsonValue | undefined): string | null {
  const text = typeof value === 'string' ? value : numberText(value);
  return text !== null && PLAIN.test(text) ? text : null;
}

function numberText(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return Object.is(value, -0) ? null : String(value);
  return value instanceof LosslessNumber ? value.value : null;
}

function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}

function tooFine(code: string): string {
  return `it has more decimal places than ${code}`;
}

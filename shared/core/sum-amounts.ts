import { Big } from 'big.js';

/** The sum of amounts, each so many times, as a plain decimal. */
export function sumAmounts(amounts: Iterable<readonly [amount: string, times: number]>): string {
  let sum = new Big(0);
  for (const [amount, times] of amounts) sum = sum.plus(new Big(amount).times(times));
  return sum.toFixed();
}

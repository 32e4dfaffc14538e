import { Big } from 'big.js';

/** `sum` and `times` times `amount`, all plain decimals, exactly. */
export function sumOf(sum: string, amount: string, times: number): string {
  return new Big(sum).plus(new Big(amount).times(times)).toFixed();
}

/**
 * How many decimal places currencies have that haven't two (ISO 4217, list one, as of 2024-06-25).
 */
const PLACES: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** Codes of metals, funds, units of account and tests: nothing is smaller than one of them, and nobody is paid in them. */
const NOT_MONEY: ReadonlySet<string> = new Set(
  'XAG XAU XPD XPT XBA XBB XBC XBD XDR XSU XUA XTS XXX'.split(' '),
);

/** Currencies whose smallest unit payment services count differently than ISO does: `minor` may mean a whole one. */
const DISPUTED_MINOR: ReadonlySet<string> = new Set('CVE IDR MGA MRU'.split(' '));

/** Decimal places of a currency, `code` in capitals; null when its amounts can't be told. */
export function currencyPlaces(code: string, unit: 'major' | 'minor'): number | null {
  if (NOT_MONEY.has(code) || (unit === 'minor' && DISPUTED_MINOR.has(code))) return null;
  return PLACES.get(code) ?? 2;
}

import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../shared/contract/json.ts';
import { amountSum, amountWithin, readAmount, readTotal } from '../../shared/core/read-amount.ts';
import { readValue } from '../../shared/core/strict-json.ts';

/** As an argument of a call is read: numbers keep what a double would change. */
function sent(json: string): JsonValue {
  const value = readValue(json);
  if (value === undefined) throw new Error(`not JSON: ${json}`);
  return value;
}

function amountOf(
  json: string,
  currency: JsonValue | undefined = 'EUR',
  unit: 'major' | 'minor' = 'major',
): string {
  const read = readAmount(sent(json), currency, unit);
  return read.kind === 'spend' ? `${read.amount} ${read.currency}` : 'unreadable';
}

describe('a plain amount', () => {
  test.each([
    ['5', '5 EUR'],
    ['0', '0 EUR'],
    ['100', '100 EUR'],
    ['99.99', '99.99 EUR'],
    ['0.01', '0.01 EUR'],
    ['100.0', '100 EUR'],
    ['100.00', '100 EUR'],
    ['1e2', '100 EUR'],
    ['"5"', '5 EUR'],
    ['"5.00"', '5 EUR'],
    ['"5.5"', '5.5 EUR'],
    ['"0.99"', '0.99 EUR'],
    ['"0"', '0 EUR'],
    ['12345678901234567890', '12345678901234567890 EUR'],
    ['123456789012345678.91', '123456789012345678.91 EUR'],
  ])('%s is %s', (json, amount) => {
    expect(amountOf(json)).toBe(amount);
  });

  test.each<[string, string, 'major' | 'minor', string]>([
    ['1', 'EUR', 'minor', '0.01 EUR'],
    ['10000', 'EUR', 'minor', '100 EUR'],
    ['"2550"', 'eur', 'minor', '25.5 EUR'],
    ['500', 'JPY', 'minor', '500 JPY'],
    ['500', 'JPY', 'major', '500 JPY'],
    ['1.234', 'KWD', 'major', '1.234 KWD'],
    ['1234', 'KWD', 'minor', '1.234 KWD'],
    ['50', 'Usd', 'major', '50 USD'],
  ])('%s %s in %s units is %s', (json, currency, unit, amount) => {
    expect(amountOf(json, currency, unit)).toBe(amount);
  });
});

describe('what is no plain amount', () => {
  test.each([
    ['signs', ['-50', '-0', '-0.0', '-0.01', '"-50"', '"+50"', '"-0"', '"−50"', '"(50)"', '"50-"']],
    ['exponents', ['"1e2"', '"1E2"', '"1e400"', '"1e-2"', '1e400', '1E+400', '1e-400', '1e25', '1e-7']],
    [
      'other numbers',
      ['"NaN"', '"nan"', '"Infinity"', '"-Infinity"', '"inf"', '"0x32"', '"0b11"', '"0o7"', '"1/2"', '"50%"'],
    ],
    ['zeros before it', ['"050"', '"0100.00"', '"00"', '"00.5"', '"007"']],
    ['a point without digits', ['"5."', '".5"', '"."', '"5..0"', '"1.2.3"']],
    [
      'separators',
      [
        '"100,00"',
        '"1,000"',
        '"1.000,00"',
        '"50 000"',
        '"50\\u00a0000"',
        '"50\\u202f000"',
        '"1\'000"',
        '"1_000"',
        '"5·00"',
      ],
    ],
    ['spaces', ['" 50"', '"50 "', '"50\\n"', '"\\t50"', '"5 0"', '""', '" "']],
    ['currencies in it', ['"50USD"', '"50 EUR"', '"€50"', '"$50"', '"50€"', '"EUR 50"', '"50k"', '"fifty"']],
    [
      'other digits',
      ['"５０"', '"٥٠"', '"५०"', '"5\\u200b0"', '"5\\u202e0"', '"²"', '"Ⅴ"', '"5٫0"', '"５0"', '"5．0"'],
    ],
    ['other types', ['true', 'false', 'null', '[50]', '[]', '{}', '{"value":50}', '["50"]']],
    [
      'too many places',
      [
        '99.999',
        '"99.999"',
        '"5.000"',
        '100.004999',
        '0.001',
        '0.30000000000000004',
        '33.333333333333336',
        '"100.00000000000000000000001"',
        '100.00000000000000000000001',
      ],
    ],
    ['code', ['"50; 5000"', '"50\\u0000"', '"50#"', '"50//"', '"=50"', '"50\\r\\n5000"', '"{{50}}"', '"$x"']],
    [
      'more digits than money has',
      ['9'.repeat(31), `"${'9'.repeat(31)}"`, `"${'9'.repeat(100_000)}"`, `0.${'0'.repeat(100)}1`],
    ],
  ])('%s', (_name, list) => {
    for (const json of list) expect([json, amountOf(json)]).toEqual([json, 'unreadable']);
  });

  test('nothing at all', () => {
    expect(readAmount(undefined, 'EUR', 'major').kind).toBe('unreadable');
  });

  test.each<[string, string, 'major' | 'minor']>([
    ['50.5', 'JPY', 'major'],
    ['"50.0"', 'JPY', 'major'],
    ['0.5', 'EUR', 'minor'],
    ['"50.00"', 'EUR', 'minor'],
    ['50.5', 'JPY', 'minor'],
    ['1.2345', 'KWD', 'major'],
    ['1.234', 'EUR', 'major'],
  ])('%s %s in %s units has more places than there are', (json, currency, unit) => {
    expect(amountOf(json, currency, unit)).toBe('unreadable');
  });

  test.each<[string, JsonValue | undefined]>([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['a list', ['EUR']],
    ['an object', { code: 'EUR' }],
    ['a number', 978],
    ['a symbol', '€'],
    ['two', 'EUR,USD'],
    ['two joined', 'EURUSD'],
    ['with a space', 'EUR '],
    ['full-width', 'ＥＵＲ'],
    ['Cyrillic', 'ЕUR'],
    ['with an invisible character', 'EU\u200bR'],
    ['with a long s', 'uſd'],
    ['a name', 'euro'],
    ['gold', 'XAU'],
    ['no currency', 'XXX'],
    ['a test', 'XTS'],
  ])('a currency that is %s', (_name, currency) => {
    expect(readAmount(50, currency, 'major').kind).toBe('unreadable');
  });

  test('smallest units that services count differently', () => {
    expect(readAmount(500, 'MGA', 'minor').kind).toBe('unreadable');
    expect(readAmount(500, 'MGA', 'major').kind).toBe('spend');
  });
});

describe('a total of lines', () => {
  const lines = (json: string, counts?: 'whole' | 'decimal', currency = 'EUR'): string => {
    const read = readTotal(sent(json), currency, {
      unit: 'major',
      factors: ['price', 'quantity'],
      ...(counts === undefined ? {} : { counts }),
    });
    return read.kind === 'spend' ? read.amount : 'unreadable';
  };

  test.each([
    ['[{"price":100,"quantity":1}]', '100'],
    ['[{"price":0,"quantity":5},{"price":99.99,"quantity":1}]', '99.99'],
    ['[{"price":0.1,"quantity":3},{"price":0.2,"quantity":3}]', '0.9'],
    ['[{"price":"19.99","quantity":"5"}]', '99.95'],
    ['[{"price":10,"quantity":0}]', '0'],
    ['[{"price":10,"quantity":2.0,"name":"pens"}]', '20'],
    ['[{"price":99999999.99,"quantity":99999999}]', '9999999899000000.01'],
  ])('%s is %s', (json, amount) => {
    expect(lines(json)).toBe(amount);
  });

  test.each([
    '[]',
    '{}',
    'null',
    '"x"',
    '[1]',
    '[null]',
    '[[]]',
    '[{"price":10}]',
    '[{"quantity":1}]',
    '[{"price":10,"quantity":null}]',
    '[{"price":null,"quantity":1}]',
    '[{"price":10,"quantity":-1}]',
    '[{"price":-10,"quantity":1}]',
    '[{"price":200,"quantity":1},{"price":-150,"quantity":1}]',
    '[{"price":10,"quantity":1.5}]',
    '[{"price":10,"quantity":"1e3"}]',
    '[{"price":10.005,"quantity":1}]',
    '[{"price":"10,00","quantity":1}]',
    '[{"price":[10],"quantity":1}]',
    '[{"price":true,"quantity":1}]',
    '[{"price":10,"quantity":1},{"price":10,"quantity":"NaN"}]',
    '[{"Price":10,"Quantity":1}]',
    '[{"price":10,"quantity":1},"10"]',
  ])('%s is unreadable', (json) => {
    expect(lines(json)).toBe('unreadable');
  });

  test('parts of one count only where the tool sells parts', () => {
    expect(lines('[{"price":10,"quantity":1.5}]', 'decimal')).toBe('15');
    expect(lines('[{"price":10,"quantity":-1.5}]', 'decimal')).toBe('unreadable');
  });

  test('is read in the smallest units, and from inherited names not at all', () => {
    const factors = ['price', 'quantity'];
    expect(readTotal(sent('[{"price":1050,"quantity":2}]'), 'EUR', { unit: 'minor', factors })).toEqual({
      kind: 'spend',
      amount: '21',
      currency: 'EUR',
    });
    expect(readTotal(sent('[{}]'), 'EUR', { unit: 'major', factors: ['constructor'] }).kind).toBe(
      'unreadable',
    );
    expect(readTotal(sent('[{}]'), 'EUR', { unit: 'major', factors: [] }).kind).toBe('unreadable');
    expect(readTotal(sent('[{"price":1,"quantity":1}]'), undefined, { unit: 'major', factors }).kind).toBe(
      'unreadable',
    );
  });
});

describe('comparing and summing', () => {
  test.each([
    ['100', '100', true],
    ['100.00', '100', true],
    ['99.99', '100', true],
    ['100.01', '100', false],
    ['100.000000000000000000000000001', '100', false],
    ['0', '0', true],
    ['9', '10', true],
    ['10', '9', false],
    ['NaN', '100', false],
    ['50', 'NaN', false],
    ['-50', '100', false],
    ['50', '-1', false],
    ['1e2', '1000', false],
    ['', '100', false],
    ['50', '', false],
  ])('%s is within %s: %s', (amount, limit, within) => {
    expect(amountWithin(amount, limit)).toBe(within);
  });

  test('decimals are summed as decimals', () => {
    expect(amountSum(['0.1', '0.2', '0.3'])).toBe('0.6');
    expect(amountSum([])).toBe('0');
    expect(amountSum(Array.from({ length: 1000 }, () => '0.01'))).toBe('10');
  });

  test('a sum with something that is no decimal is within no limit', () => {
    for (const odd of ['NaN', '-1', '1e9', '', 'Infinity', '1,0'])
      expect(amountWithin(amountSum(['1', odd]), '1000000')).toBe(false);
  });
});

describe('any value', () => {
  const values = fc.oneof(
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.constantFrom<JsonValue>(null, true, [], {}),
    fc.stringMatching(/^[-+0-9.eE, ]{0,12}$/),
    fc.stringMatching(/^(0|[1-9]\d{0,20})(\.\d{1,20})?$/).map((text) => new LosslessNumber(text)),
  );

  test('is read without an error, and never as less than nothing or as more than it says', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.constantFrom('major', 'minor'),
        (value, currency, unit) => {
          const read = readAmount(value, currency, unit);
          if (read.kind === 'unreadable') return;
          expect(read.amount).toMatch(/^\d+(\.\d{1,3})?$/);
          const places = unit === 'major' ? 0 : { EUR: 2, JPY: 0, KWD: 3 }[currency];
          const sent = Number(value) / 10 ** places;
          expect(Math.abs(Number(read.amount) - sent)).toBeLessThanOrEqual(sent * 1e-9);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('a total is the sum of its lines, whatever their order', () => {
    const line = fc.record({
      price: fc.integer({ min: 0, max: 9999 }),
      quantity: fc.integer({ min: 0, max: 99 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), (list) => {
        const read = readTotal(list, 'EUR', { unit: 'minor', factors: ['price', 'quantity'] });
        const cents = list.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
        expect(read).toEqual(readAmount(cents, 'EUR', 'minor'));
        expect(
          readTotal(list.toReversed(), 'EUR', { unit: 'minor', factors: ['price', 'quantity'] }),
        ).toEqual(read);
      }),
    );
  });
});

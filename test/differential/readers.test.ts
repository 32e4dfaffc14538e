// Short runs of the comparisons with other readers and of the fuzz targets; the command line runs them for as long as one likes.

import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { READER_TARGETS } from '../fuzz/readers.ts';
import { randomFrom } from '../support/random.ts';
import { differentialSites } from './sites.ts';
import { differentialSql } from './sql.ts';
import { differentialSqlite } from './sqlite.ts';

const seed = Number(process.env['REMIT_LAW_SEED'] ?? Date.now() % 2 ** 31);

describe(`with the seed ${seed}`, () => {
  test('no address is inside a grant for us alone', async () => {
    const { unsafe, inside, safe } = await differentialSites(20_000, seed);
    expect(unsafe).toEqual([]);
    expect(inside).toBeGreaterThan(200);
    expect(safe).toBeLessThan(inside);
  });

  test('no statement reads for us that PostgreSQL sees more in', async () => {
    const { unsafe, read, safe } = await differentialSql(1500, seed);
    expect(unsafe).toEqual([]);
    expect(read).toBeGreaterThan(100);
    expect(safe).toBeLessThan(read);
  });

  test('no statement reads for us that does something to a database of SQLite', async () => {
    const { unsafe, read } = await differentialSqlite(1500, seed);
    expect(unsafe).toEqual([]);
    expect(read).toBeGreaterThan(50);
  });

  test.each(READER_TARGETS.map((target) => [target.name, target] as const))(
    'no %s gets through',
    async (_name, target) => {
      await target.ready();
      const random = randomFrom(seed);
      const found = Array.from({ length: 300 }, () => target.make(random)).map((input) => [
        input,
        target.run(input),
      ]);
      expect(found.filter(([, says]) => says !== null)).toEqual([]);
      for (const input of target.seeds) expect(target.run(input)).toBeNull();
    },
  );
});

import { DatabaseSync } from '@photostructure/sqlite';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryFilter } from '../../shared/contract/history.ts';
import { CHUNK } from '../../electron/history/bits.ts';
import { filterOf, HistorySetup } from '../support/history-setup.ts';
import { naiveCalls, naiveFilter, type NaiveCall } from '../support/naive-history.ts';

/** More than the index holds in one part of a set, and in one table of words. */
const CALLS = CHUNK + 3000;
const LIMIT = 500;

let setup: HistorySetup;
let naive: readonly NaiveCall[];

beforeAll(async () => {
  setup = await HistorySetup.make(21);
  await setup.append(setup.calls.before());
  await setup.appendMany(CALLS);
  setup.caughtUp();
  naive = naiveCalls(setup.entries);
});
afterAll(() => setup.end());

/** Every call that a filter finds, page by page. */
function paged(filter: HistoryFilter): readonly string[] {
  const queries = setup.queries();
  const found: string[] = [];
  for (;;) {
    const page = queries.page({ filter, upTo: null, offset: found.length, limit: LIMIT }, true);
    found.push(...page.rows.map(({ call }) => call));
    if (page.rows.length < LIMIT) {
      expect(page.total).toBe(found.length);
      return found;
    }
  }
}

const FILTERS = [
  '',
  'agent:codex',
  'verdict:asked -by:you',
  'path:~/work1',
  'invoice deploy',
  '-invoice tool:read_*',
];

describe('more calls than fit into one part', () => {
  test.each(FILTERS)('`%s` finds them all, in their order', (text) => {
    const filter = filterOf(text);
    expect(paged(filter)).toEqual(naiveFilter(naive, filter).map(({ row }) => row.call));
  });

  test('a page comes before everything has been looked at, and then with what is sure', () => {
    const filter = filterOf('invoice');
    const wanted = naiveFilter(naive, filter).map(({ row }) => row.call);
    const queries = setup.queries();
    const first = queries.page({ filter, upTo: null, offset: 0, limit: 20 });
    expect(first.rows.map(({ call }) => call)).toEqual(wanted.slice(0, 20));
    expect(first.isTotalExact).toBe(false);
    expect(first.total).toBeLessThan(wanted.length);
    queries.result(filter).finish();
    expect(queries.page({ filter, upTo: null, offset: 0, limit: 20 })).toMatchObject({
      total: wanted.length,
      isTotalExact: true,
    });
  });

  test('a summary counts every call once', () => {
    const { buckets, agents, tools } = setup
      .queries()
      .summary({ filter: filterOf('agent:codex'), buckets: 40 });
    const calls = naiveFilter(naive, filterOf('agent:codex'));
    const asked = calls.filter(({ words }) => words.includes('asked')).length;
    const inside = calls.filter(({ words }) => words.includes('inside')).length;
    expect(buckets.length).toBeLessThanOrEqual(40);
    expect(buckets.reduce((sum, bucket) => sum + bucket.asked, 0)).toBe(asked);
    expect(buckets.reduce((sum, bucket) => sum + bucket.inside, 0)).toBe(inside);
    expect(agents).toMatchObject([{ name: 'codex', inside, asked }]);
    expect(tools.length).toBeLessThanOrEqual(20);
  });

  test('a reach map counts what was touched, for many calls and for few', () => {
    for (const text of ['', 'verdict:asked', 'session:s3']) {
      const filter = filterOf(text);
      const calls = naiveFilter(naive, filter);
      const { nodes } = setup.queries().reachMap({ filter, facet: 'to', under: null });
      const counted = new Map<string, number>();
      for (const { reaches } of calls) {
        const people = new Set(
          reaches.flatMap((reach) => (reach.kind === 'recipient' ? [reach.address] : [])),
        );
        for (const address of people) counted.set(address, (counted.get(address) ?? 0) + 1);
      }
      const most = [...counted.values()].sort((a, b) => b - a).slice(0, 500);
      expect(nodes.map(({ calls: count }) => count)).toEqual(most);
      expect(nodes.every(({ value, calls: count }) => counted.get(value) === count)).toBe(true);
    }
  });

  test('money is added up for the calls that were sent on', () => {
    const { nodes } = setup.queries().reachMap({ filter: [], facet: 'spend', under: null });
    const cents = naive
      .filter(({ row }) => row.outcome !== 'none')
      .flatMap(({ reaches }) => reaches)
      .reduce(
        (sum, reach) =>
          sum + (reach.kind === 'spend' && reach.currency === 'EUR' ? Number(reach.amount) * 100 : 0),
        0,
      );
    const euros = nodes.find(({ value }) => value === 'EUR')?.sum ?? '';
    expect(Number(euros.replace(' EUR', ''))).toBe(cents / 100);
  });

  test('sessions come with the newest call first, and have all calls between them', () => {
    const queries = setup.queries();
    const { groups, total } = queries.groups({ filter: [], by: 'session', offset: 0, limit: 500 });
    const newest = [...new Set(naive.map(({ row }) => row.session as string))];
    expect(total).toBe(newest.length);
    expect(groups.map(({ id }) => id)).toEqual(newest.slice(0, 500));
    const own = naive.filter(({ row }) => row.session === newest[0]);
    expect(groups[0]).toMatchObject({ calls: own.length, last: own[0]?.row.at, first: own.at(-1)?.row.at });
  });

  test('pruning across the border of a part leaves the rest as it was', async () => {
    const border = naive[1000]?.row.seq ?? 0;
    const record = new DatabaseSync(join(setup.folder, 'record.db'));
    record.exec(`DELETE FROM entries WHERE seq < ${border}`);
    record.close();
    await setup.append(setup.calls.next());
    naive = naiveCalls(setup.entries.filter(({ seq }) => seq >= border));
    for (const text of FILTERS) {
      const filter = filterOf(text);
      expect(paged(filter)).toEqual(naiveFilter(naive, filter).map(({ row }) => row.call));
    }
  });
});

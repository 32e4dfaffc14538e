import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FilterTerm, HistoryFilter } from '../../shared/contract/history.ts';
import { filterOf, HistorySetup } from '../support/history-setup.ts';
import { naiveCalls, naiveFilter, type NaiveCall } from '../support/naive-history.ts';

let setup: HistorySetup;
let naive: readonly NaiveCall[];

beforeAll(async () => {
  setup = await HistorySetup.make(7);
  await setup.append(setup.calls.before());
  await setup.appendCalls(400);
  await setup.append(setup.calls.waiting());
  naive = naiveCalls(setup.entries);
});
afterAll(() => setup.end());

function agree(filter: HistoryFilter): number {
  const found = setup.foundBy(filter);
  expect(found).toEqual(naiveFilter(naive, filter).map(({ row }) => row));
  return found.length;
}

describe('what a filter finds', () => {
  test('without terms it is every call, as the record tells it', () => {
    expect(agree([])).toBe(401);
  });

  test.each([
    'agent:codex',
    'agent:codex agent:cursor',
    'agent:c*',
    '-agent:codex -agent:cursor',
    'server:files tool:read_*',
    'tool:*_file',
    'verdict:inside',
    'verdict:asked',
    'verdict:denied',
    'verdict:refused',
    'verdict:asked -verdict:refused',
    'by:you',
    'by:timeout',
    'by:rule',
    'by:grant',
    'by:nobody',
    'outcome:tool-error outcome:lost',
    'outcome:running outcome:none',
    'session:s3',
    'task:t1 task:t2',
    'path:~/work1',
    'path:~/work1/invoice path:~/work2',
    'path:~/work*/invoice/*',
    'site:site1.example',
    'site:site1.example/config',
    'to:person1@*',
    'to:*@mail1.example',
    'run:git',
    'run:"git deploy"',
    'run:"npm *"',
    'spend:EUR',
    'value:"/channel #invoice"',
    'since:2026-11-01T12:31:30Z',
    'before:2026-11-01T09:00:00Z',
    'since:2026-11-01T10:06:00Z before:2026-11-01T13:09:00Z',
    '-since:2026-11-01T12:31:30Z',
    'invoice',
    'inv',
    'config deploy',
    '"config deploy"',
    'agent:codex verdict:inside -tool:read_* since:2026-11-01T09:00:00Z invoice',
    '-invoice',
    '-invoice -config harbour',
  ])('%s', (text) => {
    expect(agree(filterOf(text))).toBeGreaterThan(0);
  });

  test('what nothing has been called finds nothing', () => {
    expect(setup.found('agent:nobody')).toEqual([]);
    expect(setup.found('xylophone')).toEqual([]);
    expect(setup.found('path:/nowhere')).toEqual([]);
  });

  test('a site is found by its address, a path by the home folder it lies in', () => {
    expect(setup.found('site:https://site1.example/')).toEqual(setup.found('site:site1.example'));
    expect(setup.found('path:/home/u/work1/')).toEqual(setup.found('path:~/work1'));
  });

  test('any text can be searched for, and finds what a look at every call finds', () => {
    const word = fc.constantFrom('invoice', 'conf', 'deploy', 'read', '~', 'path', 'example', 'c1', 'é');
    const sign = fc.constantFrom(
      '"',
      "'",
      '*',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      '-',
      ':',
      '^',
      '+',
      '{',
      '\\',
      '%',
      '\u0000',
      '\ud800',
      '🚀',
      ' ',
      'what:',
    );
    const text = fc
      .array(fc.oneof(word, sign), { minLength: 1, maxLength: 5 })
      .chain((parts) => fc.constantFrom(parts.join(''), parts.join(' ')));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.boolean()), { minLength: 1, maxLength: 3 }), (terms) => {
        agree(terms.map(([value, negated]): FilterTerm => ({ key: 'text', value, negated })));
      }),
      { numRuns: 300 },
    );
  });

  test('any terms together find what a look at every call finds', () => {
    const texts = [
      'agent:codex',
      'agent:cursor',
      'server:files',
      'tool:read_*',
      'verdict:asked',
      'verdict:inside',
      'by:you',
      'outcome:ok',
      'path:~/work0',
      'spend:USD',
      'site:*.example',
      'since:2026-11-01T15:15:00Z',
      'before:2026-11-02T00:00:00Z',
      'invoice',
      'deploy',
      'task:t1',
      'session:s5',
    ];
    const term = fc
      .tuple(fc.constantFrom(...texts), fc.boolean())
      .map(([text, negated]) => ({ ...filterOf(text)[0], negated }) as FilterTerm);
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (filter) => {
        agree(filter);
      }),
      { numRuns: 300 },
    );
  });
});

describe('pages', () => {
  test('follow each other without a gap, and stay put when new calls come', async () => {
    const queries = setup.queries();
    const filter = filterOf('verdict:inside');
    const all = setup.foundBy(filter).map(({ call }) => call);
    const first = queries.page({ filter, upTo: null, offset: 0, limit: 50 });
    await setup.appendCalls(80);
    setup.caughtUp();
    const paged: string[] = [];
    for (let offset = 0; offset < first.total; offset += 50)
      paged.push(
        ...queries.page({ filter, upTo: first.head, offset, limit: 50 }).rows.map(({ call }) => call),
      );
    expect(paged).toEqual(all);
    expect(queries.page({ filter, upTo: first.head, offset: 0, limit: 1 }).total).toBe(first.total);
    naive = naiveCalls(setup.entries);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryGroup, ReachFacet, ReachNode } from '../../shared/contract/history.ts';
import { reachFacetSchema } from '../../shared/contract/history.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { touches } from '../../shared/core/reach-facets.ts';
import { BLOCK } from '../../electron/history/block-store.ts';
import { filterOf, HOME, HistorySetup } from '../support/history-setup.ts';
import { naiveCalls, naiveFilter, type NaiveCall } from '../support/naive-history.ts';

/** More than one block of the columns, and a part of the last. */
const CALLS = 2 * BLOCK + 300;
const FILTERS = [
  '',
  'agent:codex',
  'verdict:refused',
  'verdict:asked by:you',
  'path:~/work1',
  'site:site2.example -agent:cursor',
  'deploy tool:read_*',
  'session:s7',
  'agent:nobody',
];

let setup: HistorySetup;
let naive: readonly NaiveCall[];

/** A waiting call whose arguments the user then had read otherwise. */
function corrected(turn: number): readonly (readonly EntryBody[])[] {
  const asked = setup.calls.waiting();
  const [intent] = asked;
  if (intent?.kind !== 'call') throw new Error('no call');
  const real = `${HOME}/corrected/${turn}.txt`;
  const file = (access: 'read' | 'write') =>
    ({ kind: 'file', pointer: '/p', asked: real, real, key: real, access }) as const;
  const reaches = turn % 3 === 0 ? [] : [file('read'), file('write')];
  return [asked, [{ kind: 'reading', call: intent.call, reaches, verdict: intent.verdict }]];
}

beforeAll(async () => {
  setup = await HistorySetup.make(33);
  await setup.append(setup.calls.before());
  await setup.appendMany(BLOCK);
  for (let turn = 0; turn < 6; turn += 1) {
    for (const bodies of corrected(turn)) {
      await setup.append(bodies);
      // The index has taken the call in before it is read otherwise, and answers have been given from it.
      setup.queries().reachMap({ filter: [], facet: 'path', under: '~' });
    }
  }
  await setup.appendMany(CALLS - BLOCK);
  naive = naiveCalls(setup.entries);
});
afterAll(() => setup.end());

function tallyOf(calls: readonly NaiveCall[]) {
  const count = (word: string): number => calls.filter(({ words }) => words.includes(word)).length;
  return {
    calls: calls.length,
    inside: count('inside'),
    asked: count('asked'),
    refused: count('refused'),
  };
}

function by<T>(calls: readonly NaiveCall[], key: (call: NaiveCall) => T): Map<T, NaiveCall[]> {
  const found = new Map<T, NaiveCall[]>();
  for (const call of calls) found.set(key(call), [...(found.get(key(call)) ?? []), call]);
  return found;
}

/** Newest first, as the calls are. */
function newestNames(calls: readonly NaiveCall[], name: 'agent' | 'server'): readonly string[] {
  return [...new Set(calls.map(({ row }) => row[name]))];
}

function sorted<T>(list: readonly T[], name: (one: T) => string): readonly T[] {
  return [...list].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

describe.each(FILTERS)('`%s`, counted call by call,', (text) => {
  let calls: readonly NaiveCall[];
  beforeAll(() => {
    calls = naiveFilter(naive, filterOf(text));
  });

  test.each([1, 7, 120, 500])('has the same summary in %d columns', (buckets) => {
    const summary = setup.queries().summary({ filter: filterOf(text), buckets });
    const times = calls.map(({ row }) => row.at).sort();
    expect(summary.from).toBe(times[0] ?? null);
    expect(summary.to).toBe(times.at(-1) ?? null);
    expect(summary.buckets.length).toBeLessThanOrEqual(buckets);
    const column = ({ row }: NaiveCall): number => Math.floor(Date.parse(row.at) / summary.bucketMs);
    const wanted = [...by(calls, column)].sort(([a], [b]) => a - b);
    expect(summary.buckets).toEqual(
      wanted.map(([at, own]) => ({ at: new Date(at * summary.bucketMs).toISOString(), ...tallyOf(own) })),
    );
  });

  test('has the same agents, servers and tools', () => {
    const { agents, servers, tools } = setup.queries().summary({ filter: filterOf(text), buckets: 10 });
    const wanted = [...by(calls, ({ row }) => row.agent)].map(([name, own]) => ({ name, ...tallyOf(own) }));
    expect(sorted(agents, ({ name }) => name)).toEqual(sorted(wanted, ({ name }) => name));
    const sum = (list: readonly { readonly inside: number; readonly refused: number }[]): number =>
      list.reduce((all, { inside, refused }) => all + inside + refused, 0);
    const { inside, refused } = tallyOf(calls);
    expect(sum(servers)).toBe(inside + refused);
    for (const { server, tool, ...tally } of tools) {
      const own = calls.filter(({ row }) => row.server === server && row.tool === tool);
      expect(tallyOf(own)).toMatchObject(tally);
    }
    const most = [...by(calls, ({ row }) => `${row.server} ${row.tool}`).values()];
    const least = Math.min(...tools.map(({ server, tool }) => count(calls, server, tool)));
    expect(most.filter((own) => own.length > least).length).toBeLessThanOrEqual(20);
    expect(tools.length).toBe(Math.min(20, most.length));
  });

  test.each(['session', 'task'] as const)('has the same groups by %s', (group) => {
    const page = setup.queries().groups({ filter: filterOf(text), by: group, offset: 1, limit: 500 });
    const wanted = [...by(calls, ({ row }) => row[group])].map(([id, own]): HistoryGroup => ({
      id,
      agents: newestNames(own, 'agent'),
      servers: newestNames(own, 'server'),
      first: own.at(-1)?.row.at ?? ('' as HistoryGroup['first']),
      last: own[0]?.row.at ?? ('' as HistoryGroup['last']),
      ...tallyOf(own),
    }));
    expect(page.total).toBe(wanted.length);
    expect(page.groups).toEqual(wanted.slice(1, 501));
  });

  test.each(reachFacetSchema.options)('touched the same, by %s, on every level', (facet) => {
    const level = (under: string | null): number => {
      const map = setup.queries().reachMap({ filter: filterOf(text), facet, under });
      const wanted = naiveNodes(calls, facet, under);
      const plain = map.nodes.map(({ sum: _, hasMore: __, label: ___, ...node }) => node);
      expect(sorted(plain, ({ value }) => value)).toEqual(sorted(wanted, ({ value }) => value));
      expect(map.nodes.map((node) => node.calls)).toEqual(
        wanted.map((node) => node.calls).sort((a, b) => b - a),
      );
      expect(map.more).toBe(0);
      const deeper = map.nodes.filter(({ hasMore }) => hasMore).slice(0, 3);
      return map.nodes.length + deeper.reduce((sum, { value }) => sum + level(value), 0);
    };
    const found = level(null);
    if (text === '') expect(found > 0).toBe(facet !== 'database');
  });
});

function count(calls: readonly NaiveCall[], server: string, tool: string): number {
  return calls.filter(({ row }) => row.server === server && row.tool === tool).length;
}

type NaiveNode = Omit<ReachNode, 'label' | 'sum' | 'hasMore'>;

/** What the calls touched right beneath a thing. */
function naiveNodes(
  calls: readonly NaiveCall[],
  facet: ReachFacet,
  under: string | null,
): readonly NaiveNode[] {
  const found = new Map<string, { read: Set<NaiveCall>; write: Set<NaiveCall> }>();
  for (const call of calls) {
    for (const touch of touches(call.reaches, HOME)) {
      if (touch.facet !== facet) continue;
      const at = under === null ? 0 : touch.chain.findIndex(({ value }) => value === under) + 1;
      const thing = under !== null && at === 0 ? undefined : touch.chain[at];
      if (thing === undefined) continue;
      const known = found.get(thing.value) ?? { read: new Set(), write: new Set() };
      known[touch.access].add(call);
      found.set(thing.value, known);
    }
  }
  return [...found].map(([value, { read, write }]) => {
    const all = [...new Set([...read, ...write])].sort((a, b) => a.row.seq - b.row.seq);
    const [first] = all;
    const last = all.at(-1);
    if (first === undefined || last === undefined) throw new Error('nothing touched it');
    const counts = { calls: all.length, reads: read.size, writes: write.size };
    const refused = all.filter(({ words }) => words.includes('refused')).length;
    return { value, ...counts, refused, first: first.row.at, last: last.row.at };
  });
}

// The sessions or tasks of a set of calls.

import type { GroupsPage, GroupsQuery, HistoryGroup } from '../../shared/contract/history.ts';
import { BLOCK } from './block-store.ts';
import type { Bits } from './bits.ts';
import { callTimes } from './call-rows.ts';
import type { IndexView } from './history-index.ts';
import { instantAt } from './summary.ts';
import { blocksOf, KeyTallies, tallied, type KeyTally, type Tallied } from './tallies.ts';

/** Agents and servers named of one group. */
const NAMED = 20;

/** The groups of a set, the one with the newest call first. */
function allGroups(view: IndexView, by: 'session' | 'task', bits: Bits, of: Tallied): readonly KeyTally[] {
  const tallies = new KeyTallies(view.keys.lastId());
  for (const here of blocksOf(bits, of)) tallies.add(here, view.columns.keysIn(by, here.block));
  return [...tallies.all()].sort((a, b) => b.last - a.last);
}

/** Keys in the order of their newest call. */
class Newest {
  readonly #keys: number[] = [];

  /** Calls come oldest first. */
  note(key: number): void {
    if (this.#keys.at(-1) === key) return;
    const before = this.#keys.indexOf(key);
    if (before !== -1) this.#keys.splice(before, 1);
    this.#keys.push(key);
  }

  get keys(): readonly number[] {
    return this.#keys.slice(-NAMED).reverse();
  }
}

type Members = { readonly agents: Newest; readonly servers: Newest };

/** The agents and servers of some groups, by the group's key. */
function membersOf(
  view: IndexView,
  by: 'session' | 'task',
  bits: Bits,
  of: Tallied,
  groups: readonly KeyTally[],
): ReadonlyMap<number, Members> {
  const found = new Map(groups.map(({ key }) => [key, { agents: new Newest(), servers: new Newest() }]));
  const { columns } = view;
  const begin = Math.min(...groups.map(({ first }) => first));
  let last: number | null = null;
  let members: Members | undefined;
  for (const { block, count, places } of blocksOf(bits, of)) {
    if ((block + 1) * BLOCK <= begin) continue;
    const keys = columns.keysIn(by, block);
    const agents = columns.keysIn('agent', block);
    const servers = columns.keysIn('server', block);
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0;
      const key = keys[place] ?? 0;
      // Calls of one group come together mostly.
      if (key !== last) members = found.get(key);
      last = key;
      members?.agents.note(agents[place] ?? 0);
      members?.servers.note(servers[place] ?? 0);
    }
  }
  return found;
}

/** A page of the groups of a set, the one with the newest call first. */
export function groupsOf(view: IndexView, bits: Bits, query: Omit<GroupsQuery, 'filter'>): GroupsPage {
  const of = tallied(view, bits);
  const all = allGroups(view, query.by, bits, of);
  const shown = all.slice(query.offset, query.offset + query.limit);
  const members = membersOf(view, query.by, bits, of, shown);
  const times = callTimes(
    view,
    shown.flatMap(({ first, last }) => [first, last]),
  );
  const name = (key: number): string => view.keys.byId(key)?.value ?? '';
  const groups = shown.map(({ key, calls, inside, asked, refused, first, last }): HistoryGroup => {
    const id = name(key);
    const own = members.get(key);
    return {
      id: id === '' ? null : id,
      agents: own?.agents.keys.map(name) ?? [],
      servers: own?.servers.keys.map(name) ?? [],
      first: instantAt(times.get(first) ?? 0),
      last: instantAt(times.get(last) ?? 0),
      calls,
      inside,
      asked,
      refused,
    };
  });
  return { groups, total: all.length };
}

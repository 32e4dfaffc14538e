// The sessions or tasks of a set of calls.

import type { GroupsPage, GroupsQuery, HistoryGroup } from '../../shared/contract/history.ts';
import { addPart, CHUNK, countBits, firstBit, keepBits, lastBit, newestBits, type Bits } from './bits.ts';
import { callTimes } from './call-rows.ts';
import { rowsOf } from './index-file.ts';
import type { IndexView } from './history-index.ts';
import { instantOf, namesIn } from './summary.ts';
import { tallied, tallyWithin, type Tallied } from './tallies.ts';

/** Agents and servers named of one group. */
const NAMED = 20;
/** Calls that are looked at one by one for the names in them. */
const FEW = 2000;

/** The newest call of every group that has one in the set, the newest first. */
function newestOfGroups(view: IndexView, by: 'session' | 'task', bits: Bits): readonly number[] {
  const newest = new Map<number, number>();
  const one = new Uint32Array(CHUNK / 32);
  for (const { key, chunk, part } of view.parts.ofKeys(by, '', '\u{10ffff}')) {
    one.fill(0);
    addPart(one, 0, part);
    keepBits(one, bits.subarray((chunk * CHUNK) / 32, ((chunk + 1) * CHUNK) / 32));
    const last = lastBit(one);
    if (last !== null) newest.set(key, Math.max(newest.get(key) ?? 0, chunk * CHUNK + last));
  }
  return [...newest].sort(([, a], [, b]) => b - a).map(([key]) => key);
}

/** Names in a column of the calls of a set, those of the newest calls first. */
function names(view: IndexView, column: 'agent' | 'server', bits: Bits): readonly string[] {
  const statement = view.database.prepare(
    `SELECT keys.value AS name, max(calls.id) AS newest FROM calls JOIN keys ON keys.id = calls.${column}
     WHERE calls.id IN (SELECT value FROM json_each(?)) GROUP BY calls.${column} ORDER BY newest DESC`,
  );
  return rowsOf(statement, JSON.stringify(newestBits(bits, 0, FEW))).map((row) => String(row['name']));
}

function members(view: IndexView, column: 'agent' | 'server', bits: Bits, calls: number): readonly string[] {
  if (calls <= FEW) return names(view, column, bits);
  return namesIn(view, column, bits, tallied(view, bits), NAMED).map(({ value }) => value);
}

function group(view: IndexView, key: number, bits: Bits, of: Tallied): HistoryGroup {
  const mine = new Uint32Array(bits.length);
  view.parts.addTo(mine, key);
  keepBits(mine, bits);
  const first = firstBit(mine) ?? 0;
  const last = lastBit(mine) ?? 0;
  const times = callTimes(view, [first, last]);
  const id = view.keys.byId(key)?.value ?? '';
  const calls = countBits(mine);
  return {
    id: id === '' ? null : id,
    agents: members(view, 'agent', mine, calls),
    servers: members(view, 'server', mine, calls),
    first: instantOf(times.get(first) ?? 0),
    last: instantOf(times.get(last) ?? 0),
    calls,
    ...tallyWithin(of, mine),
  };
}

/** A page of the groups of a set, the one with the newest call first. */
export function groupsOf(view: IndexView, bits: Bits, query: Omit<GroupsQuery, 'filter'>): GroupsPage {
  const keys = newestOfGroups(view, query.by, bits);
  const of = tallied(view, bits);
  const shown = keys.slice(query.offset, query.offset + query.limit);
  return { groups: shown.map((key) => group(view, key, bits, of)), total: keys.length };
}

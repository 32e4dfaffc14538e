// Lines of the history from the index's rows.

import {
  callRowSchema,
  deciderSchema,
  outcomeSchema,
  standingSchema,
  type CallRow,
} from '../../shared/contract/history.ts';
import { rowsOf, type Row } from './index-file.ts';
import type { IndexView } from './history-index.ts';
import { ownName } from './key-store.ts';

/** The lines of these calls, in their order. A call that isn't there any more is left out. */
export function callRows(view: IndexView, ids: readonly number[]): readonly CallRow[] {
  const statement = view.database.prepare('SELECT * FROM calls WHERE id IN (SELECT value FROM json_each(?))');
  const found = new Map(rowsOf(statement, JSON.stringify(ids)).map((row) => [Number(row['id']), row]));
  const names = new Map<unknown, string>();
  return ids.flatMap((id) => {
    const row = found.get(id);
    return row === undefined ? [] : [rowFrom(view, row, names)];
  });
}

function nameIn(view: IndexView, key: unknown, names: Map<unknown, string>): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = view.keys.byId(Number(key))?.value ?? '';
  names.set(key, name);
  return name;
}

function rowFrom(view: IndexView, row: Row, names: Map<unknown, string>): CallRow {
  const name = (column: string): string => nameIn(view, row[column], names);
  const tool = name('tool');
  const touched: unknown = JSON.parse(String(row['touched']));
  return callRowSchema.parse({
    call: row['call'],
    seq: row['seq'],
    at: new Date(Number(row['at'])).toISOString(),
    agent: name('agent'),
    server: name('server'),
    tool: ownName(tool),
    session: name('session'),
    task: name('task') === '' ? null : name('task'),
    touched,
    standing: standingSchema.options[Number(row['standing'])],
    by: deciderSchema.options[Number(row['decider'])],
    why: row['why'],
    outcome: outcomeSchema.options[Number(row['outcome'])],
    durationMs: row['duration'],
  });
}

/** The times of these calls, in ms since 1970, by their numbers. */
export function callTimes(view: IndexView, ids: readonly number[]): ReadonlyMap<number, number> {
  const statement = view.database.prepare(
    'SELECT id, at FROM calls WHERE id IN (SELECT value FROM json_each(?))',
  );
  return new Map(rowsOf(statement, JSON.stringify(ids)).map((row) => [Number(row['id']), Number(row['at'])]));
}

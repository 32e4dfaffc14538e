import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryIndex, openViewToRead } from '../../electron/history/history-index.ts';
import { HistoryQueries } from '../../electron/history/history-queries.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { HOME, HistorySetup } from '../support/history-setup.ts';
import { naiveCalls } from '../support/naive-history.ts';

let setup: HistorySetup;

beforeEach(async () => {
  setup = await HistorySetup.make(11);
  await setup.append(setup.calls.before());
});
afterEach(() => setup.end());

function agrees(): number {
  const rows = setup.found('');
  expect(rows).toEqual(naiveCalls(setup.entries).map(({ row }) => row));
  return rows.length;
}

function changeIndex(sql: string): void {
  const database = new DatabaseSync(setup.indexPath());
  database.exec(sql);
  database.close();
}

describe('the index follows the record', () => {
  test('a call changes as more is said of it, entry by entry', async () => {
    const call = setup.calls.waiting();
    const said: readonly EntryBody[] = [...call, ...answered(call)];
    for (const body of said) {
      await setup.append([body]);
      agrees();
    }
    expect(setup.found('')[0]).toMatchObject({ standing: 'allowed', by: 'you', outcome: 'ok' });
    expect(setup.found('outcome:running')).toEqual([]);
    expect(setup.found('verdict:asked by:you outcome:ok')).toHaveLength(1);
    expect(setup.found('lanternfish')).toHaveLength(1);
    expect(setup.found('by:nobody')).toEqual([]);
  });

  test('a corrected reading takes the place of the first', async () => {
    const call = setup.calls.waiting();
    await setup.append(call);
    agrees();
    const [intent] = call;
    if (intent?.kind !== 'call') throw new Error('no call');
    const real = `${HOME}/corrected/here.txt`;
    const reach = { kind: 'file', pointer: '/p', asked: real, real, key: real, access: 'write' } as const;
    await setup.append([{ kind: 'reading', call: intent.call, reaches: [reach], verdict: intent.verdict }]);
    agrees();
    expect(setup.found('path:~/corrected')).toHaveLength(1);
    const before = setup.queries().reachMap({ filter: [], facet: 'site', under: null }).nodes;
    expect(before.filter(({ calls }) => calls > 0)).toEqual([]);
  });

  test('in steps of whatever size, also when it is opened anew between them', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await setup.appendCalls(30);
      agrees();
      setup.closeIndex();
    }
    expect(agrees()).toBe(120);
  });

  test('a message that was refused before it was a call stands in it, under its session', async () => {
    await setup.appendCalls(1);
    const [call] = setup.calls.waiting();
    if (call?.kind !== 'call') throw new Error('no call');
    const { session, server, agent } = call;
    await setup.append([{ kind: 'session', session, server, agent }, setup.calls.refusedMessage(session)]);
    expect(setup.found('verdict:invalid')).toMatchObject([
      { agent: agent.name, session, standing: 'refused', by: 'rule', why: 'the message has a key twice' },
    ]);
  });

  test('says how far it lags behind', async () => {
    await setup.appendCalls(10);
    setup.queries();
    await setup.appendCalls(10);
    const last = setup.entries.at(-1)?.seq ?? 0;
    const { seq, behind } = setup.index.view.head();
    expect(seq + behind).toBe(last);
    expect(behind).toBeGreaterThan(9);
  });

  test('pruned entries disappear from it', async () => {
    await setup.appendCalls(60);
    agrees();
    const border = setup.entries[70]?.seq ?? 0;
    const record = new DatabaseSync(join(setup.folder, 'record.db'));
    record.exec(`DELETE FROM entries WHERE seq < ${border}`);
    record.close();
    await setup.appendCalls(1);
    const stays = naiveCalls(setup.entries.filter(({ seq }) => seq >= border)).map(({ row }) => row.call);
    expect(setup.found('').map(({ call }) => call)).toEqual(stays);
    expect(stays.length).toBeLessThan(50);
    const words = setup.found('the').map(({ call }) => call);
    expect(words.every((call) => stays.includes(call))).toBe(true);
    const map = setup.queries().reachMap({ filter: [], facet: 'path', under: null });
    expect(map.nodes[0]?.calls).toBe(setup.found('path:~').length);
  });
});

/** An answer, and how the call ended. */
function answered([intent, prompt]: readonly EntryBody[]): readonly EntryBody[] {
  if (intent?.kind !== 'call' || prompt?.kind !== 'prompt') throw new Error('no question');
  const { call, request } = prompt;
  const result = { ...intent.args, text: 'a lanternfish', bytes: 13 };
  return [
    { kind: 'decision', call, request, answer: { kind: 'allow-once' } },
    { kind: 'outcome', call, status: 'ok', durationMs: 3, result },
  ];
}

describe('the index is made anew', () => {
  test('when the record is another one', async () => {
    await setup.appendCalls(40);
    agrees();
    await setup.replaceRecord();
    await setup.append(setup.calls.before());
    await setup.appendCalls(60);
    expect(agrees()).toBe(60);
  });

  test('when the record was put back to an earlier copy', async () => {
    await setup.appendCalls(20);
    agrees();
    await setup.closeRecord();
    const record = new DatabaseSync(join(setup.folder, 'record.db'));
    record.exec('DELETE FROM entries WHERE seq > 20');
    record.close();
    expect(setup.found('').length).toBeLessThan(20);
  });

  test.each([
    ['it is of another version', () => changeIndex('PRAGMA user_version = 999')],
    ['its tables are gone', () => changeIndex('DROP TABLE parts')],
    ['it is no database', () => writeFileSync(setup.indexPath(), 'not a database '.repeat(1000))],
    ['its pages are damaged', () => writeFileSync(setup.indexPath(), Buffer.alloc(40_960, 7))],
  ])('when %s', async (_, damage) => {
    await setup.appendCalls(20);
    agrees();
    setup.closeIndex();
    damage();
    expect(agrees()).toBe(20);
  });

  test('and belongs to the user alone', async () => {
    await setup.appendCalls(1);
    agrees();
    expect(statSync(setup.indexPath()).mode & 0o777).toBe(0o600);
  });
});

describe('two processes', () => {
  test('one writes the index, the other reads what there is', async () => {
    await setup.appendCalls(10);
    agrees();
    expect(HistoryIndex.open(setup.folder, HOME)).toBeNull();
    const other = openViewToRead(setup.folder, HOME);
    expect(other?.view.head().behind).toBe(0);
    await setup.appendCalls(5);
    setup.caughtUp();
    expect(other?.view.head().behind).toBe(0);
    if (other === null) throw new Error('there is nothing to read');
    const reading = new HistoryQueries(
      () => other.view,
      () => setup.clock,
    );
    const calls = (): number => {
      const named = reading.summary({ filter: [], buckets: 1 }).agents.filter(({ name }) => name !== '');
      return named.reduce((sum, one) => sum + (one.calls ?? 0), 0);
    };
    expect(calls()).toBe(15);
    await setup.appendCalls(5);
    setup.caughtUp();
    expect(calls()).toBe(20);
    expect(reading.page({ filter: [], upTo: null, offset: 0, limit: 50 }).rows).toHaveLength(20);
    other.close();
    setup.closeIndex();
    expect(existsSync(setup.indexPath())).toBe(true);
    expect(agrees()).toBe(20);
  });
});

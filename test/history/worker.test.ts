import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryClient } from '../../electron/history/history-client.ts';
import { HistoryIndex } from '../../electron/history/history-index.ts';
import { filterOf, HOME, HistorySetup } from '../support/history-setup.ts';
import { naiveCalls } from '../support/naive-history.ts';

let setup: HistorySetup;
let client: HistoryClient;

beforeEach(async () => {
  setup = await HistorySetup.make(5);
  await setup.append(setup.calls.before());
  await setup.appendCalls(50);
  client = new HistoryClient(setup.folder, HOME);
});
afterEach(async () => {
  await client.stop();
  await setup.end();
});

const everything = { filter: [], upTo: null, offset: 0, limit: 500 };

/** Asks again until the answer is as it should be. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    try {
      const answer = await ask();
      if (holds(answer)) return answer;
    } catch (error) {
      if (!/try again/.test(String(error))) throw error;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe('the thread of the index', () => {
  test('answers every kind of question', async () => {
    const page = await until(
      () => client.ask('page', everything),
      ({ behind }) => behind === 0,
    );
    expect(page.rows).toEqual(naiveCalls(setup.entries).map(({ row }) => row));
    const filter = filterOf('agent:codex');
    const summary = await client.ask('summary', { filter, buckets: 10 });
    expect(summary.agents.map(({ name }) => name)).toEqual(['codex']);
    const groups = await client.ask('groups', { filter, by: 'session', offset: 0, limit: 10 });
    expect(groups.groups.every(({ agents }) => agents.join() === 'codex')).toBe(true);
    const map = await client.ask('reachMap', { filter: [], facet: 'path', under: '~' });
    expect(map.nodes.map(({ label }) => label).sort()).toEqual(['work0', 'work1', 'work2', 'work3']);
    expect(await client.ask('values', { key: 'agent', prefix: 'co' })).toEqual({ values: ['codex'] });
  });

  test('knows of a call as soon as it has been told', async () => {
    await client.ask('page', everything);
    for (let turn = 0; turn < 5; turn += 1) {
      await setup.appendCalls(1);
      client.note(setup.entries.at(-1)?.seq ?? 0);
      const page = await client.ask('page', everything);
      expect(page.total).toBe(51 + turn);
    }
  });

  test('answers beside a process that has the index, and takes it over afterwards', async () => {
    const other = HistoryIndex.open(setup.folder, HOME);
    while (other?.step());
    const page = await client.ask('page', everything);
    expect(page.total).toBe(50);
    await setup.appendCalls(1);
    client.note(setup.entries.at(-1)?.seq ?? 0);
    other?.close();
    await until(
      () => client.ask('page', everything),
      ({ total }) => total === 51,
    );
  });

  test('mends an index that is damaged while it runs', async () => {
    await client.ask('page', everything);
    await client.stop();
    const bytes = readFileSync(setup.indexPath());
    bytes.fill(0x5a, 8192);
    writeFileSync(setup.indexPath(), bytes);
    client = new HistoryClient(setup.folder, HOME);
    const page = await until(
      () => client.ask('page', everything).catch(() => null),
      (answer) => answer?.total === 50 && answer.behind === 0,
    );
    expect(page?.rows).toEqual(naiveCalls(setup.entries).map(({ row }) => row));
  });

  test('says so when there is no record', async () => {
    const nowhere = new HistoryClient(`${setup.folder}/nowhere`, HOME);
    await expect(nowhere.ask('page', everything)).rejects.toThrow('there is no record in');
    await nowhere.stop();
    await expect(nowhere.ask('page', everything)).rejects.toThrow('try again');
  });
});

// What looking the history up costs over many calls: a record written by the real writer, the index made from it, and every kind of
// question asked of the index's own thread, as the window asks it. `--quick`: 100,000 calls; `--calls=N`: another number; `--data=DIR`: a
// folder that is kept, with the calls that are in it.

import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { GroupsQuery, HistoryValuesQuery, ReachFacet } from '../shared/contract/history.ts';
import { parseFilter } from '../shared/core/history-filter.ts';
import { HistoryClient } from '../electron/history/history-client.ts';
import { HOME, manyCalls } from './many-calls.ts';
import { memoryOf, quantile } from './process-cost.ts';

const named = /^--calls=(\d+)$/.exec(process.argv.find((word) => word.startsWith('--calls=')) ?? '')?.[1];
const CALLS = named === undefined ? (process.argv.includes('--quick') ? 100_000 : 1_000_000) : Number(named);
const TURNS = 40;
const FILTERS = [
  '',
  'agent:codex',
  'verdict:asked',
  'verdict:refused -by:rule',
  'agent:codex server:files',
  'agent:c* tool:read_* outcome:tool-error',
  'path:~/work1',
  'path:~/work*/invoice/*',
  'site:site7.example',
  'to:*@mail7.example verdict:asked',
  'since:2026-09-20T10:30Z before:2026-09-21',
  'task:t7 -tool:write_*',
  'spend:EUR by:you',
];
const SUMMARISED = ['', 'agent:codex', '-verdict:inside', 'since:2026-11-01', 'verdict:asked path:~/work1'];
const GROUPED = ['', 'agent:codex'];
const COMPLETED = [
  ['path', '~/w'],
  ['path', '~/work7/b'],
  ['site', 's'],
  ['tool', ''],
] satisfies [HistoryValuesQuery['key'], string][];
const TYPED = [
  'invoice',
  'lantern_77',
  'velvet deploy',
  'person12',
  'read_file',
  'work1/budget',
  '"config review"',
  'zebra -agent:codex',
];

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(52)} ${figure}\n`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function megabytes(path: string): string {
  return `${(statSync(path).size / 2 ** 20).toFixed(0)} MB`;
}

/** Makes the index in its thread, as the app does, and asks for the newest page meanwhile. */
async function makeIndex(dir: string): Promise<void> {
  const client = new HistoryClient(dir, HOME);
  const began = memoryOf(process.pid) ?? Number.NaN;
  const cpu = cpuMs();
  const since = performance.now();
  const waits: number[] = [];
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, (memoryOf(process.pid) ?? Number.NaN) - began);
  }, 200);
  for (let behind = 1; behind > 0; await pause(2000)) {
    const asked = performance.now();
    ({ behind } = await client.ask('page', { filter: [], upTo: null, offset: 0, limit: 100 }));
    waits.push(performance.now() - asked);
  }
  clearInterval(watch);
  say('the index made anew', `${seconds(since)}, CPU ${((cpuMs() - cpu) / 1000).toFixed(1)} s`);
  const [p50, p95, longest] = [0.5, 0.95, 1].map((share) => quantile(waits, share).toFixed(0));
  say('a page meanwhile', `p50 ${p50}  p95 ${p95}  longest ${longest} ms`);
  say('memory that this took at most', `${most.toFixed(0)} MB`);
  await client.stop();
  say('record.db', megabytes(join(dir, 'record.db')));
  say('history.db', megabytes(join(dir, 'history.db')));
}

function filterOf(text: string): ReturnType<typeof parsed> {
  return parsed(text);
}

function parsed(text: string) {
  const filter = parseFilter(text);
  if (!filter.ok) throw new Error(`${text}: ${filter.error.problem}`);
  return filter.value;
}

type Times = { readonly wall: number[]; readonly cpu: number[] };
/** What lists ask, and what charts, groups, the map and completions do. */
const lists: Times = { wall: [], cpu: [] };
const views: Times = { wall: [], cpu: [] };

/** CPU time of this process: the thread's, as long as nothing else is done here. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Asks `TURNS` times, and prints what it took: the first time apart, when nothing is kept yet. */
async function measure(what: string, into: Times, ask: (turn: number) => Promise<string>): Promise<void> {
  const times: number[] = [];
  const cpu: number[] = [];
  let said = '';
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = cpuMs();
    const since = performance.now();
    said = await ask(turn);
    times.push(performance.now() - since);
    cpu.push(cpuMs() - before);
  }
  into.wall.push(...times);
  into.cpu.push(...cpu);
  const [first = Number.NaN] = times;
  const ms = (value: number): string => value.toFixed(1).padStart(6);
  say(
    what,
    `first ${ms(first)}  p50 ${ms(quantile(times, 0.5))}  p95 ${ms(quantile(times, 0.95))} ms, CPU p50 ${ms(quantile(cpu, 0.5))} ms  ${said}`,
  );
}

async function measurePages(client: HistoryClient): Promise<void> {
  for (const text of FILTERS) {
    await measure(`page: ${text}`, lists, async () => {
      const page = await client.ask('page', { filter: filterOf(text), upTo: null, offset: 0, limit: 100 });
      return `${page.total} calls${page.isTotalExact ? '' : ' so far'}`;
    });
  }
  for (const offset of [1000, CALLS / 4, CALLS / 2, CALLS - 200]) {
    await measure(`scrolled to ${offset}`, lists, async () => {
      const page = await client.ask('page', { filter: [], upTo: null, offset, limit: 100 });
      return `${page.rows.length} rows`;
    });
  }
}

/** Every text once, letter by letter: none of these has been asked for before. */
async function measureTyping(client: HistoryClient): Promise<void> {
  const times: number[] = [];
  let slowest = ['', 0] as readonly [string, number];
  for (const whole of TYPED) {
    for (let length = 1; length <= whole.length; length += 1) {
      const filter = parseFilter(whole.slice(0, length));
      if (!filter.ok) continue;
      const since = performance.now();
      await client.ask('page', { filter: filter.value, upTo: null, offset: 0, limit: 100 });
      const took = performance.now() - since;
      times.push(took);
      if (took > slowest[1]) slowest = [whole.slice(0, length), took];
    }
  }
  lists.wall.push(...times);
  const figures = `p50 ${quantile(times, 0.5).toFixed(1)}  p95 ${quantile(times, 0.95).toFixed(1)} ms`;
  say(
    `search, letter by letter (${times.length} pages)`,
    `${figures}  slowest ${slowest[1].toFixed(1)} (${slowest[0]})`,
  );
  const since = performance.now();
  for (;;) {
    const page = await client.ask('page', { filter: filterOf('harbour'), upTo: null, offset: 0, limit: 100 });
    if (!page.isTotalExact) continue;
    say(
      'search: all of `harbour` counted',
      `${(performance.now() - since).toFixed(0)} ms, ${page.total} calls`,
    );
    return;
  }
}

async function measureViews(client: HistoryClient): Promise<void> {
  for (const text of SUMMARISED)
    await measure(`summary: ${text}`, views, async () => {
      const { buckets } = await client.ask('summary', { filter: filterOf(text), buckets: 120 });
      return `${buckets.length} columns`;
    });
  const facets: readonly ReachFacet[] = ['path', 'site', 'to', 'spend', 'run'];
  for (const facet of facets)
    for (const text of ['', 'agent:codex verdict:refused'])
      await measure(`reach map: ${facet} ${text}`, views, async () => {
        const under = facet === 'path' ? '~' : null;
        const map = await client.ask('reachMap', { filter: filterOf(text), facet, under });
        return `${map.nodes.length} nodes`;
      });
  for (const by of ['session', 'task'] satisfies GroupsQuery['by'][])
    for (const text of GROUPED)
      await measure(`groups: ${by} ${text}`, views, async () => {
        const page = await client.ask('groups', { filter: filterOf(text), by, offset: 0, limit: 50 });
        return `${page.total} groups`;
      });
  for (const [key, prefix] of COMPLETED)
    await measure(`values: ${key}:${prefix}`, views, async () => {
      const { values } = await client.ask('values', { key, prefix });
      return `${values.length} values`;
    });
}

function together(what: string, { wall, cpu }: Times): void {
  const figures = [wall, cpu].map((all) => [0.5, 0.95].map((share) => quantile(all, share).toFixed(1)));
  const [[p50, p95] = [], [cpu50, cpu95] = []] = figures;
  say(what, `p50 ${p50}  p95 ${p95} ms, CPU p50 ${cpu50}  p95 ${cpu95} ms`);
}

const kept = /^--data=(.+)$/.exec(process.argv.find((word) => word.startsWith('--data=')) ?? '')?.[1];
const dir = kept ?? realpathSync(mkdtempSync(join(tmpdir(), 'remit-bench-')));
try {
  process.stdout.write(`${CALLS} calls\n`);
  const written = performance.now();
  if (await manyCalls(dir, CALLS)) say('the record written', seconds(written));
  await makeIndex(dir);
  const before = memoryOf(process.pid) ?? Number.NaN;
  const added = (): string => `${((memoryOf(process.pid) ?? Number.NaN) - before).toFixed(0)} MB`;
  const client = new HistoryClient(dir, HOME);
  const opened = performance.now();
  await client.ask('page', { filter: [], upTo: null, offset: 0, limit: 100 });
  say('opened, first page', `${(performance.now() - opened).toFixed(0)} ms`);
  await measurePages(client);
  await measureTyping(client);
  say('memory that the thread added', added());
  await measureViews(client);
  together('filters and searches together (target: p95 50 ms)', lists);
  together('charts, groups, map, completion (target: p95 50 ms)', views);
  say('memory that the thread added', added());
  await client.stop();
} finally {
  if (kept === undefined) rmSync(dir, { recursive: true, force: true });
}

import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryClient } from '../../electron/history/history-client.ts';
import { verifyPath } from '../../electron/verifier/verify-path.ts';
import type { CallRow } from '../../shared/contract/history.ts';
import { callIdSchema } from '../../shared/contract/ids.ts';
import type { ExportOrder } from '../../shared/contract/history-export.ts';
import { filterOf, HOME, HistorySetup } from '../support/history-setup.ts';
import { change } from '../support/record-files.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

let setup: HistorySetup;
let client: HistoryClient;
let out: string;

beforeEach(async () => {
  setup = await HistorySetup.make(9);
  await setup.append(setup.calls.before());
  await setup.appendMany(700);
  client = new HistoryClient(setup.folder, HOME);
  out = temporaryFolder();
});
afterEach(async () => {
  await client.stop();
  await setup.end();
  removeFolder(out);
});

const everything = { filter: [], calls: null, replaces: false } as const;

async function problem(order: ExportOrder): Promise<string | null> {
  return (await client.ask('export', order)).problem;
}

function lines(path: string): readonly string[] {
  return readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
}

/** The names of the calls in a file of comma-separated values; what was touched may go over several lines. */
function callsIn(path: string): readonly string[] {
  return lines(path).flatMap((line) => /^[\d-]+T[^,]*,\d+,([^,]+),/.exec(line)?.[1] ?? []);
}

async function found(text: string): Promise<readonly CallRow[]> {
  const query = { filter: filterOf(text), upTo: null, offset: 0, limit: 500 };
  return (await client.ask('page', query)).rows;
}

async function verdict(path: string): Promise<string> {
  return (await verifyPath({ path, key: null, anchors: [], progress: () => undefined })).kind;
}

describe('an export through the thread of the index', () => {
  test('has every call, also those that came last, in a file for the user alone', async () => {
    const path = join(out, 'calls.csv');
    expect(await problem({ ...everything, format: 'csv', path })).toBeNull();
    expect(callsIn(path)).toHaveLength(700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('has the calls that a filter finds, or those that were selected', async () => {
    const filter = filterOf('agent:codex');
    const byFilter = join(out, 'filter.csv');
    expect(await problem({ ...everything, filter, format: 'csv', path: byFilter })).toBeNull();
    const rows = await found('agent:codex');
    expect(rows.length).toBeGreaterThan(50);
    expect(callsIn(byFilter)).toEqual(rows.map(({ call }) => call));
    const some = [rows[3], rows[0]].flatMap((row) => row?.call ?? []);
    const selected = join(out, 'selected.csv');
    expect(await problem({ ...everything, calls: some, format: 'csv', path: selected })).toBeNull();
    expect(callsIn(selected)).toEqual([...some].reverse());
    const page = join(out, 'selected.html');
    expect(await problem({ ...everything, calls: some, format: 'html', path: page })).toBeNull();
    expect(readFileSync(page, 'utf8')).toContain('<p>2 selected calls.');
  });

  test('has very many that were selected, without those that are gone from the record', async () => {
    const rows = await found('');
    const there = rows.map(({ call }) => call);
    const gone = Array.from({ length: 30_000 }, (_, number) => callIdSchema.parse(`gone-${number}`));
    const path = join(out, 'many.csv');
    expect(await problem({ ...everything, calls: [...gone, ...there], format: 'csv', path })).toBeNull();
    expect(callsIn(path)).toEqual(there);
  });

  test('as JSON lines verifies, whole and in part', async () => {
    const whole = join(out, 'whole.jsonl');
    expect(await problem({ ...everything, format: 'jsonl', path: whole })).toBeNull();
    expect(await verdict(whole)).toBe('verified');
    const [first] = await found('verdict:refused');
    if (first === undefined) throw new Error('nothing was refused');
    const part = join(out, 'part.jsonl');
    expect(await problem({ ...everything, calls: [first.call], format: 'jsonl', path: part })).toBeNull();
    expect(await verdict(part)).toBe('verified');
    expect(readFileSync(part, 'utf8')).toContain(`"call":"${first.call}"`);
    expect(lines(part)).toHaveLength(lines(whole).length);
    expect(statSync(part).size).toBeLessThan(statSync(whole).size / 2);
  });

  test('lets questions be answered in between', async () => {
    await setup.appendMany(3000);
    await problem({ ...everything, format: 'csv', path: join(out, 'first.csv') });
    const order: string[] = [];
    const export_ = problem({ ...everything, format: 'jsonl', path: join(out, 'all.jsonl') });
    const values = client.ask('values', { key: 'agent', prefix: '' });
    await Promise.all([export_.then(() => order.push('export')), values.then(() => order.push('values'))]);
    expect(order).toEqual(['values', 'export']);
  });

  test('never replaces a file that the user hasn’t agreed to lose', async () => {
    const path = join(out, 'mine.csv');
    writeFileSync(path, 'mine');
    expect(await problem({ ...everything, format: 'csv', path })).toMatch(/mine\.csv` is there already/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(await problem({ ...everything, replaces: true, format: 'csv', path })).toBeNull();
    expect(callsIn(path)).toHaveLength(700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(out)).toEqual(['mine.csv']);
  });

  test('keeps what is there, and leaves nothing, when it fails', async () => {
    const path = join(out, 'kept.jsonl');
    writeFileSync(path, 'kept');
    rmSync(join(setup.folder, 'record.head'));
    expect(await problem({ ...everything, replaces: true, format: 'jsonl', path })).toContain('record.head');
    expect(readFileSync(path, 'utf8')).toBe('kept');
    expect(readdirSync(out)).toEqual(['kept.jsonl']);
    const nowhere = join(out, 'no', 'where.csv');
    expect(await problem({ ...everything, format: 'csv', path: nowhere })).toMatch(/its folder is not there/);
  });

  test('goes to no place in the data folder, however it is named', async () => {
    const aside = join(out, 'link');
    symlinkSync(setup.folder, aside);
    mkdirSync(join(setup.folder, 'sub'));
    for (const path of [join(setup.folder, 'record.db'), join(aside, 'new.csv'), join(aside, 'sub', 'x.csv')])
      expect(await problem({ ...everything, replaces: true, format: 'csv', path })).toContain(
        'own data folder',
      );
  });

  test.skipIf(process.getuid?.() === 0)('says so where the user may not write', async () => {
    chmodSync(out, 0o500);
    const path = join(out, 'x.csv');
    expect(await problem({ ...everything, format: 'csv', path })).toContain('you may not write there');
    chmodSync(out, 0o700);
  });

  test('says so when an entry is missing in the middle', async () => {
    const path = join(out, 'x.jsonl');
    change(setup.folder, 'DELETE FROM entries WHERE seq = 100');
    expect(await problem({ ...everything, format: 'jsonl', path })).toContain(
      'entry 100 is no longer in the record',
    );
    expect(readdirSync(out)).toEqual([]);
  });
});

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { afterEach, describe, expect, test } from 'vitest';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';
import { bodyOf, chainProblems, forge, isSigned, rowsOf, sha, change } from '../support/record-files.ts';

const setups: AuthoritySetup[] = [];
afterEach(async () => {
  for (const one of setups.splice(0)) await one.end();
});

const DAY_MS = 86_400_000;
const SECRET = 'the-word-that-has-to-go';
const PAY = { server: 'bank', tool: 'pay' };

/** A grant at the record's beginning, by a call that has ended. */
async function setup(): Promise<AuthoritySetup> {
  const at = await AuthoritySetup.make();
  setups.push(at);
  writeFileSync(join(at.folder, 'note.txt'), 'hello');
  const ruling = at.judge({ path: join(at.folder, 'note.txt') });
  const { excess } = await at.question();
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
  await at.answer({ kind: 'remember', rungs, lifetime: 'always' });
  const ruled = await ruling;
  if (ruled.kind !== 'forward') throw new Error('what was remembered was refused');
  at.authority.outcome(ruled.call, 'ok', 1, null);
  return at;
}

async function fill(at: AuthoritySetup, count: number): Promise<void> {
  const server = serverNameSchema.parse('files');
  const detail = `${SECRET} ${'x'.repeat(900)}`;
  const entries = Array.from({ length: count }, (): EntryBody => ({
    kind: 'server',
    server,
    change: 'failed',
    detail,
  }));
  const written = await at.record.writer.append(entries);
  if (!written.ok) throw new Error(written.error.problem);
}

const passes = async (at: AuthoritySetup): Promise<boolean> => {
  const ruling = at.judge({ path: join(at.folder, 'note.txt') });
  const asked = at.question().then(() => null);
  const first = await Promise.race([ruling, asked]);
  if (first !== null) return first.kind === 'forward';
  await at.answer({ kind: 'not-now' });
  return false;
};

/** The record verifies by the rules of the page, from the prune that counts. */
function expectVerifies(at: AuthoritySetup, key: string): void {
  const rows = rowsOf(at.data);
  const first = rows[0]?.seq ?? 0;
  const prunes = rows.filter(({ kind }) => kind === 'prune').map(bodyOf);
  for (const one of prunes) {
    const carried = sha(canonicalize(one['carried']) ?? '');
    const text = `remit prune\n${String(one['record'])}\n${String(one['seq'])}\n${String(one['hash'])}\n${carried}`;
    expect(isSigned(text, String(one['signature']), key)).toBe(true);
    expect(one['publicKey']).toBe(key);
  }
  const start = prunes.findLast(({ seq }) => seq === first - 1);
  if (first > 1) expect(start).toBeDefined();
  expect(chainProblems(rows, key, first > 1 ? String(start?.['hash']) : undefined)).toEqual([]);
}

describe('entries that are too old', () => {
  test('go, with what was in force carried on, and nothing of them is left in the files', async () => {
    const at = await setup();
    await at.authority.set({ name: 'retention', value: { days: 10, megabytes: null } });
    const key = at.record.reader.proof()?.publicKey ?? '';
    await fill(at, 1500);
    at.later(11 * DAY_MS);
    const server = serverNameSchema.parse('files');
    const young: EntryBody = { kind: 'server', server, change: 'ended', detail: 'young' };
    await at.record.writer.append(Array.from({ length: 1100 }, () => young));
    const uses = at.authority.grantRows()[0]?.uses;

    expect(await at.record.prune()).toBeGreaterThan(1500);
    const rows = rowsOf(at.data);
    expect(rows.some(({ body }) => body.includes(SECRET))).toBe(false);
    expect(rows.filter(({ body }) => body.includes('young'))).toHaveLength(1100);
    expect(at.authority.grantRows()[0]).toMatchObject({ uses });
    expectVerifies(at, key);
    for (const file of ['record.db', 'record.db-wal'])
      expect(readFileSync(join(at.data, file)).includes(SECRET)).toBe(false);
    expect(statSync(join(at.data, 'record.db')).size).toBeLessThan(500_000);

    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(at.record.reader.proof()).toMatchObject({ publicKey: key, keyPlace: 'file' });
    expect(at.record.reader.settings()).toMatchObject({ retention: { days: 10 } });
    expect(at.authority.grantRows()[0]).toMatchObject({ uses });
    expect(at.record.reader.usedByApp()).toBe(true);
    expect(await passes(at)).toBe(true);
    expect(await at.record.prune()).toBe(0);
    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(at.authority.grantRows()[0]).toMatchObject({ uses: (uses ?? 0) + 1 });
    expectVerifies(at, key);
  });

  test('leave a note that brings back no grant when somebody puts it in again', async () => {
    const at = await setup();
    await at.authority.set({ name: 'retention', value: { days: 10, megabytes: null } });
    await fill(at, 1500);
    at.later(11 * DAY_MS);
    await fill(at, 1100);
    expect(await at.record.prune()).toBeGreaterThan(1000);
    const [row] = at.authority.grantRows();
    if (row === undefined) throw new Error('the grant went with the entries');
    expect((await at.authority.revoke(row.grant.id)).ok).toBe(true);
    await at.close();
    const rows = rowsOf(at.data);
    forge(at.data, bodyOf(rows.findLast(({ kind }) => kind === 'prune')));
    await at.begin();
    expect(at.record.reader.health()).toMatchObject({ kind: 'unverified', seq: (rows.at(-1)?.seq ?? 0) + 1 });
    expect(at.authority.grantRows()).toEqual([]);
  });

  test('what was used of a limit and of money counts on', async () => {
    const scope = {
      tools: [{ id: 't', server: 'bank', tool: 'pay', otherArgs: 'any', limits: { maxCalls: 3 } }],
      reach: [{ id: 'eur', kind: 'spend', currency: 'EUR', perCall: '50', total: '0.60' }],
    };
    const at = await AuthoritySetup.make(scope);
    setups.push(at);
    const pay = (amount: number) => at.judge({ amount, currency: 'EUR', payee: 'Acme' }, PAY);
    for (const one of [await pay(0.1), await pay(0.2)]) {
      if (one.kind !== 'forward') throw new Error('a payment inside the limit was refused');
      at.authority.outcome(one.call, 'ok', 1, null);
    }
    await at.authority.set({ name: 'retention', value: { days: 1, megabytes: null } });
    at.later(2 * DAY_MS);
    await fill(at, 2100);
    at.later(2 * DAY_MS);
    expect(await at.record.prune()).toBeGreaterThan(500);
    await at.restart();
    const more = pay(0.31);
    expect((await at.question()).excess.map((one) => one.exceeds).join()).toContain('0.6');
    await at.answer({ kind: 'not-now' });
    expect((await more).kind).toBe('refuse');
    expect((await pay(0.3)).kind).toBe('forward');
    const last = pay(0);
    expect((await at.question()).excess.map((one) => one.exceeds).join()).toMatch(/used/i);
    await at.answer({ kind: 'not-now' });
    expect((await last).kind).toBe('refuse');
  });

  test('stay from the earliest call on that has no end yet', async () => {
    const at = await setup();
    await at.authority.set({ name: 'retention', value: { days: 10, megabytes: null } });
    await fill(at, 600);
    expect(await passes(at)).toBe(true);
    const open = rowsOf(at.data).findLast(({ kind }) => kind === 'call');
    await fill(at, 1200);
    at.later(20 * DAY_MS);
    await at.record.prune();
    const rows = rowsOf(at.data);
    expect(rows[0]?.seq).toBeLessThanOrEqual(open?.seq ?? 0);
    expect(rows.some(({ seq }) => seq === open?.seq)).toBe(true);
  });
});

describe('a record that is too large', () => {
  test('shrinks, and keeps the newest 1,000 entries whatever the size', async () => {
    const at = await setup();
    const key = at.record.reader.proof()?.publicKey ?? '';
    await fill(at, 5000);
    await at.authority.set({ name: 'retention', value: { days: null, megabytes: 3 } });
    const before = rowsOf(at.data).length;
    await at.record.prune();
    const after = rowsOf(at.data);
    expect(after.length).toBeLessThan(before);
    expect(statSync(join(at.data, 'record.db')).size).toBeLessThan(3_500_000);
    await at.authority.set({ name: 'retention', value: { days: null, megabytes: 1 } });
    await at.record.prune();
    expect(rowsOf(at.data).length).toBeGreaterThanOrEqual(1000);
    expectVerifies(at, key);
    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(await passes(at)).toBe(true);
  });
});

describe('what a choice would remove', () => {
  test('by age is told to the entry, and is what goes', async () => {
    const at = await setup();
    await fill(at, 1700);
    at.later(11 * DAY_MS);
    await fill(at, 1200);
    const before = rowsOf(at.data);
    const choice = { days: 10, megabytes: null };
    const told = await at.record.wouldPrune(choice);
    expect(rowsOf(at.data)).toEqual(before);
    await at.authority.set({ name: 'retention', value: choice });
    expect(await at.record.prune()).toBe(told.entries);
    const left = new Set(rowsOf(at.data).map(({ seq }) => seq));
    const gone = before.filter(({ seq }) => !left.has(seq));
    expect(told).toEqual({
      entries: gone.length,
      calls: gone.filter(({ kind }) => kind === 'call').length,
      bytes: gone.reduce(
        (sum, { at: when, kind, call, body, hash }) =>
          sum + [when, kind, call ?? '', body, hash].reduce((all, text) => all + Buffer.byteLength(text), 0),
        0,
      ),
      from: gone[0]?.at,
      upTo: gone.at(-1)?.at,
      isExact: true,
    });
    expect(told.calls).toBe(1);
    expect(told.entries).toBeGreaterThanOrEqual(1700);
    expect(await at.record.wouldPrune(choice)).toMatchObject({ entries: 0, from: null, upTo: null });
  });

  test('by size is told about, and calls are answered while it is counted', async () => {
    const at = await setup();
    await fill(at, 5000);
    const choice = { days: null, megabytes: 3 };
    const [told, passed] = await Promise.all([at.record.wouldPrune(choice), passes(at)]);
    expect(passed).toBe(true);
    await at.authority.set({ name: 'retention', value: choice });
    const removed = await at.record.prune();
    expect(told.isExact).toBe(false);
    expect(Math.abs(told.entries - removed)).toBeLessThanOrEqual(500);
  });

  test('ends where it is when another is asked', async () => {
    const at = await setup();
    await fill(at, 2600);
    at.later(11 * DAY_MS);
    const choice = { days: 10, megabytes: null };
    const [first, second] = await Promise.all([at.record.wouldPrune(choice), at.record.wouldPrune(choice)]);
    expect(first.entries).toBeLessThan(second.entries);
  });
});

describe('a removal', () => {
  test('that was cut off is finished at the next start', async () => {
    const at = await setup();
    await at.authority.set({ name: 'retention', value: { days: 10, megabytes: null } });
    await fill(at, 1800);
    at.later(20 * DAY_MS);
    // As if Remit were killed between the two: this keeps the entries from being removed once the prune is written.
    change(at.data, "CREATE TRIGGER no BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect(await at.record.prune()).toBe(0);
    const cut = rowsOf(at.data);
    expect(cut[0]?.seq).toBe(1);
    expect(cut.some(({ kind }) => kind === 'prune')).toBe(true);
    await at.close();
    change(at.data, 'DROP TRIGGER no');
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(rowsOf(at.data)[0]?.seq).toBeGreaterThan(1);
    expect(await passes(at)).toBe(true);
    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  });

  test('that somebody else made is noticed', async () => {
    const at = await setup();
    await at.authority.set({ name: 'retention', value: { days: 10, megabytes: null } });
    await fill(at, 1800);
    at.later(20 * DAY_MS);
    await at.record.prune();
    const first = rowsOf(at.data)[0]?.seq ?? 0;
    await at.close();
    change(at.data, `DELETE FROM entries WHERE seq <= ${first + 10}`);
    await at.begin();
    expect(at.record.reader.health()).toMatchObject({ kind: 'unverified', problem: 'is missing' });
    expect(at.authority.grantRows()).toEqual([]);
  });
});

describe('what a choice would remove now', () => {
  test('is what it removes, about, and nothing while nothing is too old or too much', async () => {
    const at = await setup();
    await fill(at, 3000);
    at.later(5 * DAY_MS);
    await fill(at, 2000);
    at.later(11 * DAY_MS);
    const { wouldPrune } = at.record;
    expect(await wouldPrune({ days: null, megabytes: null })).toMatchObject({ entries: 0, upTo: null });
    expect(await wouldPrune({ days: 100, megabytes: 100 })).toMatchObject({ entries: 0, upTo: null });

    const bySize = await wouldPrune({ days: null, megabytes: 5 });
    const byAge = await wouldPrune({ days: 13, megabytes: null });
    expect((await wouldPrune({ days: 1, megabytes: null })).entries).toBeLessThan(at.record.reader.head());
    await at.authority.set({ name: 'retention', value: { days: null, megabytes: 5 } });
    const removed = await at.record.prune();
    expect(removed).toBeGreaterThan(500);
    expect(Math.abs(removed - bySize.entries)).toBeLessThanOrEqual(500);

    await at.authority.set({ name: 'retention', value: { days: 13, megabytes: null } });
    expect(removed + (await at.record.prune())).toBe(byAge.entries);
    const first = rowsOf(at.data).find(({ kind }) => kind === 'server');
    expect(byAge.upTo !== null && first !== undefined && byAge.upTo < first.at).toBe(true);
  });
});

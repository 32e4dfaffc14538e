// Making grants less, over a real record: what is narrowed asks beyond and passes within, and nothing of what was used is forgotten.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { AuthorityRow, GrantDetail, GrantTrial } from '../../shared/contract/authority.ts';
import { instantSchema, type GrantId } from '../../shared/contract/ids.ts';
import { grantSchema, type Grant } from '../../shared/contract/scope.ts';
import { AuthoritySetup, type Asking } from '../support/authority-setup.ts';

const setups: AuthoritySetup[] = [];
async function setup(): Promise<AuthoritySetup> {
  const made = await AuthoritySetup.make();
  mkdirSync(join(made.folder, 'project', 'src'), { recursive: true });
  setups.push(made);
  return made;
}
afterEach(async () => {
  for (const one of setups.splice(0)) await one.end();
});

const DAY_MS = 86_400_000;
const WRITE: Asking = { tool: 'write_file' };

function projectGrant(at: AuthoritySetup, terms: object = {}): Grant {
  return grantSchema.parse({
    id: 'g-wide',
    words: 'agent may write in the project; and nothing else',
    agent: { name: 'agent', executable: null },
    lifetime: { kind: 'always' },
    limits: [],
    tools: [{ id: 'g-wide.tool', server: 'files', tool: '*', otherArgs: 'any' }],
    reach: [{ id: 'g-wide.folder', kind: 'folder', path: join(at.folder, 'project'), access: 'write' }],
    deny: [],
    ...terms,
  });
}

async function granted(at: AuthoritySetup, terms: object = {}): Promise<GrantId> {
  const grant = projectGrant(at, terms);
  expect(await at.authority.grant(grant)).toEqual({ ok: true, value: null });
  return grant.id;
}

/** Whether a call passes without a question. */
async function passes(at: AuthoritySetup, args: object, asking: Asking = {}): Promise<boolean> {
  const path = 'path' in args ? { path: join(at.folder, 'project', String(args.path)) } : {};
  const ruling = at.judge({ ...args, ...path }, asking);
  if (await Promise.race([ruling.then(() => false), at.question().then(() => true)])) {
    await at.answer({ kind: 'not-now' });
    return (await ruling).kind === 'forward';
  }
  return (await ruling).kind === 'forward';
}

async function detail(at: AuthoritySetup, id: GrantId): Promise<GrantDetail> {
  const found = await at.authority.changes.detail(id);
  if (found === null) throw new Error(`there is no grant ${id}`);
  return found;
}

/** The id of the narrower form of a kind that is offered. */
async function offered(at: AuthoritySetup, id: GrantId, kind: string): Promise<string> {
  const { narrowings } = await detail(at, id);
  const found = narrowings.find((one) => one.id.startsWith(`${kind}.`));
  if (found === undefined) throw new Error(`no ${kind} among ${narrowings.map((one) => one.id).join()}`);
  return found.id;
}

async function narrow(at: AuthoritySetup, id: GrantId, kind: string): Promise<AuthorityRow> {
  const to = await offered(at, id, kind);
  const done = await at.authority.changes.apply({ kind: 'narrow', grant: id, to });
  expect(done).toEqual({ ok: true, value: null });
  const [newest] = at.authority.changes.rows();
  if (newest === undefined) throw new Error('there are no grants');
  return newest;
}

async function tried(
  at: AuthoritySetup,
  change: Parameters<typeof at.authority.changes.tryChange>[0],
): Promise<GrantTrial> {
  const trial = await at.authority.changes.tryChange(change);
  if (!trial.ok) throw new Error(trial.error);
  return trial.value;
}

function standings(at: AuthoritySetup): readonly string[] {
  return at.authority.changes.rows().map((row) => row.standing);
}

describe('a narrowed grant', () => {
  test('passes within and asks beyond, also after a restart, and the old one is gone', async () => {
    const at = await setup();
    const id = await granted(at);
    expect(await passes(at, { path: 'src/a.ts' }, WRITE)).toBe(true);
    const row = await narrow(at, id, 'used');
    expect(row.grant.words).toContain('project/src');
    for (const _run of [1, 2]) {
      expect(await passes(at, { path: 'src/b.ts' }, WRITE)).toBe(true);
      expect(await passes(at, { path: 'notes.txt' }, WRITE)).toBe(false);
      expect(standings(at)).toEqual(['in-force', 'revoked']);
      await at.restart();
    }
    expect(at.authority.changes.rows()[0]?.uses).toBe(2);
  });

  test('to reading lets nothing be written any more', async () => {
    const at = await setup();
    await narrow(at, await granted(at), 'read');
    expect(await passes(at, { path: 'a.txt' })).toBe(true);
    expect(await passes(at, { path: 'a.txt' }, WRITE)).toBe(false);
  });

  test('for a day asks afterwards, and keeps its sentence', async () => {
    const at = await setup();
    const row = await narrow(at, await granted(at), 'day');
    expect(row.grant.words).toBe('agent may write in the project; and nothing else');
    expect(await passes(at, { path: 'a.txt' })).toBe(true);
    at.later(DAY_MS + 60_000);
    expect(await passes(at, { path: 'a.txt' })).toBe(false);
    expect(standings(at)).toEqual(['ended', 'revoked']);
  });

  test('is the one that was shown, though other calls came meanwhile', async () => {
    const at = await setup();
    const id = await granted(at);
    await passes(at, { path: 'src/a.ts' }, WRITE);
    const to = await offered(at, id, 'used');
    await passes(at, { path: 'notes.txt' }, WRITE);
    await at.authority.changes.detail(id);
    expect((await at.authority.changes.apply({ kind: 'narrow', grant: id, to })).ok).toBe(true);
    expect(await passes(at, { path: 'notes.txt' }, WRITE)).toBe(false);
  });

  test('keeps the call whose prompt made it', async () => {
    const at = await setup();
    const ruling = at.judge({ path: join(at.folder, 'project', 'x') });
    const { excess } = await at.question();
    const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
    await at.answer({ kind: 'remember', rungs, lifetime: 'always' });
    await ruling;
    const [before] = at.authority.changes.rows();
    if (before === undefined) throw new Error('nothing was remembered');
    expect((await detail(at, before.grant.id)).row).toMatchObject({ standing: 'in-force', uses: 1 });
    expect((await narrow(at, before.grant.id, 'week')).origin).toBe(before.origin);
    expect(before.origin).not.toBeNull();
  });
});

describe('what is refused', () => {
  test('a form that is wider, or only other', async () => {
    const at = await setup();
    const id = await granted(at);
    const wide = projectGrant(at);
    const reach = wide.reach.map((part) => ({ ...part, path: at.folder }));
    const unlike = [
      { reach },
      { agent: 'any' },
      { tools: [{ id: 'g-new.tool', server: '*', tool: '*', otherArgs: 'any' }] },
    ];
    for (const terms of unlike) {
      const done = await at.authority.changes.narrow(id, projectGrant(at, { id: 'g-new', ...terms }));
      expect(done.ok ? '' : done.error).toContain('nothing was changed');
    }
    expect(standings(at)).toEqual(['unused']);
    await at.restart();
    expect(standings(at)).toEqual(['unused']);
  });

  test('a form that was never offered, or offered of another grant', async () => {
    const at = await setup();
    const id = await granted(at);
    const other = await granted(at, { id: 'g-other', tools: [], reach: [] });
    const to = await offered(at, id, 'week');
    for (const change of [
      { kind: 'narrow' as const, grant: id, to: 'read.0000' },
      { kind: 'narrow' as const, grant: other, to },
    ])
      expect(await at.authority.changes.apply(change)).toMatchObject({ ok: false });
    expect(standings(at)).toEqual(['unused', 'unused']);
  });

  test('to narrow what has lapsed: it would wake up', async () => {
    const at = await setup();
    const id = await granted(at);
    const to = await offered(at, id, 'read');
    at.later(31 * DAY_MS);
    expect(standings(at)).toEqual(['lapsed']);
    expect((await detail(at, id)).narrowings).toEqual([]);
    const done = await at.authority.changes.apply({ kind: 'narrow', grant: id, to });
    expect(done.ok ? '' : done.error).toContain('lapsed');
    expect(await passes(at, { path: 'a.txt' })).toBe(false);
  });

  test('to narrow what is used up, has ended or is revoked', async () => {
    const at = await setup();
    const used = await granted(at, { id: 'g-used', limits: [{ counter: 'k', maxCalls: 1 }] });
    expect(await passes(at, { path: 'a.txt' })).toBe(true);
    const until = instantSchema.parse(new Date(at.now.getTime() + DAY_MS).toISOString());
    const ended = await granted(at, { id: 'g-ended', lifetime: { kind: 'until', at: until } });
    const revoked = await granted(at, { id: 'g-revoked' });
    const offers = await Promise.all(
      [ended, revoked].map(async (id) => [id, await offered(at, id, 'read')] as const),
    );
    await at.authority.revoke(revoked);
    at.later(2 * DAY_MS);
    expect(standings(at)).toEqual(['revoked', 'ended', 'used-up']);
    expect((await detail(at, used)).narrowings).toEqual([]);
    for (const [grant, to] of offers)
      expect((await at.authority.changes.apply({ kind: 'narrow', grant, to })).ok).toBe(false);
  });
});

describe('what was used', () => {
  test('counts on in the narrowed grant, also after a restart', async () => {
    const at = await setup();
    const id = await granted(at, { limits: [{ counter: 'k', maxCalls: 3 }] });
    expect(await passes(at, { path: 'a.txt' })).toBe(true);
    expect(at.authority.changes.rows()[0]?.left).toBe('2 of 3 calls left');
    expect((await narrow(at, id, 'read')).left).toBe('2 of 3 calls left');
    expect(await passes(at, { path: 'a.txt' })).toBe(true);
    await at.restart();
    expect(at.authority.changes.rows()[0]?.left).toBe('1 of 3 calls left');
    expect(await passes(at, { path: 'a.txt' })).toBe(true);
    expect(await passes(at, { path: 'a.txt' })).toBe(false);
    expect(standings(at)).toEqual(['used-up', 'revoked']);
  });

  test('counts on for money', async () => {
    const at = await setup();
    const pay = { server: 'bank', tool: 'pay' };
    const id = await granted(at, {
      tools: [{ id: 'g-wide.tool', server: 'bank', tool: 'pay', otherArgs: 'any' }],
      reach: [{ id: 'g-wide.eur', kind: 'spend', currency: 'EUR', perCall: '50', total: '60' }],
    });
    const amount = (euros: number): object => ({ amount: euros, currency: 'EUR', payee: 'Acme' });
    expect(await passes(at, amount(20), pay)).toBe(true);
    expect((await narrow(at, id, 'week')).left).toBe('40 of 60 EUR left');
    expect(await passes(at, amount(25), pay)).toBe(true);
    await at.restart();
    expect(at.authority.changes.rows()[0]).toMatchObject({ left: '15 of 60 EUR left', uses: 1 });
    expect(at.authority.changes.rows()[1]).toMatchObject({ standing: 'revoked', uses: 1 });
    expect(await passes(at, amount(16), pay)).toBe(false);
  });

  test('a narrowed grant lapses when the one before would have', async () => {
    const at = await setup();
    const id = await granted(at);
    at.later(20 * DAY_MS);
    await narrow(at, id, 'read');
    at.later(11 * DAY_MS);
    expect(standings(at)).toEqual(['lapsed', 'revoked']);
    await at.restart();
    expect(standings(at)).toEqual(['lapsed', 'revoked']);
  });
});

describe('a trial', () => {
  test('says how the calls of the past would be judged, and changes nothing', async () => {
    const at = await setup();
    const id = await granted(at);
    for (const path of ['src/a.ts', 'src/b.ts']) await passes(at, { path }, WRITE);
    await passes(at, { path: 'notes.txt' });
    await passes(at, { path: '../outside.txt' });
    const to = await offered(at, id, 'read');
    const trial = await tried(at, { kind: 'narrow', grant: id, to });
    expect(trial).toMatchObject({
      tried: 4,
      notTried: 0,
      now: { inside: 3, asks: 1, denied: 0 },
      then: { inside: 1, asks: 3, denied: 0 },
    });
    expect(trial.examples.map((one) => [one.touched[0], one.now, one.then])).toEqual([
      [expect.stringContaining('src/b.ts'), 'inside', 'asks'],
      [expect.stringContaining('src/a.ts'), 'inside', 'asks'],
    ]);
    expect((await tried(at, { kind: 'revoke', grant: id })).then).toEqual({ inside: 0, asks: 4, denied: 0 });
    expect(await passes(at, { path: 'notes.txt' }, WRITE)).toBe(true);
    expect(standings(at)).toEqual(['in-force']);
  });

  test('of a lapsed grant shows that it covers nothing as it is', async () => {
    const at = await setup();
    const id = await granted(at);
    await passes(at, { path: 'a.txt' });
    at.later(31 * DAY_MS);
    const { now, then } = await tried(at, { kind: 'revoke', grant: id });
    expect([now.asks, then.asks]).toEqual([1, 1]);
  });

  test('goes over more calls than are read at once', async () => {
    const at = await setup();
    const id = await granted(at);
    const rulings = Array.from({ length: 250 }, (_, n) =>
      at.judge({ path: join(at.folder, 'project', `f${n}`) }),
    );
    expect((await Promise.all(rulings)).every((one) => one.kind === 'forward')).toBe(true);
    const trial = await tried(at, { kind: 'revoke', grant: id });
    expect([trial.tried, trial.then.asks, trial.examples.length]).toEqual([250, 250, 20]);
    expect((await detail(at, id)).calls).toHaveLength(20);
  });

  test('of a change that is not the newest any more is given up', async () => {
    const at = await setup();
    const id = await granted(at);
    await passes(at, { path: 'a.txt' });
    const change = { kind: 'revoke', grant: id } as const;
    const both = await Promise.all([
      at.authority.changes.tryChange(change),
      at.authority.changes.tryChange(change),
    ]);
    expect(both.map((one) => one.ok)).toEqual([false, true]);
  });
});

describe('suggestions', () => {
  test('are to revoke what nothing uses, and to narrow what is used for less', async () => {
    const at = await setup();
    await granted(at);
    await granted(at, { id: 'g-idle', words: 'idle', tools: [], reach: [] });
    await passes(at, { path: 'src/a.ts' }, WRITE);
    expect(await at.authority.changes.suggestions()).toEqual([]);
    at.later(8 * DAY_MS);
    const found = await at.authority.changes.suggestions();
    expect(found.map(({ change, now, then }) => [change.kind, now, then])).toEqual([
      ['revoke', 'idle', null],
      ['narrow', 'agent may write in the project; and nothing else', expect.stringContaining('project/src')],
    ]);
    for (const { change } of found) expect((await at.authority.changes.apply(change)).ok).toBe(true);
    expect(await passes(at, { path: 'src/a.ts' }, WRITE)).toBe(true);
    expect(await passes(at, { path: 'notes.txt' }, WRITE)).toBe(false);
    expect(await at.authority.changes.suggestions()).toEqual([]);
  });
});

test('a grant that is revoked while it is narrowed stays revoked', async () => {
  const at = await setup();
  const id = await granted(at);
  const to = await offered(at, id, 'read');
  const both = await Promise.all([
    at.authority.changes.apply({ kind: 'narrow', grant: id, to }),
    at.authority.changes.apply({ kind: 'revoke', grant: id }),
  ]);
  expect(both.map((one) => one.ok)).toEqual([false, true]);
  expect(await passes(at, { path: 'a.txt' })).toBe(false);
  await at.restart();
  expect(standings(at)).toEqual(['revoked', 'revoked']);
});

// Extending grants, over a real record: only the answer to the question that was shown gives more, and only of what was granted before.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { extensionSchema, type AuthorityRow } from '../../shared/contract/authority.ts';
import { sessionIdSchema, sha256Schema, type GrantId } from '../../shared/contract/ids.ts';
import type { ExtensionRequest, PromptAnswer } from '../../shared/contract/request.ts';
import { grantSchema } from '../../shared/contract/scope.ts';
import { AuthoritySetup, type Asking, type SetupOptions } from '../support/authority-setup.ts';

const setups: AuthoritySetup[] = [];
async function setup(options: SetupOptions = {}): Promise<AuthoritySetup> {
  const made = await AuthoritySetup.make({}, options);
  mkdirSync(join(made.folder, 'project'), { recursive: true });
  setups.push(made);
  return made;
}
afterEach(async () => {
  for (const one of setups.splice(0)) await one.end();
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OK = { ok: true, value: null };
const EXTEND: PromptAnswer = { kind: 'extend' };

async function granted(at: AuthoritySetup, terms: object = {}): Promise<GrantId> {
  const grant = grantSchema.parse({
    id: 'g-old',
    words: 'agent may write in the project; and nothing else',
    agent: { name: 'agent', executable: null },
    lifetime: { kind: 'until', at: new Date(at.now.getTime() + HOUR_MS).toISOString() },
    limits: [],
    tools: [{ id: 'g-old.tool', server: 'files', tool: '*', otherArgs: 'any' }],
    reach: [{ id: 'g-old.folder', kind: 'folder', path: join(at.folder, 'project'), access: 'write' }],
    deny: [],
    ...terms,
  });
  expect(await at.authority.grant(grant)).toEqual(OK);
  return grant.id;
}

type Wanted = { lifetime?: string; limits?: object[]; spend?: object[]; renews?: boolean };

async function propose(at: AuthoritySetup, grant: GrantId, wanted: Wanted): Promise<string | null> {
  const whole = { grant, lifetime: null, limits: [], spend: [], renews: false, ...wanted };
  const asked = await at.authority.extensions.propose(extensionSchema.parse(whole));
  return asked.ok ? null : asked.error;
}

function question(at: AuthoritySetup): ExtensionRequest {
  const [first] = at.proposals;
  if (first === undefined || at.proposals.length > 1)
    throw new Error(`${at.proposals.length} questions wait`);
  return first;
}

async function answered(
  at: AuthoritySetup,
  answer: PromptAnswer,
  about = question(at),
): Promise<string | null> {
  const taken = await at.authority.answer({ request: about.id, digest: about.digest, answer });
  return taken.ok ? null : taken.error;
}

/** Whether a call passes without a question. */
async function passes(at: AuthoritySetup, asking: Asking = {}, args: object = {}): Promise<boolean> {
  const ruling = at.judge({ path: join(at.folder, 'project', 'a.txt'), ...args }, asking);
  if (await Promise.race([ruling.then(() => false), at.question().then(() => true)])) {
    await at.answer({ kind: 'not-now' });
    return (await ruling).kind === 'forward';
  }
  return (await ruling).kind === 'forward';
}

function newest(at: AuthoritySetup): AuthorityRow {
  const [row] = at.authority.changes.rows();
  if (row === undefined) throw new Error('there are no grants');
  return row;
}

const standings = (at: AuthoritySetup): readonly string[] =>
  at.authority.changes.rows().map(({ standing }) => standing);

describe('an extended grant', () => {
  test('holds longer from the answer on, also after a restart, and allows the same', async () => {
    const at = await setup();
    const id = await granted(at);
    expect(await propose(at, id, { lifetime: 'always' })).toBeNull();
    const { sentence, points, words } = question(at);
    expect(sentence).toEqual({ who: 'agent', verb: 'go on using', what: 'any tool of files' });
    expect(points).toMatchObject([{ will: 'always, until you revoke it', more: 'it never ends by itself' }]);
    expect(words).toBe('agent may write in the project; and nothing else');
    expect(at.authority.waiting).toBe(1);
    at.later(HOUR_MS / 2);
    expect(await answered(at, EXTEND)).toBeNull();
    expect(at.authority.waiting).toBe(0);
    at.later(40 * 60_000);
    for (const _run of [1, 2]) {
      expect(await passes(at)).toBe(true);
      expect(await passes(at, {}, { path: join(at.folder, 'else.txt') })).toBe(false);
      expect(standings(at)).toEqual(['in-force', 'revoked']);
      expect(at.authority.changes.rows()[1]?.replacedBy).toBe(newest(at).grant.id);
      await at.restart();
    }
  });

  test('settles a call that waits for what it covers', async () => {
    const at = await setup();
    const id = await granted(at);
    at.later(2 * HOUR_MS);
    const ruling = at.judge({ path: join(at.folder, 'project', 'a.txt') });
    await at.question();
    expect(await propose(at, id, { lifetime: 'day', renews: true })).toBeNull();
    expect(question(at).sentence.verb).toBe('use again');
    expect(await answered(at, EXTEND)).toBeNull();
    expect((await ruling).kind).toBe('forward');
  });

  test('leads from its call to the question that the first grant came from', async () => {
    const at = await setup();
    const first = at.judge({ path: join(at.folder, 'project', 'a.txt') });
    const { excess } = await at.question();
    const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
    await at.answer({ kind: 'remember', rungs, lifetime: 'hour' });
    const ruling = await first;
    if (ruling.kind !== 'forward') throw new Error('it was refused');
    const made = newest(at);
    await propose(at, made.grant.id, { lifetime: 'always' });
    expect(await answered(at, EXTEND)).toBeNull();
    expect(newest(at).origin).toBe(ruling.call);
    const again = await at.judge({ path: join(at.folder, 'project', 'a.txt') });
    if (again.kind !== 'forward') throw new Error('it was refused');
    expect(at.record.reader.detail(again.call)?.grants).toMatchObject([
      { from: ruling.call, extended: true },
    ]);
  });
});

describe('what was used so far', () => {
  const limits = [{ counter: 'g-old.calls', maxCalls: 2 }];

  test('counts on when a limit is raised', async () => {
    const at = await setup();
    const id = await granted(at, { limits });
    for (const expected of [true, true, false]) expect(await passes(at)).toBe(expected);
    const raised = { limits: [{ counter: 'g-old.calls', maxCalls: 4 }] };
    expect(await propose(at, id, raised)).toBeNull();
    expect(question(at).points).toEqual([
      { about: 'how many calls', granted: '2 calls', will: '4 calls', more: '2 calls' },
    ]);
    expect(question(at).counts).toContain('counts on');
    expect(question(at).words).toContain('at most 4 times');
    expect(await answered(at, EXTEND)).toBeNull();
    expect(newest(at).left).toBe('2 of 4 calls left');
    expect(await passes(at)).toBe(true);
    await at.restart();
    for (const expected of [true, false]) expect(await passes(at)).toBe(expected);
  });

  test('starts anew when a grant that is used up is renewed', async () => {
    const at = await setup();
    const id = await granted(at, { limits });
    for (const expected of [true, true, false]) expect(await passes(at)).toBe(expected);
    expect(await propose(at, id, { renews: true })).toBeNull();
    expect(question(at).counts).toBe('What was used so far counts no more.');
    expect(await answered(at, EXTEND)).toBeNull();
    expect(newest(at).left).toBe('2 of 2 calls left');
    expect(await passes(at)).toBe(true);
    await at.restart();
    for (const expected of [true, false]) expect(await passes(at)).toBe(expected);
  });

  test('is nothing any more after a limit was taken away', async () => {
    const at = await setup();
    const id = await granted(at, { limits });
    await propose(at, id, { limits: [{ counter: 'g-old.calls', maxCalls: null }] });
    expect(question(at).points).toMatchObject([{ granted: '2 calls', will: 'no limit' }]);
    expect(await answered(at, EXTEND)).toBeNull();
    for (const expected of [true, true, true]) expect(await passes(at)).toBe(expected);
    expect(newest(at).left).toBeNull();
  });

  test('is money, too', async () => {
    const at = await setup();
    const spend = { id: 'g-old.spend', kind: 'spend', currency: 'EUR', perCall: '30', total: '50' };
    const id = await granted(at, { reach: [spend] });
    await propose(at, id, { spend: [{ part: 'g-old.spend', total: '80.5' }] });
    expect(question(at).points).toEqual([
      { about: 'in all', granted: 'up to 50 EUR', will: 'up to 80.50 EUR', more: '30.50 EUR' },
    ]);
    expect(await answered(at, EXTEND)).toBeNull();
    expect(newest(at).grant.reach).toMatchObject([{ id: 'g-old.spend', perCall: '30', total: '80.5' }]);
    const again = newest(at).grant.id;
    const none = [{ part: 'g-old.spend', perCall: null, total: null }];
    expect(await propose(at, again, { spend: none })).toContain('spending needs a limit');
  });

  test('lets a lapsed grant lapse anew, 30 days after the answer', async () => {
    const at = await setup();
    const id = await granted(at, { lifetime: { kind: 'always' } });
    at.later(31 * DAY_MS);
    expect(await passes(at)).toBe(false);
    expect(await propose(at, id, { renews: false })).toContain('it can only be renewed');
    expect(await propose(at, id, { renews: true })).toBeNull();
    expect(await answered(at, EXTEND)).toBeNull();
    at.later(29 * DAY_MS);
    await at.restart();
    expect(newest(at).standing).toBe('unused');
    expect(await passes(at)).toBe(true);
  });
});

describe('no more is given', () => {
  test('than was granted, when the answer is not now', async () => {
    const at = await setup();
    await propose(at, await granted(at), { lifetime: 'week' });
    expect(await answered(at, { kind: 'not-now' })).toBeNull();
    expect(at.proposals).toEqual([]);
    expect(standings(at)).toEqual(['unused']);
    at.later(2 * HOUR_MS);
    expect(await passes(at)).toBe(false);
  });

  test('by a proposal alone, another digest, another kind of answer, or one that comes late', async () => {
    const at = await setup();
    await propose(at, await granted(at), { lifetime: 'week' });
    const asked = question(at);
    const wrong = { ...asked, digest: sha256Schema.parse('0'.repeat(64)) };
    expect(await answered(at, EXTEND, wrong)).toContain('has changed since it was shown');
    expect(await answered(at, { kind: 'allow-once' })).toContain('does not offer');
    expect(standings(at)).toEqual(['unused']);
    expect(await answered(at, EXTEND)).toBeNull();
    expect(await answered(at, EXTEND, asked)).toContain('no longer waits');
    expect(standings(at)).toEqual(['unused', 'revoked']);
  });

  test('by two answers at once', async () => {
    const at = await setup();
    await propose(at, await granted(at), { lifetime: 'week' });
    const asked = question(at);
    const both = await Promise.all([answered(at, EXTEND, asked), answered(at, EXTEND, asked)]);
    expect(both).toEqual([null, 'this question is being answered']);
    expect(standings(at)).toEqual(['unused', 'revoked']);
  });

  test('to a question about a call', async () => {
    const at = await setup();
    const ruling = at.judge({ path: '/etc/hosts' });
    const { id, digest } = await at.question();
    expect(await at.authority.answer({ request: id, digest, answer: EXTEND })).toMatchObject({ ok: false });
    await at.answer({ kind: 'not-now' });
    expect((await ruling).kind).toBe('refuse');
  });

  test.each([
    ['revoked', (at: AuthoritySetup, id: GrantId) => at.authority.revoke(id)],
    [
      'narrowed',
      async (at: AuthoritySetup, id: GrantId) => {
        const detail = await at.authority.changes.detail(id);
        const to = detail?.narrowings.find((one) => one.id.startsWith('read.'))?.id ?? '';
        expect(await at.authority.changes.apply({ kind: 'narrow', grant: id, to })).toEqual(OK);
      },
    ],
    [
      'extended otherwise',
      async (at: AuthoritySetup, id: GrantId) => {
        await propose(at, id, { lifetime: 'day' });
        expect(await answered(at, EXTEND)).toBeNull();
      },
    ],
  ])('when the grant was %s meanwhile: the question goes', async (_how, change) => {
    const at = await setup();
    const id = await granted(at);
    await propose(at, id, { lifetime: 'always' });
    const asked = question(at);
    await change(at, id);
    expect(at.proposals).toEqual([]);
    expect(await answered(at, EXTEND, asked)).toContain('no longer waits');
    expect(at.authority.changes.rows().every(({ grant }) => grant.lifetime.kind !== 'always')).toBe(true);
  });

  test('when the grant is revoked while its extension is written', async () => {
    const at = await setup();
    const id = await granted(at);
    await propose(at, id, { lifetime: 'always' });
    const answer = answered(at, EXTEND);
    await at.authority.revoke(id);
    expect(await answer).toContain('nothing was extended');
    expect(await passes(at)).toBe(false);
    await at.restart();
    expect(await passes(at)).toBe(false);
    expect(standings(at)).toEqual(['revoked', 'revoked']);
  });

  test('when its session has ended, or its time, since the question was shown', async () => {
    const at = await setup();
    const session = sessionIdSchema.parse('s1');
    const id = await granted(at, { lifetime: { kind: 'session', session } });
    await propose(at, id, { lifetime: 'always' });
    at.authority.endSession(session);
    expect(at.proposals).toEqual([]);
    expect(await propose(at, id, { lifetime: 'hour', renews: true })).toBeNull();
    at.later(2 * HOUR_MS);
    expect(await answered(at, EXTEND)).toContain('has changed since');
    expect(await passes(at)).toBe(false);
  });

  test('while Remit is paused', async () => {
    const at = await setup();
    const id = await granted(at);
    await propose(at, id, { lifetime: 'always' });
    at.authority.pause(true);
    expect(at.proposals).toEqual([]);
    expect(await propose(at, id, { lifetime: 'always' })).toContain('Remit is paused');
  });

  test('where nobody is there to confirm it', async () => {
    const at = await setup({ unattended: true });
    expect(await propose(at, await granted(at), { lifetime: 'always' })).toContain('nobody is there');
  });

  test('of a grant that is revoked or not there, or of nothing', async () => {
    const at = await setup();
    const id = await granted(at);
    expect(await propose(at, id, {})).toContain('nothing of this grant would be more');
    await at.authority.revoke(id);
    expect(await propose(at, id, { lifetime: 'always', renews: true })).toContain('a revoked grant');
    expect(at.proposals).toEqual([]);
  });

  test('of a record that does not verify', async () => {
    const at = await setup();
    const id = await granted(at);
    await at.close();
    const database = new DatabaseSync(join(at.data, 'record.db'));
    database.exec(
      "UPDATE entries SET body = replace(body, 'in the project', 'everywhere') WHERE kind = 'grant'",
    );
    database.close();
    await at.begin();
    expect(at.record.reader.health().kind).toBe('unverified');
    expect(await propose(at, id, { lifetime: 'always' })).toContain('the record does not verify');
    expect(at.proposals).toEqual([]);
  });

  test('when the answer cannot be written: the question stays', async () => {
    const at = await setup();
    const id = await granted(at);
    await propose(at, id, { lifetime: 'always' });
    await at.record.close();
    expect(await answered(at, EXTEND)).toContain('nothing was changed');
    expect(at.proposals).toHaveLength(1);
    expect(standings(at)).toEqual(['unused']);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ApprovalRequest, Answer } from '../../shared/contract/request.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';
import { forge, rowsOf } from '../support/record-files.ts';

const setups: AuthoritySetup[] = [];
async function setup(scope: unknown = {}): Promise<AuthoritySetup> {
  const made = await AuthoritySetup.make(scope);
  setups.push(made);
  return made;
}
afterEach(async () => {
  for (const one of setups.splice(0)) await one.end();
});

const DAY_MS = 86_400_000;
const PAY = { server: 'bank', tool: 'pay' };
const pay = (amount: number) => ({ amount, currency: 'EUR', payee: 'Acme' });

/** The narrowest rung of each excess. */
function narrowest({ excess }: ApprovalRequest): Answer {
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
  return { kind: 'remember', rungs, lifetime: 'always' };
}

describe('limits', () => {
  const once = { tools: [{ id: 't', server: 'files', tool: '*', reach: 'any', limits: { maxCalls: 1 } }] };

  test('of two calls at once for a grant of one, one passes and one asks', async () => {
    const at = await setup(once);
    const first = at.judge({ path: '/a' });
    const second = at.judge({ path: '/b' });
    const question = await at.question();
    expect(question.excess[0]?.exceeds).toMatch(/used/i);
    await at.answer({ kind: 'not-now' });
    expect([(await first).kind, (await second).kind].sort()).toEqual(['forward', 'refuse']);
  });

  test('what was used counts on after a restart with the same scope', async () => {
    const at = await setup(once);
    expect((await at.judge({ path: '/a' })).kind).toBe('forward');
    await at.restart();
    const ruling = at.judge({ path: '/a' });
    await at.answer({ kind: 'not-now' });
    expect((await ruling).kind).toBe('refuse');
  });

  test('calls beyond the number in a minute ask, and pass again a minute later', async () => {
    const at = await setup({
      tools: [{ id: 't', server: 'files', tool: '*', reach: 'any' }],
      limits: { perMinute: 2 },
    });
    for (const path of ['/a', '/b']) expect((await at.judge({ path })).kind).toBe('forward');
    const third = at.judge({ path: '/c' });
    await at.answer({ kind: 'not-now' });
    expect((await third).kind).toBe('refuse');
    at.later(60_001);
    expect((await at.judge({ path: '/d' })).kind).toBe('forward');
  });

  test('money in flight counts towards the total, to the cent and over a restart', async () => {
    const at = await setup({
      tools: [{ id: 't', server: 'bank', tool: 'pay', otherArgs: 'any' }],
      reach: [{ id: 'eur', kind: 'spend', currency: 'EUR', perCall: '50', total: '0.60' }],
    });
    const rulings = [at.judge(pay(0.1), PAY), at.judge(pay(0.2), PAY), at.judge(pay(0.3), PAY)];
    expect((await Promise.all(rulings)).map((one) => one.kind)).toEqual(['forward', 'forward', 'forward']);
    await at.restart();
    const more = at.judge(pay(0.01), PAY);
    expect((await at.question()).excess.map((one) => one.exceeds).join()).toContain('0.6');
    await at.answer({ kind: 'not-now' });
    expect((await more).kind).toBe('refuse');
  });
});

describe('lapse', () => {
  test('a grant that was not used for 30 days asks and says so', async () => {
    const at = await setup();
    const args = { path: join(at.folder, 'note.txt') };
    writeFileSync(args.path, 'hello');
    const first = at.judge(args);
    await at.answer(narrowest(await at.question()));
    expect((await first).kind).toBe('forward');
    at.later(29 * DAY_MS);
    expect((await at.judge(args)).kind).toBe('forward');
    at.later(29 * DAY_MS);
    expect((await at.judge(args)).kind).toBe('forward');
    at.later(31 * DAY_MS);
    expect(at.authority.grantRows()[0]?.suspended).toContain('lapsed');
    const last = at.judge(args);
    expect((await at.question()).excess[0]?.exceeds).toContain('30 days');
    await at.answer({ kind: 'not-now' });
    expect((await last).kind).toBe('refuse');
  });
});

describe('lapse of a grant', () => {
  test('is not undone by an entry that says it was used afterwards', async () => {
    const at = await setup();
    const args = { path: join(at.folder, 'note.txt') };
    writeFileSync(args.path, 'hello');
    const first = at.judge(args);
    await at.answer(narrowest(await at.question()));
    expect((await first).kind).toBe('forward');
    const [row] = at.authority.grantRows();
    at.later(31 * DAY_MS);
    await at.close();
    forge(at.data, { kind: 'covered', call: 'c-x', request: 'r-x', grants: [row?.grant.id] });
    await at.begin();
    expect(at.authority.grantRows()[0]?.suspended).toContain('lapsed');
  });
});

test('how long a call took is written to the microsecond', async () => {
  const at = await setup({ tools: [{ id: 't', server: 'files', tool: '*', reach: 'any' }] });
  const ruling = await at.judge({ path: join(at.folder, 'note.txt') });
  if (ruling.kind !== 'forward') throw new Error('what is granted was refused');
  at.authority.outcome(ruling.call, 'ok', 12.300000000000001, null);
  await at.close();
  const outcome = rowsOf(at.data).find(({ kind }) => kind === 'outcome');
  expect(outcome?.body).toContain('"durationMs":12.3,');
});

describe('whom a grant is for', () => {
  test('what is remembered for one agent asks for another, and for another program of the same name', async () => {
    const at = await setup();
    const args = { path: join(at.folder, 'note.txt') };
    writeFileSync(args.path, 'hello');
    const first = at.judge(args);
    await at.answer(narrowest(await at.question()));
    expect((await first).kind).toBe('forward');
    expect((await at.judge(args)).kind).toBe('forward');
    for (const agent of [{ name: 'other' }, { name: 'agent', executable: '/tmp/evil' }]) {
      const ruling = at.judge(args, { agent });
      expect((await at.question()).excess[0]?.exceeds).toMatch(/agent/);
      await at.answer({ kind: 'not-now' });
      expect((await ruling).kind).toBe('refuse');
    }
  });
});

describe('a correction of how an argument is read', () => {
  test('is taken for what waits only, is in the record, and holds after a restart', async () => {
    const at = await setup({ tools: [{ id: 't', server: 'notes', tool: 'save' }] });
    const asking = { server: 'notes', tool: 'save' };
    const first = at.judge({ topic: 'weather' }, asking);
    const { id: request, digest } = await at.question();
    const correction = { request, digest, pointer: '/topic', role: { role: 'payload' } } as const;
    const forged = { ...correction, digest: at.authority.grantRows().length === 0 ? 'f'.repeat(64) : digest };
    expect((await at.authority.correct({ ...correction, digest: forged.digest as typeof digest })).ok).toBe(
      false,
    );
    expect((await at.authority.correct(correction)).ok).toBe(true);
    expect((await first).kind).toBe('forward');
    await at.restart();
    expect((await at.judge({ topic: 'news' }, asking)).kind).toBe('forward');
  });

  test('puts the question anew where the call still exceeds', async () => {
    const at = await setup();
    const asking = { server: 'notes', tool: 'save' };
    const ruling = at.judge({ topic: 'weather' }, asking);
    const before = await at.question();
    at.waiting = [];
    const role = { role: 'option' } as const;
    await at.authority.correct({ request: before.id, digest: before.digest, pointer: '/topic', role });
    const after = await at.question();
    expect(after.id).not.toBe(before.id);
    expect(after.call).toBe(before.call);
    expect(after.readings.find((one) => one.pointer === '/topic')).toMatchObject({ from: 'user', role });
    await at.answer({ kind: 'allow-once' });
    expect((await ruling).kind).toBe('forward');
  });
});

describe('what is remembered', () => {
  test('has to cover the call that it answers', async () => {
    const at = await setup();
    const ruling = at.judge({ path: join(at.folder, 'x') });
    const { excess } = await at.question();
    const toolOnly = excess
      .flatMap((one) => one.rungs)
      .find((rung) => !rung.settles && rung.id.startsWith('0.'));
    const answer: Answer = { kind: 'remember', rungs: [toolOnly?.id ?? ''], lifetime: 'always' };
    await expect(at.answer(answer)).rejects.toThrow('ask again');
    await at.answer({ kind: 'not-now' });
    expect((await ruling).kind).toBe('refuse');
  });

  test('counts as used by the call that it answers', async () => {
    const at = await setup();
    const ruling = at.judge({ path: join(at.folder, 'x') });
    await at.answer(narrowest(await at.question()));
    await ruling;
    expect(at.authority.grantRows()[0]).toMatchObject({ uses: 1 });
  });
});

describe('an agent that asks without end', () => {
  test('puts so many questions that a user could still look at, and is refused the others', async () => {
    const at = await setup();
    const rulings = Array.from({ length: 300 }, (_, of) => at.judge({ path: `/f${of}` }));
    const refused = rulings.slice(256);
    for (const ruling of await Promise.all(refused))
      expect(ruling).toMatchObject({ kind: 'refuse', refusal: { code: 'withdrawn' } });
    expect(at.waiting.length).toBeLessThanOrEqual(256);
    at.authority.refuseWaiting({ code: 'stopping', reason: 'over' });
    await Promise.all(rulings);
    const next = at.judge({ path: '/next' });
    await at.answer({ kind: 'not-now' });
    expect(await next).toMatchObject({ refusal: { code: 'not-now' } });
  });

  test('keeps no more text waiting than fits in memory', async () => {
    const at = await setup();
    const long = 'x'.repeat(9_000_000);
    const rulings = Array.from({ length: 8 }, (_, of) => at.judge({ path: `/f${of}`, long }));
    expect(await rulings[7]).toMatchObject({ kind: 'refuse', refusal: { code: 'withdrawn' } });
    expect(at.waiting.length).toBeLessThan(8);
    at.authority.refuseWaiting({ code: 'stopping', reason: 'over' });
    await Promise.all(rulings);
  });
});

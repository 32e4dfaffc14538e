import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Ticket } from '../../electron/authority/judged-subject.ts';
import { sessionIdSchema, type CallId } from '../../shared/contract/ids.ts';
import type { Answer } from '../../shared/contract/request.ts';
import { AuthoritySetup, type Asking } from '../support/authority-setup.ts';

const ALLOW: Answer = { kind: 'allow-once' };
const TEN_MINUTES = 600_000;

let at: AuthoritySetup;
let path: string;

beforeEach(async () => {
  at = await AuthoritySetup.make();
  path = join(at.folder, 'note.txt');
  writeFileSync(path, 'x');
});
afterEach(() => at.end());

/** A call is allowed while nobody waits for it. */
async function allowed(answer: Answer = ALLOW, asking: Asking = {}): Promise<CallId> {
  const ticket = new Ticket();
  ticket.away = true;
  const ruling = at.judge({ path }, asking, ticket);
  await at.answer(answer);
  const ruled = await ruling;
  if (ruled.kind !== 'forward') throw new Error(ruled.refusal.reason);
  return ruled.call;
}

const recall = async (asking: Asking = {}): Promise<CallId | null> => {
  const ruling = await at.authority.passes.recall(at.subject({ path }, asking));
  return ruling?.kind === 'forward' ? ruling.call : null;
};

async function rememberedForSession(): Promise<Answer> {
  const { excess } = await at.question();
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map(({ id }) => id));
  return { kind: 'remember', rungs, lifetime: 'session' };
}

test('what was allowed passes once after a restart, for the same agent over whichever connection', async () => {
  const call = await allowed();
  await at.restart();
  expect(await recall({ agent: { name: 'another' } })).toBe(null);
  expect(await recall({ agent: { name: 'agent', executable: '/usr/bin/other' } })).toBe(null);
  expect(await recall({ server: 'another' })).toBe(null);
  expect(await recall({ session: 's2' })).toBe(call);
  expect(await recall()).toBe(null);
  await at.restart();
  expect(await recall()).toBe(null);
});

test('of two that come back at once after a restart one passes', async () => {
  const call = await allowed();
  await at.restart();
  const both = await Promise.all([recall(), recall()]);
  expect(both.toSorted()).toEqual([call, null]);
});

describe.each([
  ['before the restart', true],
  ['after it', false],
])('ten minutes later, %s,', (_when, before) => {
  test('nothing passes, and the history says that nothing was sent', async () => {
    const call = await allowed();
    if (before) at.later(TEN_MINUTES);
    await at.restart();
    if (!before) at.later(TEN_MINUTES);
    expect(await recall()).toBe(null);
    await at.restart();
    // What the start finds is written soon after it, and surely by the end.
    await at.restart();
    expect(at.record.reader.detail(call)).toMatchObject({
      row: { standing: 'refused', outcome: 'none' },
      refusal: { reason: expect.stringContaining('nothing was sent') as string },
    });
  });
});

test.each([
  [
    'a pause',
    (): Promise<unknown> => {
      for (const on of [true, false]) at.authority.pause(on);
      return Promise.resolve();
    },
  ],
  ['a revocation', (): Promise<unknown> => at.authority.revoke(held())],
])('%s takes it back, also over a restart', async (_what, takeBack) => {
  const asked = at.judge({ path: join(at.folder, 'other.txt') });
  const { excess } = await at.question();
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map(({ id }) => id));
  await at.answer({ kind: 'remember', rungs, lifetime: 'always' });
  await asked;
  const call = await allowed();
  await takeBack();
  await at.restart();
  expect(await recall()).toBe(null);
  await at.restart();
  expect(at.record.reader.detail(call)?.row.standing).toBe('refused');
});

function held(): ReturnType<typeof at.record.reader.heldGrants>[number]['id'] {
  const [grant] = at.record.reader.heldGrants();
  if (grant === undefined) throw new Error('nothing is granted');
  return grant.id;
}

test('what was remembered for a session ends with it', async () => {
  const ticket = new Ticket();
  ticket.away = true;
  const ruling = at.judge({ path }, {}, ticket);
  await at.answer(await rememberedForSession());
  expect((await ruling).kind).toBe('forward');
  const before = at.authority.withdrawals;
  at.authority.endSession(sessionIdSchema.parse('s2'));
  expect(at.authority.withdrawals).toBe(before);
  at.authority.endSession(sessionIdSchema.parse('s1'));
  expect(at.authority.withdrawals).toBe(before + 1);
  await at.restart();
  expect(await recall()).toBe(null);
});

test('what the user doesn’t want kept isn’t kept of a call that passes after a restart either', async () => {
  await at.authority.set({ name: 'arguments', value: { server: at.subject({}).server.name, kept: false } });
  const call = await allowed();
  await at.restart();
  expect(await recall()).toBe(call);
  const said = { text: 'what the note says', bytes: 18, sha256: at.subject({}).server.identity };
  at.authority.outcome(call, 'ok', 1, said);
  await at.restart();
  const detail = at.record.reader.detail(call);
  expect(detail?.row.outcome).toBe('ok');
  expect(detail?.result).toMatchObject({ text: '', kept: false });
});

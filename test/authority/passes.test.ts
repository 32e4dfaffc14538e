import { expect, test } from 'vitest';
import { Ticket } from '../../electron/authority/judged-subject.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';

const MINUTE = 60_000;

test.each([
  ['some minutes later', 5 * MINUTE, 'forward'],
  ['too late', 11 * MINUTE, undefined],
  ['with a clock that was set back', -60 * MINUTE, undefined],
])('the same call after a restart, %s', async (_when, ms, kind) => {
  const at = await AuthoritySetup.make();
  const ticket = new Ticket();
  const ruling = at.judge({ path: '/a' }, {}, ticket);
  await at.question();
  ticket.away = true;
  await at.answer({ kind: 'allow-once' });
  expect(await ruling).toMatchObject({ kind: 'forward' });
  at.later(ms);
  await at.restart();
  expect((await at.authority.passes.recall(at.subject({ path: '/a' })))?.kind).toBe(kind);
  // Once, if at all.
  expect(await at.authority.passes.recall(at.subject({ path: '/a' }))).toBeNull();
  await at.end();
});

import { expect, test } from 'vitest';
import { WaitingRounds } from '../../electron/broker/waiting-rounds.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';

test('of what waiting clients carry for their servers no more is kept than fits in memory', async () => {
  const at = await AuthoritySetup.make();
  const rounds = new WaitingRounds();
  const carried = { requestState: null, inputResponses: 'x'.repeat(20_000_000) };
  const subject = at.subject({ path: '/a' });
  const first = rounds.begin(subject, { carried, count: 0 }) ?? '';
  const second = rounds.begin(subject, { carried, count: 0 }) ?? '';
  expect(rounds.take(first, subject)).toBeNull();
  expect(rounds.take(second, subject)).toMatchObject({ count: 1 });
  await at.end();
});

import { expect, test } from 'vitest';
import { ServerRounds } from '../../electron/broker/server-rounds.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';

const ALL = { tools: [{ id: 'all', server: '*', tool: '*', reach: 'any' }] };

test('of the calls that servers asked back about, only the newest go on without being judged anew', async () => {
  const at = await AuthoritySetup.make(ALL);
  const rounds = new ServerRounds(at.authority);
  const subject = at.subject({ path: '/a' });
  const ruling = await at.judge({ path: '/a' });
  if (ruling.kind !== 'forward') throw new Error('it was refused');
  for (let state = 0; state <= 256; state += 1) rounds.began(subject, ruling.as, String(state));
  expect(await rounds.pass(subject, '0')).toBeNull();
  expect(await rounds.pass(subject, '256')).toMatchObject({ kind: 'forward' });
  // Once for each time that the server asked.
  expect(await rounds.pass(subject, '256')).toBeNull();
  await at.end();
});

import { expect, test } from 'vitest';
import { runRemit } from '../support/serve.ts';

test.each([
  ['connect', ['--help']],
  ['connect', ['mail', '--help']],
  ['connect', ['-h']],
  ['hook', ['--help']],
  ['hook', ['codex', '--help']],
  ['permission-tool', ['--help']],
  ['acp', ['--help']],
])('%s %j says how it is used, and that is no mistake', (command, words) => {
  const done = runRemit([command, ...words], {});
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toMatch(new RegExp(`^usage: remit ${command} `));
  const told = runRemit(['help', command], {});
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toMatch(new RegExp(`^usage:\n {2}remit ${command}`));
});

test.each([
  [['nobody', '--help']],
  [['codex', '--help', '--data', '/x']],
  [['codex', '-h']],
  [['codex', '--help=yes']],
  [['--help', 'codex']],
  [['codex', 'claude', '--help']],
])('hook %j is no question for help: an end without an error would let the tool run', (words) => {
  const done = runRemit(['hook', ...words], {});
  expect(done.code).toBe(2);
  expect(done.err).not.toBe('');
});

test('what is behind the dashes is the agent’s own', () => {
  const done = runRemit(['acp', '--', 'printf', '%s\\n', '--help'], {});
  expect(done).toMatchObject({ code: 0, out: '--help\n' });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCommandReader } from '../../electron/authority/read-command.ts';
import { commandCovered } from '../../shared/core/command-cover.ts';
import { lineProblem, words } from '../commands/judge-line.ts';
import { PROGRAMS } from '../commands/program-lines.ts';

beforeAll(loadCommandReader);

describe.each(PROGRAMS)('$technique', ({ granted, inside, exceeds }) => {
  const grants = granted.map(words);

  test.each(inside)('runs without a question: %j', (line) => {
    expect(lineProblem(line, grants)).toBeNull();
  });

  test.each(exceeds)('asks: %j', (line) => {
    expect(lineProblem(line, grants)).not.toBeNull();
  });
});

function why(command: string, granted: string, match: 'prefix' | 'exact' = 'prefix'): string | null {
  const cover = commandCovered(words(command), words(granted), match);
  return cover.ok ? null : cover.why;
}

test.each([
  ['git push', 'git status', 'another command'],
  ['git status --x', 'git status', '`--x` is not known to be harmless'],
  ['curl -s https://a.test -L', 'curl -s https://a.test', '`-L` changes what was granted'],
  ['cat /etc/passwd', 'cat', '`/etc/passwd` is more than was granted'],
  ['git log -n x', 'git log', 'with `-n`: `x` is more than was granted'],
  ['mytool', 'mytool', 'what `mytool` means to mytool is not known'],
  ['mytool run x', 'mytool run', 'what `x` means to mytool is not known'],
  ['timeout 5 ls', 'timeout 5', 'timeout runs another command'],
  ['xargs rm x', 'xargs rm', 'what xargs adds to rm is not known'],
  ['journalctl', 'journalctl', 'journalctl opens a pager, which runs commands'],
  ['sed w', 'sed', 'the sed script may do more than print: `w`'],
])('%s under %s says in plain words why it exceeds', (command, granted, words) => {
  expect(why(command, granted)).toBe(words);
});

test('an exact grant covers its words and no more', () => {
  expect(why('mytool run', 'mytool run', 'exact')).toBeNull();
  expect(why('mytool run x', 'mytool run', 'exact')).toBe('`x` is more than was granted');
  expect(why('mytool', 'mytool run', 'exact')).toBe('another command');
  expect(why('journalctl', 'journalctl', 'exact')).toBeNull();
});

test('a prefix of an unknown program covers exactly its words, when they are several or a path', () => {
  expect(why('mytool run', 'mytool run')).toBeNull();
  expect(why('./run-tests.sh', './run-tests.sh')).toBeNull();
  expect(why('./run-tests.sh a', './run-tests.sh')).not.toBeNull();
});

test('any program may be asked for its help and its version', () => {
  expect(why('mytool --help', 'mytool')).toBeNull();
  expect(why('mytool --version', 'mytool')).toBeNull();
  expect(why('mytool run --help', 'mytool')).not.toBeNull();
  expect(why('git log --help', 'git log')).not.toBeNull();
});

test('an empty grant covers nothing', () => {
  expect(commandCovered(['ls'], [], 'prefix').ok).toBe(false);
  expect(commandCovered([], [], 'exact').ok).toBe(false);
});

test('names that objects have of themselves are words like any other', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    expect(commandCovered([name], [name], 'prefix').ok).toBe(false);
    expect(commandCovered(['git', name], ['git'], 'prefix').ok).toBe(false);
    expect(commandCovered(['git', 'status', `--${name}`], ['git', 'status'], 'prefix').ok).toBe(false);
  }
});

test('words that do not begin with the granted ones are never covered', () => {
  const word = fc.oneof(
    fc.constantFrom('git', 'status', '-s', '--', 'ls', 'cat', '.'),
    fc.string({ maxLength: 6 }),
  );
  const argv = fc.array(word, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(argv, argv, fc.constantFrom('prefix', 'exact'), (command, granted, match) => {
      if (granted.every((one, at) => one === command[at])) return;
      expect(commandCovered(command, granted, match).ok).toBe(false);
    }),
    { seed: 3 },
  );
});

test('an option that no table knows is never added to a prefix', () => {
  const known = fc.constantFrom(
    'git log',
    'ls',
    'grep',
    'npm test',
    'find .',
    'docker ps',
    'tar -tf',
    'curl',
    'make',
    'sort',
    'jq',
    'sed',
  );
  const option = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')),
    minLength: 3,
    maxLength: 8,
  });
  fc.assert(
    fc.property(known, option, (granted, name) => {
      const cover = commandCovered([...words(granted), `--zz-${name}=x`], words(granted), 'prefix');
      expect(cover.ok).toBe(false);
    }),
    { seed: 4 },
  );
});

test('a dozen words more make a command no less covered or not', () => {
  const extra = ['-l', '-a', 'src', '--color=never'];
  expect(commandCovered(['ls', ...extra, ...extra, ...extra], ['ls'], 'prefix').ok).toBe(true);
  expect(commandCovered(['ls', ...extra, '--dired=x', ...extra], ['ls'], 'prefix').ok).toBe(false);
});

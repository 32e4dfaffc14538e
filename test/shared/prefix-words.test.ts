import { describe, expect, test } from 'vitest';
import { commandCovered } from '../../shared/core/command-cover.ts';
import { widestPrefix } from '../../shared/core/prefix-words.ts';

describe('the prefix that is offered', () => {
  test.each([
    [
      ['git', 'log', '--oneline', '-5'],
      ['git', 'log'],
    ],
    [
      ['git', '--no-pager', 'diff', 'HEAD~1'],
      ['git', '--no-pager', 'diff'],
    ],
    [
      ['git', 'commit', '-m', 'fix: x'],
      ['git', 'commit', '-m'],
    ],
    [
      ['git', 'branch', '--list', 'feature/*'],
      ['git', 'branch', '--list'],
    ],
    [
      ['npm', 'run', 'build', '--silent'],
      ['npm', 'run', 'build'],
    ],
    [
      ['npm', 'test'],
      ['npm', 'test'],
    ],
    [
      ['make', 'test'],
      ['make', 'test'],
    ],
    [
      ['make', '-j4', 'test'],
      ['make', '-j4', 'test'],
    ],
    [['ls', '-la'], ['ls']],
    [['cat', 'src/a.ts'], ['cat']],
    [
      ['cat', '/var/log/syslog'],
      ['cat', '/var/log/syslog'],
    ],
    [['grep', '-rn', 'TODO', 'src'], ['grep']],
    [
      ['sed', '-i', 's/a/b/', 'src/a.ts'],
      ['sed', '-i'],
    ],
    [
      ['curl', '-s', 'https://a.test/x'],
      ['curl', '-s', 'https://a.test/x'],
    ],
    [
      ['python3', '-m', 'pytest', '-q'],
      ['python3', '-m', 'pytest'],
    ],
    [
      ['docker', 'compose', 'logs', '-f', 'web'],
      ['docker', 'compose', 'logs'],
    ],
    [
      ['kubectl', 'get', 'pods', '-A'],
      ['kubectl', 'get', 'pods'],
    ],
    [
      ['gh', 'pr', 'view', '12'],
      ['gh', 'pr', 'view'],
    ],
    [
      ['npm', 'install', 'lodash'],
      ['npm', 'install', 'lodash'],
    ],
    [
      ['git', 'push', 'origin', 'main'],
      ['git', 'push', 'origin', 'main'],
    ],
  ])('for %j is as short as says what it does', (argv, prefix) => {
    expect(widestPrefix(argv)).toEqual(prefix);
    expect(commandCovered(argv, prefix, 'prefix').ok).toBe(true);
  });

  test.each([
    [['mytool', 'x']],
    [['./deploy.sh', 'staging']],
    [['node', 'x.js']],
    [['python3', 'x.py']],
    [['python3', '-c', 'print(1)']],
    [['bash', '-c', 'ls']],
    [['sh', 'x.sh']],
    [['env', 'A=b', 'ls']],
    [['sudo', 'ls']],
    [['xargs', 'wc']],
    [['timeout', '5', 'npm', 'test']],
    [['npx', 'tsc', '--noEmit']],
    [['uv', 'run', 'pytest']],
    [['ssh', 'host', 'uptime']],
    [['docker', 'run', 'alpine']],
    [['docker', 'exec', 'web', 'id']],
    [['kubectl', 'exec', 'web', '--', 'id']],
    [['find', '.', '-exec', 'rm', '{}', ';']],
    [['find', '.', '-delete']],
    [['git', '-c', 'core.pager=id', 'log']],
    [['git', 'rebase', '-x', 'id']],
    [['tar', '-xf', 'a.tar', '--to-command=id']],
    [['sed', 'w x', 'a.txt']],
    [['awk', 'BEGIN{system("id")}']],
    [['eval', 'ls']],
    [['exec', 'ls']],
    [['man', 'ls']],
    [['npm', 'install', ...Array.from({ length: 40 }, (_, at) => `package-${at}`)]],
    [[]],
    [['']],
  ])('for %j is none: it would cover nothing more, or run what other words say', (argv) => {
    expect(widestPrefix(argv)).toBeNull();
  });
});

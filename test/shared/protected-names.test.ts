import { describe, expect, test } from 'vitest';
import type { Access } from '../../shared/contract/access.ts';
import { foldCase, foldLoosely } from '../../shared/core/fold-case.ts';
import { isWithin, keyOf, parentKey, upwards } from '../../shared/core/path-key.ts';
import { holdsProtected, isProtected, protectedPlaces } from '../../shared/core/protected-names.ts';

const places = protectedPlaces([
  '/home/u/.ssh',
  '/home/u/.config/remit/**',
  '/etc/cron*',
  'c:/users/u/.aws',
  '**/.mcp.json',
  '**/.git/hooks/*',
  '**/.claude/settings*.json',
  '**/*.code-workspace',
  '**/a/*/b',
]);

/** Whether the place or a folder above it is protected. */
function guarded(key: string, access: Access): boolean {
  return [...upwards(key)].some((at) => isProtected(places, at, access));
}

describe('a protected place', () => {
  test.each([
    ['/home/u/.ssh/id_rsa'],
    ['/home/u/.config/remit'],
    ['/home/u/.config/remit/record.db'],
    ['c:/users/u/.aws/credentials'],
  ])('%s is guarded against reading and writing', (key) => {
    expect([guarded(key, 'read'), guarded(key, 'write')]).toEqual([true, true]);
  });

  test.each([
    ['/etc/cron.d/job'],
    ['/etc/crontab'],
    ['/p/.mcp.json'],
    ['/p/q/.git/hooks/pre-commit'],
    ['/p/.claude/settings.local.json'],
    ['/p/x.code-workspace'],
    ['/p/a/any/b/c'],
  ])('%s is guarded against writing only', (key) => {
    expect([guarded(key, 'read'), guarded(key, 'write')]).toEqual([false, true]);
  });

  test.each([
    ['/home/u/.ssh2'],
    ['/home/u/.sshd/x'],
    ['/home/v/.ssh/id_rsa'],
    ['/srv/etc/cron.d/job'],
    ['/p/mcp.json'],
    ['/p/.git/hooks'],
    ['/p/x.git/hooks/pre-commit'],
    ['/p/claude/settings.json'],
    ['/p/.claude/worktrees/x/src/a.ts'],
    ['/p/a/b'],
  ])('%s is like one, and none', (key) => {
    expect(guarded(key, 'write')).toBe(false);
  });

  test.each([
    ['/home/u/.ſsh/x'],
    ['/home/u/.ß'.replace('ß', 'ssh\u200b')],
    ['/p/.ｇit/hooks/x'],
    ['/p/.gıt/hooks/x'],
  ])('%s may be one on some volume, and is taken for it', (key) => {
    expect(guarded(key, 'write')).toBe(true);
  });

  test('lies beneath the folders above it', () => {
    const holds = (key: string, access: Access): boolean => holdsProtected(places, key, access);
    expect([holds('/home/u', 'read'), holds('/home', 'read'), holds('/', 'read')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([holds('/home/u/proj', 'read'), holds('/home/u/proj', 'write')]).toEqual([false, false]);
    expect([holds('/etc', 'read'), holds('/etc', 'write')]).toEqual([false, true]);
    expect([holds('/p/.git', 'read'), holds('/p/.git', 'write')]).toEqual([false, true]);
  });
});

describe('the key of a path', () => {
  test.each([
    ['linux', '/Home/U/', '/Home/U'],
    ['darwin', '/Users/U/CAFE\u0301', '/users/u/café'],
    ['win32', 'C:\\Users\\Ü\\', 'c:/users/ü'],
    ['win32', 'C:\\', 'c:'],
  ] as const)('on %s of %s is %s', (platform, path, key) => {
    expect(keyOf(platform)(path)).toBe(key);
  });

  test('keeps case where the volume does', () => {
    expect(keyOf('darwin', true)('/Users/U/e\u0301')).toBe('/Users/U/é');
    expect(keyOf('linux', false)('/Home/U')).toBe('/home/u');
    expect(keyOf('win32', true)('C:\\U')).toBe('C:/U');
  });

  test('tells apart what only some volumes take for one name', () => {
    const folded = ['ß', 'ss', 'ſ', 's', 'ı', 'i', '\u212a', 'k', 'İ', 'ﬁ', 'fi'].map(foldCase);
    expect(new Set(folded).size).toBe(folded.length);
    expect([foldCase('ÄΣς'), foldCase('äσσ')]).toEqual(['äσσ', 'äσσ']);
  });

  test('and takes them for one where something is to be protected', () => {
    expect(['ſSH', '\u017fsh', 'ｓｓｈ', '\u212aey'].map(foldLoosely)).toEqual(['ssh', 'ssh', 'ssh', 'key']);
  });

  test('lies within a folder name by name', () => {
    expect([
      isWithin('/a/b', '/a'),
      isWithin('/ab', '/a'),
      isWithin('/a', '/a'),
      isWithin('/a', '/'),
    ]).toEqual([true, false, true, true]);
    expect([parentKey('c:/a'), parentKey('c:'), parentKey('/a'), parentKey('/')]).toEqual([
      'c:',
      null,
      '/',
      null,
    ]);
  });
});

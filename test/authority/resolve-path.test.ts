import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantedPath, realPath, resolveGlob, resolvePath } from '../../electron/authority/resolve-path.ts';
import type { Access } from '../../shared/contract/access.ts';
import type { LinkAt, Place } from '../../shared/contract/place.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { ok } from '../../shared/contract/result.ts';
import { isWithin, keyOf } from '../../shared/core/path-key.ts';

const noLinks: LinkAt = () => ok(null);
const LINUX: Place = { platform: 'linux', cwd: '/home/u/proj', bases: [], home: '/home/u', linkAt: noLinks };
const MAC: Place = { platform: 'darwin', cwd: '/Users/u/proj', bases: [], home: '/Users/u', linkAt: noLinks };
const WINDOWS: Place = {
  platform: 'win32',
  cwd: 'C:\\Users\\u\\proj',
  bases: [],
  home: 'C:\\Users\\u',
  linkAt: noLinks,
};

function reaches(
  text: string,
  place: Place,
  target: 'file' | 'folder' = 'file',
  access: Access = 'write',
): readonly Reach[] {
  return resolvePath({ kind: 'path', pointer: '/path', text, target, access }, place);
}

/** Each distinct place, or `?` and the reason. */
function places(...asked: Parameters<typeof reaches>): readonly string[] {
  return reaches(...asked).map((reach) => {
    if (reach.kind === 'undetermined') return `? ${reach.why}`;
    return reach.kind === 'file' || reach.kind === 'folder' ? reach.real : 'none';
  });
}

function isInside(text: string, place: Place, target: 'file' | 'folder' = 'file'): boolean {
  const key = keyOf(place.platform, place.caseSensitive);
  return reaches(text, place, target).every(
    (reach) => (reach.kind === 'file' || reach.kind === 'folder') && isWithin(reach.key, key(place.cwd)),
  );
}

describe('a path on Linux', () => {
  test.each([
    ['/etc/passwd', ['/etc/passwd']],
    ['src/index.ts', ['/home/u/proj/src/index.ts']],
    ['/home/u/proj/./src//x/', ['/home/u/proj/src/x']],
    ['../../../../../etc/shadow', ['/etc/shadow']],
    ['~/x', ['/home/u/x', '/home/u/proj/~/x']],
    ['$HOME/x', ['/home/u/proj/$HOME/x', '/home/u/x']],
    ['file:///home/u/x', ['/home/u/x', '/home/u/proj/file:/home/u/x']],
    ['%2Fetc', ['/home/u/proj/%2Fetc', '/etc']],
    ['"/etc/x"', ['/home/u/proj/"/etc/x"', '/etc/x']],
    [' /etc/x', ['/home/u/proj/ /etc/x', '/etc/x']],
  ])('%s means each place that a tool could make of it', (text, expected) => {
    expect(places(text, LINUX)).toEqual(expected);
  });

  test.each([
    ['a symlink-free way up and down', 'src/../docs/./x.md'],
    ['an odd name', "it's [1] {a,b} 100% #@!.txt"],
    ['a name of dots', '.../..a/b..'],
    ['letters of any script', 'Übung/日本語/é.md'],
    ['an escaped name', '/home/u/proj/My\\ File.txt'],
    ['a percent sign that begins no code', 'file:///home/u/proj/100%.txt'],
    ['the home folder’s own spelling', '~/proj/README.md'],
    ['a dollar that names no variable', 'cost$.txt'],
  ])('%s is inside', (_name, text) => {
    expect(isInside(text, LINUX)).toBe(true);
  });

  test.each([
    ['percent codes', '%2e%2e/x'],
    ['percent codes twice', '%252e%252e/x'],
    ['percent codes three times', '%25252e%25252e/x'],
    ['overlong UTF-8', '%c0%ae%c0%ae/x'],
    ['a coded backslash', '..%5cx'],
    ['a backslash', '..\\x'],
    ['an escape', '\\u002e\\u002e/x'],
    ['escaped dots', '\\.\\./x'],
    ['full-width signs', '．．／x'],
    ['signs like a slash', '..∕x'],
    ['unseen characters', '.\u200b./x'],
    ['a filter that runs once', '....//x'],
    ['braces', '{a,../..}/x'],
    ['a range of signs', '{.../}{.../}/x'],
    ['quotes', '"../x"'],
    ['an empty parameter', '.$1./x'],
    ['a coded scheme', '%66ile:///etc/passwd'],
  ])('%s that lead out are seen', (_name, text) => {
    expect(isInside(text, LINUX)).toBe(false);
  });

  test.each([
    ['', 'it is empty'],
    ['a\u0000b', 'it holds a control character'],
    ['a%0ab', 'it holds a control character once decoded'],
    ['\ud800', 'it holds half a character'],
    ['x'.repeat(5000), 'it is longer than a path can be'],
    ['~root/x', 'it names the home folder of a user'],
    ['$SECRET/x', "it names the variable `SECRET`, whose value isn't known"],
    ['$(id)', 'it holds a substitution'],
    ['/proc/self/root/home/u/proj', 'it means another place to each process'],
    ['/dev/stdin', 'it means another place to each process'],
    ['https://a.test/x', 'it is an address'],
    ['C:\\x', 'it is on a drive'],
    [`%${'25'.repeat(100)}`, 'it can be read in too many ways'],
  ])('%j can’t be worked out', (text, why) => {
    expect(places(text, LINUX)).toContain(`? ${why}`);
  });

  test('a variable of a known environment is filled in', () => {
    const place = { ...LINUX, variables: { OUT: '/var/out' } };
    expect(places('$OUT/x', place)).toEqual(['/home/u/proj/$OUT/x', '/var/out/x']);
    expect(places('a$id.ts', place)).toEqual(['/home/u/proj/a$id.ts', '/home/u/proj/a.ts']);
    for (const name of ['OLDPWD', 'INIT_CWD', 'npm_config_cache'])
      expect(places(`$${name}/x`, place)).toContain(
        `? it names the variable \`${name}\`, whose value isn't known`,
      );
  });

  test('a relative path counts from each folder that the server was started with', () => {
    expect(places('x', { ...LINUX, bases: ['/srv/a', '/home/u/proj'] })).toEqual([
      '/home/u/proj/x',
      '/srv/a/x',
    ]);
  });

  test('a volume that folds case takes two spellings for one file', () => {
    expect(isInside('/HOME/u/Proj/x', LINUX)).toBe(false);
    expect(isInside('/HOME/u/Proj/x', { ...LINUX, caseSensitive: false })).toBe(true);
  });
});

describe('a path on macOS', () => {
  test.each([['/users/U/PROJ/x'], ['/System/Volumes/Data/Users/u/proj/x'], ['re\u0301sume\u0301.md']])(
    '%s is inside',
    (text) => {
      expect(isInside(text, MAC)).toBe(true);
    },
  );

  test.each([
    ['/Users/u/proj/../.SSH/x'],
    ['a/..namedfork/rsrc'],
    ['/.vol/16777220/2'],
    ['/Users/u/pr\u200coj/x'],
  ])('%s is not', (text) => {
    expect(isInside(text, MAC)).toBe(false);
  });

  test('letters that only some volumes fold are told apart', () => {
    expect(isInside('/Users/u/strasse/x', { ...MAC, cwd: '/Users/u/straße' })).toBe(false);
    expect(isInside('/Users/u/CAFE\u0301/x', { ...MAC, cwd: '/Users/u/café' })).toBe(true);
  });

  test('the links of the root are known from anywhere', () => {
    expect(places('/tmp/x', MAC)).toEqual(['/private/tmp/x']);
  });
});

describe('a path on Windows', () => {
  test.each([
    ['c:/users/U\\PROJ/x'],
    ['\\Users\\u\\proj\\x'],
    ['\\\\?\\C:\\Users\\u\\proj\\x'],
    ['file:///C:/Users/u/proj/x'],
    ['%USERPROFILE%\\proj\\x'],
    ['src\\..\\caf%C3%A9.md'],
    ['x.txt.'],
    ['console.log'],
    ['report~final.txt'],
  ])('%s is inside', (text) => {
    expect(isInside(text, WINDOWS)).toBe(true);
  });

  test.each([
    ['D:\\x'],
    ['C:x'],
    ['\\Windows'],
    ['..\\x'],
    ['a/..\\../x'],
    ['\\\\host\\share\\x'],
    ['\\\\.\\C:\\Users\\u\\proj\\x'],
    ['\\\\?\\UNC\\host\\x'],
    ['..\u00a5x'],
    ['a.txt::$DATA'],
    ['NUL.txt'],
    ['com¹'],
    ['GIT~1\\config'],
    ['C:\\Users\\u\\proj.\\x'],
    ['.. \\x'],
    ['a<b'],
  ])('%s is not', (text) => {
    expect(isInside(text, WINDOWS)).toBe(false);
  });

  test('a junction is followed, in any case, and `..` is taken both ways', () => {
    const links = new Map([['c:/users/u/proj/j', 'D:\\data\\deep']]);
    const key = keyOf('win32');
    const place = { ...WINDOWS, linkAt: (path: string) => ok(links.get(key(path)) ?? null) };
    expect(places('J\\x', place)).toEqual(['D:\\data\\deep\\x']);
    expect(places('j\\..\\x', place)).toEqual(['D:\\data\\x', 'C:\\Users\\u\\proj\\x']);
  });

  test('the ending that Windows drops is dropped in one reading', () => {
    expect(places('.git.\\config', WINDOWS)).toEqual([
      'C:\\Users\\u\\proj\\.git.\\config',
      'C:\\Users\\u\\proj\\.git\\config',
    ]);
  });
});

describe('a pattern', () => {
  const folders = (pattern: string, base: string | null = null, place = LINUX): readonly string[] =>
    resolveGlob({ kind: 'glob', pointer: '/p', pattern, base, access: 'read' }, place).map((reach) =>
      reach.kind === 'folder' ? reach.real : reach.kind === 'undetermined' ? `? ${reach.why}` : 'none',
    );
  const up = '? a part of its pattern can mean the folder above';

  test.each([
    ['**/*.ts', ['/home/u/proj']],
    ['src/*/x.ts', ['/home/u/proj/src']],
    ['/*', ['/']],
    ['*/../x', [up, '/home/u/proj/x']],
    ['.*', [up]],
    ['.[.]/x', [up]],
    ['@(..)/x', [up]],
  ])('%s lies beneath its literal folder, or can’t be bounded', (pattern, expected) => {
    expect(folders(pattern)).toEqual(expected);
  });

  test('braces are looked at one by one', () => {
    expect(folders('{src,/etc}/*')).toEqual(['/home/u/proj/{src,/etc}', '/home/u/proj/src', '/etc']);
  });

  test('it starts in the folder that the agent names, wherever that leads', () => {
    expect(folders('*.ts', 'src')).toEqual(['/home/u/proj/src']);
    expect(folders('*.ts', '~root')).toEqual(['? it names the home folder of a user']);
  });

  test('a folder argument with a wildcard is judged as a name and as a pattern', () => {
    expect(places('/home/u/pro*/x', LINUX, 'folder')).toEqual(['/home/u/pro*/x', '/home/u']);
    expect(places('src\\*', WINDOWS, 'folder')).toEqual(['C:\\Users\\u\\proj\\src']);
  });
});

describe('a grant', () => {
  const links: Place['linkAt'] = (path) =>
    ok(path === '/home/u/proj' ? '/data/p1' : path === '/home/u/f' ? '/etc/passwd' : null);

  test('of a folder is for where its links lead', () => {
    expect(
      grantedPath({ kind: 'folder', path: '/home/u/proj/' }, { platform: 'linux', linkAt: links }),
    ).toEqual(ok('/data/p1'));
  });

  test('of a file is for the file of that name, not for what a link there leads to', () => {
    expect(grantedPath({ kind: 'file', path: '/home/u/f' }, { platform: 'linux', linkAt: links })).toEqual(
      ok('/home/u/f'),
    );
    expect(
      grantedPath({ kind: 'file', path: '/home/u/proj/x' }, { platform: 'linux', linkAt: links }),
    ).toEqual(ok('/data/p1/x'));
    expect(grantedPath({ kind: 'file', path: '/home/u/..' }, { platform: 'linux' }).ok).toBe(false);
  });
});

describe.runIf(process.platform === 'linux' || process.platform === 'darwin')(
  'a path on this machine',
  () => {
    let root = '';
    let own: Place = LINUX;
    const real = (path: string): string => {
      const found = realPath(`${root}/${path}`, own);
      return found.ok ? found.value.replace(`${root}/`, '') : `? ${found.error}`;
    };

    beforeAll(() => {
      root = realpathSync(mkdtempSync(join(tmpdir(), 'remit-path-')));
      const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
      own = { platform, cwd: `${root}/in`, bases: [], home: root };
      for (const folder of ['in/a/b', 'out/deep', 'in/shut'])
        mkdirSync(`${root}/${folder}`, { recursive: true });
      writeFileSync(`${root}/in/f`, '');
      symlinkSync('../out/deep', `${root}/in/link`);
      symlinkSync(`${root}/out/none`, `${root}/in/dangling`);
      symlinkSync('dangling', `${root}/in/chain`);
      symlinkSync('loop2', `${root}/in/loop1`);
      symlinkSync('loop1', `${root}/in/loop2`);
      symlinkSync('/proc/self/root', `${root}/in/proc`);
    });
    afterAll(() => {
      chmodSync(`${root}/in/shut`, 0o755);
      rmSync(root, { recursive: true });
    });

    test.each([
      ['in/f', 'in/f'],
      ['in/new/x', 'in/new/x'],
      ['in/link', 'out/deep'],
      ['in/link/new', 'out/deep/new'],
      ['in/link/../x', 'out/x'],
      ['in/new/../link/x', 'out/deep/x'],
      ['in/dangling', 'out/none'],
      ['in/dangling/', 'out/none'],
      ['in/dangling/.', 'out/none'],
      ['in/chain', 'out/none'],
      ['in/chain/x', 'out/none/x'],
      ['in//./a/./b/', 'in/a/b'],
      ['in/f/x', 'in/f/x'],
      ['in/loop1/x', '? its symbolic links form a loop'],
    ])('%s is at %s', (path, expected) => {
      expect(real(path)).toBe(expected);
    });

    test('a link to the kernel’s own folders can’t be worked out', () => {
      expect(real('in/proc/etc')).toMatch(
        process.platform === 'linux' ? /another place to each process/ : /./,
      );
    });

    test.skipIf(process.getuid?.() === 0)('what may not be looked at can’t be worked out', () => {
      chmodSync(`${root}/in/shut`, 0);
      expect(real('in/shut/x')).toMatch(/can't be looked at \(EACCES\)/);
    });

    test('reading what isn’t there is left out of several readings, writing is not', () => {
      expect(places('~/in/f', own, 'file', 'read')).toEqual([`${root}/in/f`]);
      expect(places('~/in/f', own, 'file', 'write')).toEqual([`${root}/in/f`, `${root}/in/~/in/f`]);
      mkdirSync(`${root}/in/~`);
      expect(places('~/in/f', own, 'file', 'read')).toHaveLength(2);
      rmSync(`${root}/in/~`, { recursive: true });
    });

    test('a folder that is there by this very name isn’t taken for a pattern', () => {
      mkdirSync(`${root}/in/[id]`);
      expect(places('[id]', own, 'folder')).toEqual([`${root}/in/[id]`]);
      expect(places('[no]', own, 'folder')).toEqual([`${root}/in/[no]`, `${root}/in`]);
    });
  },
);

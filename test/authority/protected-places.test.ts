import { describe, expect, test } from 'vitest';
import { protectedKeys } from '../../electron/authority/protected-places.ts';
import type { Access } from '../../shared/contract/access.ts';
import type { Place } from '../../shared/contract/place.ts';
import { ok } from '../../shared/contract/result.ts';
import { keyOf, upwards } from '../../shared/core/path-key.ts';
import { isProtected, protectedPlaces } from '../../shared/core/protected-names.ts';

const linkAt: Place['linkAt'] = (path) => ok(path === '/home/u/.zshrc' ? 'dotfiles/zshrc' : null);
const LINUX: Place = { platform: 'linux', cwd: '/home/u', bases: [], home: '/home/u', linkAt };
const MAC: Place = { platform: 'darwin', cwd: '/Users/u', bases: [], home: '/Users/u', linkAt };
const WINDOWS: Place = { platform: 'win32', cwd: 'C:\\Users\\u', bases: [], home: 'C:\\Users\\u', linkAt };

/** Against what a path is protected. */
function guards(place: Place, dataDir: string): (path: string) => string {
  const places = protectedPlaces(protectedKeys(place, dataDir));
  const key = keyOf(place.platform);
  return (path) => {
    const against = (access: Access): boolean =>
      [...upwards(key(path))].some((at) => isProtected(places, at, access));
    if (against('read')) return 'all';
    return against('write') ? 'writing' : 'nothing';
  };
}

describe('the protected places', () => {
  const linux = guards(LINUX, '/home/u/.local/share/remit');
  test.each([
    ['/home/u/.local/share/remit/record.db', 'all'],
    ['/home/u/.ssh/id_ed25519', 'all'],
    ['/home/u/.aws/credentials', 'all'],
    ['/home/u/.config/gh/hosts.yml', 'all'],
    ['/home/u/.mozilla/firefox/x.default/logins.json', 'all'],
    ['/home/u/.claude.json', 'all'],
    ['/home/u/.codex/config.toml', 'all'],
    ['/home/u/.config/Code/User/mcp.json', 'all'],
    ['/home/u/.config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/x.json', 'all'],
    ['/home/u/.config/goose/config.yaml', 'all'],
    ['/home/u/.bashrc', 'writing'],
    ['/home/u/.zshrc.local', 'writing'],
    ['/home/u/dotfiles/zshrc', 'writing'],
    ['/home/u/.gitconfig', 'writing'],
    ['/home/u/.config/systemd/user/x.service', 'writing'],
    ['/home/u/.config/autostart/x.desktop', 'writing'],
    ['/home/u/.local/bin/ls', 'writing'],
    ['/etc/cron.d/x', 'writing'],
    ['/home/u/p/.mcp.json', 'writing'],
    ['/home/u/p/.vscode/tasks.json', 'writing'],
    ['/home/u/p/.git/config', 'writing'],
    ['/home/u/p/.git', 'writing'],
    ['/home/u/p/.claude/settings.local.json', 'writing'],
    ['/home/u/p/.husky/pre-commit', 'writing'],
    ['/home/u/p/.envrc', 'writing'],
    ['/home/u/p/src/index.ts', 'nothing'],
    ['/home/u/p/.env', 'nothing'],
    ['/home/u/p/AGENTS.md', 'nothing'],
    ['/home/u/p/package.json', 'nothing'],
    ['/home/u/p/.gitignore', 'nothing'],
    ['/home/u/p/.github/workflows/ci.yml', 'nothing'],
    ['/home/u/p/.claude/worktrees/fix/src/a.ts', 'nothing'],
    ['/home/u/.cache/x', 'nothing'],
  ])('on Linux guard %s against %s', (path, against) => {
    expect(linux(path)).toBe(against);
  });

  const mac = guards(MAC, '/Users/u/Library/Application Support/Remit');
  test.each([
    ['/Users/u/Library/Application Support/Remit/record.db', 'all'],
    ['/Users/u/Library/Application Support/Claude/claude_desktop_config.json', 'all'],
    ['/Users/u/library/KEYCHAINS/login.keychain-db', 'all'],
    ['/Users/u/.SSH/id_rsa', 'all'],
    ['/Users/u/Library/LaunchAgents/x.plist', 'writing'],
    ['/Library/LaunchDaemons/x.plist', 'writing'],
    ['/private/etc/sudoers.d/x', 'writing'],
    ['/Users/u/p/.GIT/hooks/x', 'writing'],
    ['/Users/u/Documents/x.md', 'nothing'],
  ])('on macOS guard %s against %s', (path, against) => {
    expect(mac(path)).toBe(against);
  });

  const windows = guards(WINDOWS, 'C:\\Users\\u\\AppData\\Local\\Remit');
  test.each([
    ['C:\\Users\\u\\AppData\\Local\\Remit\\record.db', 'all'],
    ['C:\\Users\\u\\AppData\\Roaming\\Claude\\claude_desktop_config.json', 'all'],
    ['C:\\Users\\u\\AppData\\Roaming\\Zed\\settings.json', 'all'],
    ['c:\\users\\U\\.CURSOR\\mcp.json', 'all'],
    ['C:\\Users\\u\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Login Data', 'all'],
    ['C:\\Users\\u\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\x.bat', 'writing'],
    ['C:\\Users\\u\\Documents\\PowerShell\\Microsoft.PowerShell_profile.ps1', 'writing'],
    ['D:\\p\\.vscode\\mcp.json', 'writing'],
    ['C:\\Users\\u\\Documents\\x.docx', 'nothing'],
  ])('on Windows guard %s against %s', (path, against) => {
    expect(windows(path)).toBe(against);
  });

  test('are where the environment says', () => {
    const variables = { XDG_CONFIG_HOME: '/cfg', CODEX_HOME: '/home/u/cx', CLAUDE_CONFIG_DIR: 'relative' };
    const moved = guards({ ...LINUX, variables }, '/d');
    expect(['/cfg/gh/hosts.yml', '/home/u/cx/config.toml', '/home/u/relative/x'].map(moved)).toEqual([
      'all',
      'all',
      'nothing',
    ]);
  });
});

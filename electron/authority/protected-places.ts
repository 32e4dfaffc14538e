// Places whose change would undo the user's control: Remit's own data, agents' and MCP clients' configuration, keys, shell start-up
// files. No wide grant covers them; a grant has to name them or something in them.

import { join } from 'node:path';
import type { Place } from '../../shared/contract/place.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { realPath } from './resolve-path.ts';

const IN_HOME = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.kube',
  '.docker',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.config/gcloud',
  '.config/gh',
  '.config/autostart',
  '.config/systemd',
  '.gitconfig',
  '.config/git',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.bash_logout',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.config/fish',
  '.claude',
  '.claude.json',
  '.cursor',
  '.codex',
  '.gemini',
  '.copilot',
  '.codeium',
  '.cline',
  '.lmstudio',
  '.config/Claude',
  '.config/Code/User',
  '.config/goose',
  '.config/opencode',
  '.config/zed',
  'Library/Application Support/Claude',
  'Library/Application Support/Code/User',
  'Library/LaunchAgents',
];

/** Keys of the protected places on this machine; `dataDir` is Remit's own. */
export function protectedKeys(place: Place, dataDir: string): readonly string[] {
  const key = keyOf(place.platform);
  const paths = [dataDir, ...IN_HOME.map((name) => join(place.home, name))];
  const real = paths.flatMap((path) => {
    const found = realPath(path, place);
    return found.ok ? [key(path), key(found.value)] : [key(path)];
  });
  return [...new Set(real)];
}

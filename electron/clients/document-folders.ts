// Where the user's documents are. Programs disagree: some take `~/Documents`, some what the system says, so that both count.

import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { readConfig } from './config-text.ts';
import type { Surroundings } from './find-files.ts';

export function documentFolders(around: Surroundings): readonly string[] {
  const plain = join(around.home, 'Documents');
  const named = { linux: namedByDesktop, win32: namedByCloud, darwin: () => [] }[around.platform](around);
  return [...new Set([plain, ...named])];
}

/** The desktop's own list, in which the folder has a name in the user's language, or is the home where there is none. */
function namedByDesktop({ home, env }: Surroundings): readonly string[] {
  const set = env['XDG_CONFIG_HOME'];
  const folder = set !== undefined && isAbsolute(set) ? set : join(home, '.config');
  const read = readConfig(join(folder, 'user-dirs.dirs'));
  const text = read.ok ? (read.value?.text ?? '') : '';
  const [, named = ''] = /^[ \t]*XDG_DOCUMENTS_DIR="?([^"\n]*?)\/?"?[ \t]*$/m.exec(text) ?? [];
  const path = named.replace(/^(\$HOME|\$\{HOME\})(?=\/|$)/, home);
  return isAbsolute(path) ? [path] : [];
}

/** OneDrive takes the folder over, where its user lets it. */
function namedByCloud({ env }: Surroundings): readonly string[] {
  return ['OneDrive', 'OneDriveConsumer', 'OneDriveCommercial'].flatMap((name) => {
    const folder = env[name];
    const documents = folder === undefined ? '' : join(folder, 'Documents');
    return documents !== '' && existsSync(documents) ? [documents] : [];
  });
}

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseScope } from '../../electron/authority/load-scope.ts';
import type { Place } from '../../shared/contract/place.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

const home = temporaryFolder();
const place: Place = { platform: 'linux', cwd: home, bases: [], home };
afterAll(() => removeFolder(home));

function granted(kind: 'file' | 'folder', path: string): unknown {
  const grants = parseScope(JSON.stringify({ reach: [{ id: 'r', kind, path, access: 'read' }] }), place);
  if (!grants.ok) throw new Error(grants.error);
  return grants.value[0]?.reach[0];
}

test('a granted file that has become a link is not a grant of what the link leads to', () => {
  writeFileSync(join(home, 'secret'), 'x');
  symlinkSync(join(home, 'secret'), join(home, 'note'));
  expect(granted('file', '~/note')).toMatchObject({ path: join(home, 'note') });
});

test('a granted folder is the one that its links lead to', () => {
  mkdirSync(join(home, 'real'));
  symlinkSync(join(home, 'real'), join(home, 'linked'));
  expect(granted('folder', '~/linked')).toMatchObject({ path: join(home, 'real') });
});

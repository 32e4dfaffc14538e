import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/serve.ts';
import { roomProblems } from './rooms.ts';
import { sizeProblems } from './sizes.ts';

const sources = new Map<string, string>();

beforeAll(async () => {
  for await (const path of glob('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: root })) {
    if (!path.endsWith('.d.ts'))
      sources.set(path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8'));
  }
});

describe('rooms', () => {
  test('no file imports what its room may not', () => {
    expect(sources.size).toBeGreaterThan(50);
    expect([...sources].flatMap(([path, text]) => roomProblems(path, text))).toEqual([]);
  });

  test.each([
    ['shared/core/x.ts', "import { readFileSync } from 'node:fs';", 'node:*'],
    ['shared/contract/x.ts', "import { decide } from '../core/decide.ts';", 'shared/core/decide.ts'],
    ['electron/broker/x.ts', "import { app } from 'electron';", 'electron'],
    ['electron/authority/x.ts', "export { app } from 'electron';", 'electron'],
    ['electron/authority/x.ts', "const { app } = require('electron');", 'electron'],
    ['electron/broker/x.ts', "const { app } = await import('electron');", 'electron'],
    ['electron/shim/x.ts', "import { z } from 'zod';", 'zod'],
    ['electron/main.ts', "import { Authority } from './authority/authority.ts';", 'authority'],
    ['renderer/approval/x.tsx', "import { App } from '../app/App.tsx';", 'renderer/app/App.tsx'],
    ['renderer/app/x.tsx', "import { decide } from '../../electron/authority/authority.ts';", 'authority'],
    ['electron/preload/x.ts', "import { invokeChannels } from '../../shared/contract/ipc.ts';", 'ipc.ts'],
    ['electron/shell/x.ts', "import { ipcMain } from 'electron';", 'ipcMain'],
    ['renderer/views/x.tsx', 'window.remit.invoke()', 'bridge'],
    ['shared/new-room/x.ts', '', 'no room'],
  ])('%s with `%s` is found', (path, text, says) => {
    expect(roomProblems(path, text).join()).toContain(says);
  });

  test('a preload may take types from the contract', () => {
    const text = "import type { AppBridge } from '../../shared/contract/ipc.ts';";
    expect(roomProblems('electron/preload/x.ts', text)).toEqual([]);
  });
});

describe('sizes', () => {
  test('every file has one subject and every function can be seen whole', () => {
    expect([...sources].flatMap(([path, text]) => sizeProblems(path, text))).toEqual([]);
  });

  test('what is too long is found', () => {
    expect(sizeProblems('shared/core/x.ts', 'a();\n'.repeat(251)).join()).toContain('251 lines');
    expect(sizeProblems('shared/core/x.ts', `function f() {\n${'a();\n'.repeat(45)}}`).join()).toContain(
      'a function of',
    );
    expect(sizeProblems('shared/core/x.ts', '// why\n\n'.repeat(900))).toEqual([]);
  });
});

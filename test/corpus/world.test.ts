import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolvePath } from '../../electron/authority/resolve-path.ts';
import { makeWorld, type World } from './world.ts';

let folder = '';
const before = process.env['TMPDIR'];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'remit-worlds-'));
  process.env['TMPDIR'] = folder;
});
afterAll(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(folder, { recursive: true, force: true });
});

function places({ map, place }: World, path: string): readonly string[] {
  const asked = { kind: 'path', pointer: '/path', text: map(path), target: 'file', access: 'write' } as const;
  return resolvePath(asked, place).map((reach) => ('real' in reach ? reach.real : 'undetermined'));
}

test('links lead where they would on the made-up machine', async () => {
  const world = await makeWorld(
    [
      { op: 'rmdir', at: '/home/u/proj' },
      { op: 'mkdir', at: '/data/p1' },
      { op: 'symlink', at: '/home/u/proj', to: '/data/p1' },
      { op: 'write', at: '/home/u/proj/new.txt' },
      { op: 'symlink', at: '/data/p1/up', to: '../../../../etc' },
    ],
    { cwd: '/home/u/proj', home: '/home/u', links: { '/home/u/l': '/home/u/proj' } },
  );
  expect(world.cannot).toBe(null);
  expect(places(world, 'new.txt')).toEqual(['/data/p1/new.txt']);
  expect(places(world, '/home/u/l/x')).toEqual(['/data/p1/x']);
  expect(places(world, 'up/passwd')).toEqual(['/etc/passwd']);
  world.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test('a step never touches what is outside of the world', async () => {
  const name = `/remit-world-escape-${process.pid}`;
  const world = await makeWorld(
    [
      { op: 'symlink', at: '/home/u/proj/out', to: '../../../../../../../../../../../../tmp' },
      { op: 'write', at: `/home/u/proj/out${name}` },
      { op: 'mkdir', at: `/home/u/proj/../../../../../../../../../../tmp${name}.d` },
    ],
    {},
  );
  expect(world.cannot).toBe(null);
  expect([existsSync(`/tmp${name}`), existsSync(`/tmp${name}.d`)]).toEqual([false, false]);
  world.remove();
});

test('junctions and short names are known on Windows, in any case', async () => {
  const home = 'C:\\Users\\u';
  const world = await makeWorld(
    [
      { op: 'junction', at: `${home}\\proj\\j`, to: 'C:\\Windows' },
      { op: 'shortname', at: `${home}\\PROJE~1`, to: 'project-long' },
    ],
    {
      cwd: `${home}\\proj`,
      home,
      fs: { case_sensitive: false },
      protected: ['**/.Cursor/mcp.json', '~\\Keys'],
    },
  );
  expect(places(world, 'J\\x')).toEqual(['C:\\Windows\\x']);
  expect(places(world, 'C:\\Users\\u\\proje~1\\x')).toEqual(['C:\\Users\\u\\project-long\\x']);
  expect(world.protectedKeys).toEqual(['**/.cursor/mcp.json', 'c:/users/u/keys']);
});

test('what isn’t known can’t be made', async () => {
  const world = await makeWorld([{ op: 'mount', at: '/x' }], {});
  expect(world.cannot).toMatch(/a step isn't known/);
});

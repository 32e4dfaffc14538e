import { spawnSync } from 'node:child_process';
import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { AuthoritySetup, type SetupOptions } from '../support/authority-setup.ts';
import { chainProblems, forge, headOf, rowsOf } from '../support/record-files.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

const SCOPE = { tools: [{ id: 't', server: 'files', tool: '*', reach: 'any' }] };
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function setup(options: SetupOptions = {}): Promise<AuthoritySetup> {
  const at = await AuthoritySetup.make(SCOPE, options);
  cleanups.push(() => (options.folder === undefined ? at.end() : at.close()));
  return at;
}

/** Leaves no room on a disk. The value is the file that takes it. */
function fillUp(disk: string): string {
  const filler = join(disk, 'filler');
  const file = openSync(filler, 'a');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    expect(String(error)).toContain('ENOSPC');
  } finally {
    closeSync(file);
  }
  return filler;
}

/** So much that no room which is left by chance will do. */
const LONG = `/${'a'.repeat(60_000)}`;

/** A file system of its own, of 12 MB, at a new folder; null where the tests may not make one. */
function smallDisk(): string | null {
  const folder = temporaryFolder();
  cleanups.push(() => removeFolder(folder));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  cleanups.push(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

async function expectRefused(at: AuthoritySetup, why: RegExp, path = '/a'): Promise<void> {
  const ruling = await at.judge({ path });
  if (ruling.kind !== 'refuse') throw new Error('a call that is not in the record was let through');
  expect(ruling.refusal.code).toBe('record-unwritable');
  expect(ruling.refusal.reason).toMatch(why);
}

async function expectSound(at: AuthoritySetup): Promise<void> {
  const key = at.record.reader.proof()?.publicKey ?? '';
  expect((await at.judge({ path: '/a' })).kind).toBe('forward');
  await at.close();
  const rows = rowsOf(at.data);
  expect(chainProblems(rows, key)).toEqual([]);
  expect(headOf(at.data, key)?.seq).toBe(rows.length);
  await at.begin();
  expect(at.record.reader.health()).toEqual({ kind: 'sound' });
}

describe('a record that another program holds', () => {
  test('refuses calls, says so, and goes on by itself once it is let go', async () => {
    const at = await setup();
    expect((await at.judge({ path: '/a' })).kind).toBe('forward');
    const other = new DatabaseSync(join(at.data, 'record.db'));
    other.exec('BEGIN IMMEDIATE');
    await expectRefused(at, /locked.*end that program/);
    expect(await at.health('unwritable')).toMatchObject({
      problem: expect.stringContaining('locked') as string,
    });
    other.exec('ROLLBACK');
    other.close();
    // No call comes meanwhile.
    expect(await at.health('sound')).toEqual({ kind: 'sound' });
    await expectSound(at);
  });
});

describe('a record that is taken away while it is written', () => {
  test.each(['record.db', 'record.db-wal'])(
    '(%s) refuses calls, says so, and goes on by itself once it is put back',
    async (file) => {
      const at = await setup();
      expect((await at.judge({ path: '/a' })).kind).toBe('forward');
      const [here, away] = [join(at.data, file), join(at.folder, 'away')];
      renameSync(here, away);
      const seen = await refusal(at);
      expect(seen).toMatch(new RegExp(`${file} was moved or deleted.*put it back`));
      expect(await at.health('unwritable')).toMatchObject({ kind: 'unwritable' });
      // Something else in its place is not it.
      writeFileSync(here, '');
      await expectRefused(at, /moved or deleted/);
      renameSync(away, here);
      expect(await at.health('sound')).toEqual({ kind: 'sound' });
      await expectSound(at);
    },
  );

  /** The reason of the first call that is refused: it isn't looked at every call. */
  async function refusal(at: AuthoritySetup): Promise<string> {
    for (;;) {
      const ruling = await at.judge({ path: '/a' });
      if (ruling.kind === 'refuse') return ruling.refusal.reason;
    }
  }
});

describe('a record that somebody else writes to', () => {
  test('refuses calls, and says that Remit has to be restarted', async () => {
    const at = await setup();
    expect((await at.judge({ path: '/a' })).kind).toBe('forward');
    forge(at.data, { kind: 'pause', on: true });
    await expectRefused(at, /restart Remit/);
  });
});

describe('a disk that is full', () => {
  test('refuses calls, says so, and goes on by itself once there is room', async ({ skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip('this user may not mount a disk');
    const at = await setup({ folder: disk });
    const refused = await untilRefused(at);
    expect(refused).toMatch(/full.*free some space/);
    const filler = fillUp(disk);
    await expectRefused(at, /full/, LONG);
    expect(await at.health('unwritable')).toMatchObject({ kind: 'unwritable' });
    rmSync(filler);
    expect(await at.health('sound')).toEqual({ kind: 'sound' });
    await expectSound(at);
  });

  /** Calls with much to write, until there is no room for one. */
  async function untilRefused(at: AuthoritySetup): Promise<string> {
    for (let count = 0; count < 1000; count += 1) {
      const ruling = await at.judge({ path: LONG });
      if (ruling.kind === 'refuse') return ruling.refusal.reason;
    }
    return 'never';
  }

  test('at the start says so', async ({ skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip('this user may not mount a disk');
    const filler = fillUp(disk);
    await expect(AuthoritySetup.make(SCOPE, { folder: disk })).rejects.toThrow(/full|space/);
    rmSync(filler);
    const at = await setup({ folder: disk });
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  });
});

describe('a disk that can only be read', () => {
  test('at the start says so, and loses nothing', async ({ skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip('this user may not mount a disk');
    const at = await setup({ folder: disk });
    expect((await at.judge({ path: '/a' })).kind).toBe('forward');
    await at.close();
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    await expect(at.begin()).rejects.toThrow(/writable/);
    expect(spawnSync('mount', ['-o', 'remount,rw', disk]).status).toBe(0);
    await at.begin();
    await expectSound(at);
  });
});

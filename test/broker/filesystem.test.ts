import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdk1Client, sdk2Client } from '../support/clients.ts';
import { filesystemSetup, type FilesystemSetup } from '../support/filesystem-setup.ts';
import { runRemit } from '../support/serve.ts';

let setup: FilesystemSetup;
beforeAll(async () => {
  setup = await filesystemSetup();
});
afterAll(() => setup.end());

describe.each([
  ['SDK 1', sdk1Client],
  ['SDK 2', sdk2Client],
])('a client of %s behind an unattended broker', (_name, connect) => {
  test('reads inside the scope', async () => {
    const client = await connect(setup.serving.dataDir, 'fs');
    expect(await client.call('read_text_file', { path: join(setup.inside, 'note.txt') })).toEqual({
      isError: false,
      text: 'hello\n',
    });
    await client.close();
  });

  test('reads a file whose name looks like a variable that nobody has set', async () => {
    const client = await connect(setup.serving.dataDir, 'fs');
    expect(await client.call('read_text_file', { path: join(setup.inside, '$id.txt') })).toMatchObject({
      isError: false,
    });
    await client.close();
  });

  test('is told no value of the server’s own variables', async () => {
    const client = await connect(setup.serving.dataDir, 'fs');
    const refused = await client.call('read_text_file', { path: join(setup.inside, '$FS_TOKEN') });
    expect(refused.text).toContain('FS_TOKEN');
    expect(refused.text).not.toContain('hush');
    await client.close();
  });

  test('is refused a write, and is told by how much it exceeds', async () => {
    const client = await connect(setup.serving.dataDir, 'fs');
    const path = join(setup.inside, 'new.txt');
    const refused = await client.call('write_file', { path, content: 'x' });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain(`asks write ${path}`);
    expect(refused.text).toContain(`${setup.inside} (read)`);
    expect(existsSync(path)).toBe(false);
    await client.close();
  });

  test.each([
    ['a neighbour', (one: FilesystemSetup) => join(one.outside, 'note.txt')],
    ['dots', (one: FilesystemSetup) => `${one.inside}/../outside/note.txt`],
    ['percent-encoded dots', (one: FilesystemSetup) => `${one.inside}/%2e%2e/outside/note.txt`],
    ['a backslash', (one: FilesystemSetup) => `${one.inside}/..\\outside\\note.txt`],
    [
      'the keys that the environment says lie there',
      (one: FilesystemSetup) => `${one.inside}/keys/private.key`,
    ],
    ['a prefix', (one: FilesystemSetup) => `${one.inside}-more/note.txt`],
  ])('is refused a read outside the scope by %s', async (_way, path) => {
    const client = await connect(setup.serving.dataDir, 'fs');
    const refused = await client.call('read_text_file', { path: path(setup) });
    expect(refused.text).toContain('Remit refused this call');
    await client.close();
  });

  test('is refused a symlink that leads out of the scope', async () => {
    const link = join(setup.inside, `link-${_name.replace(' ', '')}`);
    symlinkSync(join(setup.outside, 'note.txt'), link);
    const client = await connect(setup.serving.dataDir, 'fs');
    const refused = await client.call('read_text_file', { path: link });
    expect(refused.text).toContain(join(setup.outside, 'note.txt'));
    expect(refused.text).not.toContain('secret');
    await client.close();
  });
});

test('the record holds every call and verifies', async () => {
  const client = await sdk1Client(setup.serving.dataDir, 'fs');
  await client.call('read_text_file', { path: join(setup.inside, 'note.txt') });
  await client.close();
  const log = runRemit(['log', '--json', '--limit', '1', '--data', setup.serving.dataDir]);
  expect(JSON.parse(log.out)).toMatchObject({
    tool: 'read_text_file',
    standing: 'inside',
    touched: [`read ${join(setup.inside, 'note.txt')}`],
  });
  expect(runRemit(['verify', '--data', setup.serving.dataDir])).toMatchObject({ code: 0 });
});

test('an unknown server is refused with the remedy', async () => {
  await expect(sdk1Client(setup.serving.dataDir, 'nowhere')).rejects.toThrow(
    /knows no server `nowhere`.*remit server add nowhere/,
  );
});

test('a second broker on the same data folder is refused by name', () => {
  const second = runRemit(['serve', '--data', setup.serving.dataDir]);
  expect(second.code).toBe(1);
  expect(second.err).toContain(`another Remit (process ${setup.serving.process.pid ?? ''})`);
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, promptFor, startApp, type RunningApp } from '../support/app.ts';
import { sdk1Client, sdk2Client } from '../support/clients.ts';
import { addServer, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const work = join(folder, 'work');
let app: RunningApp;

beforeAll(async () => {
  mkdirSync(work);
  writeFileSync(join(work, 'note.txt'), 'hello\n');
  mkdirSync(dataDir, { mode: 0o700 });
  addServer(dataDir, 'fs', [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), work]);
  app = await startApp(dataDir);
});
afterAll(async () => {
  await app.close();
  removeFolder(folder);
});

describe.each([
  ['SDK 1', sdk1Client],
  ['SDK 2', sdk2Client],
])('with a client of %s', (name, connect) => {
  const file = (text: string): string => join(work, `${name.replace(' ', '')}-${text}`);

  test('deny refuses the call, with the reason for the agent', async () => {
    const client = await connect(dataDir, 'fs');
    const call = client.call('write_file', { path: file('denied.txt'), content: 'x' });
    const prompt = await promptFor(app, file('denied.txt'));
    await prompt.getByLabel('Reason for the agent if you deny (optional)').fill('use another folder');
    await answer(app, 'Deny');
    const refused = await call;
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain('the user denied it: use another folder');
    expect(existsSync(file('denied.txt'))).toBe(false);
    await client.close();
  });

  test('allow once lets this call through and asks again for the next', async () => {
    const client = await connect(dataDir, 'fs');
    const first = client.call('write_file', { path: file('once.txt'), content: 'one' });
    await promptFor(app, file('once.txt'));
    await answer(app, 'Allow once');
    expect((await first).isError).toBe(false);
    expect(readFileSync(file('once.txt'), 'utf8')).toBe('one');
    const again = client.call('write_file', { path: file('once.txt'), content: 'one' });
    await promptFor(app, file('once.txt'));
    await answer(app, 'Deny');
    expect((await again).isError).toBe(true);
    await client.close();
  });

  test('remembering a file lets later writes to it through, and no other', async () => {
    const client = await connect(dataDir, 'fs');
    const first = client.call('write_file', { path: file('kept.txt'), content: 'one' });
    const prompt = await promptFor(app, file('kept.txt'));
    await prompt.getByRole('radio', { name: 'This file' }).check();
    await prompt.getByLabel('How long it is remembered').selectOption('always');
    await answer(app, 'Allow and remember');
    expect((await first).isError).toBe(false);
    expect((await client.call('write_file', { path: file('kept.txt'), content: 'two' })).isError).toBe(false);
    expect(readFileSync(file('kept.txt'), 'utf8')).toBe('two');
    const other = client.call('write_file', { path: file('other.txt'), content: 'x' });
    await promptFor(app, file('other.txt'));
    await answer(app, 'Deny');
    expect((await other).isError).toBe(true);
    await client.close();
  });
});

test('a cancelled call takes its prompt with it, and cannot be allowed afterwards', async () => {
  const client = await sdk1Client(dataDir, 'fs');
  const stop = new AbortController();
  const path = join(work, 'cancelled.txt');
  const call = client.call('write_file', { path, content: 'x' }, stop.signal);
  await promptFor(app, path);
  stop.abort();
  await expect(call).rejects.toThrow();
  await app.approval.getByText('Nothing is waiting.').waitFor();
  expect(existsSync(path)).toBe(false);
  await client.close();
});

test('several calls queue, and a call that a new grant covers needs no answer of its own', async () => {
  const client = await sdk1Client(dataDir, 'fs');
  mkdirSync(join(work, 'sub'));
  const calls = ['a', 'b', 'c'].map((name) =>
    client.call('write_file', { path: join(work, 'sub', name), content: name }),
  );
  await promptFor(app, join(work, 'sub', 'a'));
  await app.approval.getByText('2 more waiting').waitFor();
  await app.approval.getByRole('radio', { name: /^Folder/ }).check();
  await answer(app, 'Allow and remember');
  expect((await Promise.all(calls)).map((one) => one.isError)).toEqual([false, false, false]);
  await client.close();
});

test('a restart brings remembered grants back, and revoking bites on the very next call', async () => {
  const path = join(work, 'SDK1-kept.txt');
  await app.close();
  app = await startApp(dataDir);
  const client = await sdk1Client(dataDir, 'fs');
  expect((await client.call('write_file', { path, content: 'three' })).isError).toBe(false);
  await app.window.getByRole('button', { name: 'Authority' }).click();
  await app.window.getByRole('option').filter({ hasText: path }).click();
  await app.window.getByRole('button', { name: /^Revoke…/ }).click();
  await app.window.getByRole('button', { name: 'Revoke', exact: true }).click();
  await app.window.getByText('Revoked.').waitFor();
  const call = client.call('write_file', { path, content: 'four' });
  await promptFor(app, path);
  await answer(app, 'Deny');
  expect((await call).isError).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('three');
  await client.close();
});

test('History shows the chain from the call to the decision', async () => {
  await app.window.getByRole('button', { name: 'History' }).click();
  await app.window.getByRole('grid').getByRole('row').filter({ hasText: 'SDK2-kept.txt' }).first().click();
  const detail = app.window.getByRole('complementary', { name: 'Call in full' });
  await detail.getByText('inside what was granted').waitFor();
  await detail.getByText(/Grant, entry \d+: .* may read and write .*SDK2-kept\.txt/).waitFor();
  await detail.getByRole('button', { name: 'the call it came from' }).last().click();
  await detail.getByText(/Decision, entry \d+/).waitFor();
});

test('the record verifies and holds every call', () => {
  expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
  const calls = runRemit(['log', '--json', '--limit', '500', '--data', dataDir]).out.trim().split('\n');
  // Six for each client, one cancelled, three queued, two around the restart.
  expect(calls.length).toBe(18);
});

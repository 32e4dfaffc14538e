import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, promptFor, startApp, type RunningApp } from '../support/app.ts';
import { sdk1Client, type TestClient } from '../support/clients.ts';
import { addServer, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const work = join(folder, 'work');
let app: RunningApp;
let client: TestClient;

beforeAll(async () => {
  mkdirSync(work);
  mkdirSync(dataDir, { mode: 0o700 });
  addServer(dataDir, 'fs', [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), work]);
  app = await startApp(dataDir);
  client = await sdk1Client(dataDir, 'fs');
});
afterAll(async () => {
  await client.close();
  await app.close();
  removeFolder(folder);
});

test('a corrected argument is read anew in the same question, and from then on', async () => {
  const path = join(work, 'note.txt');
  const call = client.call('write_file', { path, content: '/etc/hosts' });
  const prompt = await promptFor(app, path);
  await prompt.getByText('How it is read').click();
  await prompt.getByLabel('content is read as').selectOption('file to read');
  await prompt.locator('button[aria-disabled="false"]', { hasText: 'Correct' }).click();
  await prompt.getByText('read /etc/hosts').first().waitFor();
  await answer(app, 'Deny');
  expect((await call).text).toContain('the user denied it');

  const again = client.call('write_file', { path, content: '/etc/passwd' });
  await promptFor(app, path);
  await prompt.getByText('read /etc/passwd').first().waitFor();
  await prompt.getByText('How it is read').click();
  await prompt.getByText('as you said').waitFor();
  await answer(app, 'Deny');
  await again;
  expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
});

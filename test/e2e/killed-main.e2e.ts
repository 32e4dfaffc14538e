// The main process, killed in the middle of calls and right after answers: what the user has answered holds in the next run.

import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as later } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answer, promptFor, startApp, type RunningApp } from '../support/app.ts';
import { sdk1Client, type TestClient } from '../support/clients.ts';
import { randomFrom } from '../support/random.ts';
import { addServer, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

const KILLS = 4;
const KILL_MS = 60;

let folder: string;
let dataDir: string;
let work: string;
let app: RunningApp;

beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  work = join(folder, 'work');
  mkdirSync(work);
  mkdirSync(dataDir, { mode: 0o700 });
  addServer(dataDir, 'fs', [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), work]);
  app = await startApp(dataDir);
});
afterEach(async () => {
  await app.close();
  removeFolder(folder);
});

const fileOf = (round: number): string => join(work, `remembered-${round}.txt`);

function write(client: TestClient, round: number, content: string): Promise<boolean> {
  const call = client.call('write_file', { path: fileOf(round), content });
  return call.then(
    ({ isError }) => !isError,
    () => false,
  );
}

async function killMain(): Promise<void> {
  const main = app.electron.process();
  const gone = once(main, 'exit');
  main.kill('SIGKILL');
  await gone;
}

test('no answer is lost and the record verifies, however often the main process is killed', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  process.stdout.write(`seed ${seed}\n`);
  const random = randomFrom(seed);
  for (let round = 0; round < KILLS; round += 1) {
    const client = await sdk1Client(dataDir, 'fs');
    for (let earlier = 0; earlier < round; earlier += 1)
      expect(await write(client, earlier, `round ${round}`)).toBe(true);
    const asked = write(client, round, 'first');
    const prompt = await promptFor(app, fileOf(round));
    await prompt.getByRole('radio', { name: 'This file' }).check();
    await prompt.getByLabel('How long it is remembered').selectOption('always');
    await answer(app, 'Allow and remember');
    expect(await asked).toBe(true);
    const under = Array.from({ length: 20 }, (_none, at) => write(client, round, `call ${at}`));
    await later(random.number(KILL_MS));
    await killMain();
    await Promise.all(under);
    await client.close();
    expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
    app = await startApp(dataDir);
  }
  const client = await sdk1Client(dataDir, 'fs');
  for (let earlier = 0; earlier < KILLS; earlier += 1) {
    expect(await write(client, earlier, 'last')).toBe(true);
    expect(readFileSync(fileOf(earlier), 'utf8')).toBe('last');
  }
  await client.close();
});

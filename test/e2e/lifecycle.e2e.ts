import { once } from 'node:events';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answer, brokerPid, promptFor, startApp, withNewPrompt, type RunningApp } from '../support/app.ts';
import { sdk1Client, type CallAnswer } from '../support/clients.ts';
import { addServer, removeFolder, root, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

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

const rowSchema = z.object({ standing: z.string(), why: z.string(), touched: z.array(z.string()) });

function logged(): readonly z.infer<typeof rowSchema>[] {
  const { out } = runRemit(['log', '--json', '--data', dataDir]);
  return out
    .trim()
    .split('\n')
    .map((line) => rowSchema.parse(JSON.parse(line)));
}

/** What became of a call: an answer of the tool or of Remit, or the end of the connection. */
async function fate(call: Promise<CallAnswer>): Promise<string> {
  return call.then(
    (done) => (done.isError ? `refused: ${done.text}` : 'done'),
    (error: unknown) => `failed: ${String(error)}`,
  );
}

async function waitingCall(
  name: string,
): Promise<{ fate: Promise<string>; path: string; close: () => Promise<void> }> {
  const client = await sdk1Client(dataDir, 'fs');
  const path = join(work, name);
  const ending = fate(client.call('write_file', { path, content: 'x' }));
  await promptFor(app, path);
  return { fate: ending, path, close: () => client.close() };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function expectRecorded(path: string, why: RegExp): void {
  expect(existsSync(path)).toBe(false);
  expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
  const row = logged().find((one) => one.touched.some((text) => text.includes(path)));
  expect(row).toMatchObject({ standing: 'refused' });
  expect(row?.why).toMatch(why);
}

describe('a call that waits is refused', () => {
  test('when the document that asks dies, and the next call is asked in a new one', async () => {
    const call = await waitingCall('renderer.txt');
    await app.electron.evaluate(({ webContents }) => {
      const all = webContents.getAllWebContents();
      all.find((one) => one.getURL().startsWith('remit-approval:'))?.forcefullyCrashRenderer();
    });
    expect(await call.fate).toMatch(/refused: .*the window that asks the user is gone/);
    app = await withNewPrompt(app);
    const next = await waitingCall('after.txt');
    await answer(app, 'Deny');
    expect(await next.fate).toMatch(/the user denied it/);
    await Promise.all([call.close(), next.close()]);
    expectRecorded(call.path, /window that asks the user is gone/);
  });

  test('when the broker is killed, and it guards again by itself', async () => {
    const call = await waitingCall('broker.txt');
    const killed = await brokerPid(app);
    process.kill(killed, 'SIGKILL');
    expect(await call.fate).toMatch(/^(failed|refused)/);
    await call.close();
    await app.window.getByRole('status').filter({ hasText: 'Guarding' }).waitFor();
    await expect.poll(() => brokerPid(app).catch(() => killed)).not.toBe(killed);
    const next = await waitingCall('after.txt');
    await answer(app, 'Allow once');
    expect(await next.fate).toBe('done');
    await next.close();
    expectRecorded(call.path, /Remit ended while the question waited/);
  });

  test('when the main process is killed, and the record holds it afterwards', async () => {
    const call = await waitingCall('main.txt');
    const gone = once(app.electron.process(), 'exit');
    app.electron.process().kill('SIGKILL');
    await gone;
    expect(await call.fate).toMatch(/^(failed|refused)/);
    await call.close();
    // A scope file could be the agent's own: where the user's answers are kept it gives nothing.
    const scope = join(folder, 'scope.json');
    writeFileSync(scope, JSON.stringify({ tools: [{ id: 'g', server: '*', tool: '*', reach: 'any' }] }));
    const served = runRemit(['serve', '--data', dataDir, '--scope', scope]);
    expect(served.code).not.toBe(0);
    expect(served.err).toContain('belongs to the app');
    app = await startApp(dataDir);
    expectRecorded(call.path, /Remit ended while the question waited/);
  });

  test('when the window is closed or Escape is pressed: once, and no rule is made', async () => {
    const closed = await waitingCall('closed.txt');
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((one) => one.getTitle() === 'Remit: approval')
        ?.close();
    });
    expect(await closed.fate).toMatch(/refused: .*did not want to answer now/);
    const escaped = await waitingCall('escaped.txt');
    await app.approval.keyboard.press('Escape');
    expect(await escaped.fate).toMatch(/refused: .*did not want to answer now/);
    await Promise.all([closed.close(), escaped.close()]);
    await app.window.getByRole('button', { name: 'Authority' }).click();
    await app.window.getByText(/Nothing is granted/).waitFor();
  });

  test('while everything is paused, and calls pass again after resuming', async () => {
    const call = await waitingCall('paused.txt');
    await app.window.getByRole('button', { name: 'Pause all' }).click();
    expect(await call.fate).toMatch(/refused: .*paused/);
    await app.window.getByRole('button', { name: 'Resume' }).click();
    await app.window.getByRole('status').filter({ hasText: 'Guarding' }).waitFor();
    const next = await waitingCall('resumed.txt');
    await answer(app, 'Allow once');
    expect(await next.fate).toBe('done');
    await Promise.all([call.close(), next.close()]);
  });
});

test('the window comes back in the size that it was left in', async () => {
  const size = (to: readonly [number, number] | null): Promise<readonly number[] | undefined> =>
    app.electron.evaluate(({ BrowserWindow }, wanted) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === 'Remit');
      if (wanted !== null) window?.setSize(...wanted);
      return window?.getSize();
    }, to);
  await size([940, 610]);
  await app.close();
  app = await startApp(dataDir);
  expect(await size(null)).toEqual([940, 610]);
});

test('a second start shows the first one’s window and says so', async () => {
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().forEach((one) => one.hide()),
  );
  const executable = process.env['REMIT_ELECTRON'] ?? '';
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(executable, [...flags, '--disable-gpu', root, '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  await once(second, 'close');
  expect(second.exitCode).toBe(0);
  expect(said).toContain(`Remit runs already for the data folder ${dataDir}`);
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((one) => one.getTitle() === 'Remit' && one.isVisible()),
      ),
    )
    .toBe(true);
});

test('a newcomer presses Try it, and sees an allowed call and a prompt', async () => {
  await app.window.getByRole('button', { name: 'Try it' }).click();
  await app.approval
    .getByRole('heading', { level: 1 })
    .filter({ hasText: 'Try-it agent wants to write' })
    .waitFor();
  await app.window.getByText(/inside its remit, so nobody was asked/).waitFor();
  await answer(app, 'Deny');
  await app.window
    .getByText(/denied|refused/)
    .first()
    .waitFor();
  await app.window.getByRole('button', { name: 'History' }).click();
  await app.window
    .getByRole('grid')
    .getByRole('row')
    .filter({ hasText: 'read_text_file' })
    .filter({ hasText: 'inside' })
    .waitFor();
  await app.window
    .getByRole('grid')
    .getByRole('row')
    .filter({ hasText: 'write_file' })
    .filter({ hasText: 'refused' })
    .waitFor();
  await app.window.getByRole('button', { name: 'Authority' }).click();
  const grants = app.window.getByRole('group', { name: 'Try-it agent' });
  await grants.getByText(/^may use the tools of try-it and read in /).waitFor();
});

test('an agent that connects while the app is not running starts it, hidden', async () => {
  await app.close();
  const client = await sdk1Client(dataDir, 'fs');
  expect(await client.toolNames()).toContain('write_file');
  expect(runRemit(['log', '--data', dataDir]).code).toBe(0);
  await client.close();
  // The app that the shim has started belongs to nobody here: it is found by the data folder on its command line.
  const started = spawnSync('pgrep', ['-f', `hidden --data .*${dataDir}`], { encoding: 'utf8' });
  const [main = ''] = started.stdout.trim().split('\n');
  expect(Number(main)).toBeGreaterThan(0);
  process.kill(Number(main), 'SIGTERM');
  await expect.poll(() => isAlive(Number(main))).toBe(false);
  app = await startApp(dataDir);
});

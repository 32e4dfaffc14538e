// The record in the real app: its settings, its export, and the page that comes up when it can't be trusted or written.

import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answer, promptFor, startApp, type RunningApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import { sdk1Client } from '../support/clients.ts';
import { bodyOf, change, rowsOf } from '../support/record-files.ts';
import { addServer, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder: string;
let dataDir: string;
let work: string;
let app: RunningApp;

function makeFolders(): void {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  work = join(folder, 'work');
  mkdirSync(work);
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(join(work, 'note.txt'), 'hello');
  addServer(dataDir, 'fs', [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), work]);
}

/** A call that the user allows; its answer. */
async function allowedCall(): Promise<string> {
  const client = await sdk1Client(dataDir, 'fs');
  try {
    const call = client.call('read_text_file', { path: join(work, 'note.txt') });
    await promptFor(app, 'note.txt');
    await answer(app, 'Allow once');
    return (await call).text;
  } finally {
    await client.close();
  }
}

async function view(name: string): Promise<void> {
  await app.window
    .getByRole('navigation', { name: 'Remit' })
    .getByRole('button', { name, exact: true })
    .click();
}

function section(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

async function expectAccessible(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.window.emulateMedia({ colorScheme });
    expect(await violations(app.window)).toEqual([]);
  }
}

describe('a record that is in order', () => {
  beforeAll(async () => {
    makeFolders();
    app = await startApp(dataDir);
    expect(await allowedCall()).toContain('hello');
  });
  afterAll(async () => {
    await app.close();
    removeFolder(folder);
  });

  /** The save dialog as if the user picked a file. */
  async function picks(path: string): Promise<void> {
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === '', filePath });
    }, path);
  }

  async function exportAs(format: RegExp): Promise<void> {
    await view('History');
    await app.window.getByRole('grid').waitFor();
    await app.window.keyboard.press('e');
    const dialog = app.window.getByRole('dialog', { name: 'Export calls' });
    await dialog.getByRole('radio', { name: format }).check();
    await dialog.getByRole('button', { name: 'Export 1 call' }).click();
  }

  test('is exported into a file that verifies', async () => {
    const out = join(folder, 'calls.jsonl');
    await picks(out);
    await exportAs(/^JSON lines/);
    await app.window.getByText(`1 call written to ${out}`).waitFor();
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(runRemit(['verify', out])).toMatchObject({ code: 0 });
  });

  test('is not exported when the user closes the dialog, nor over Remit’s own files', async () => {
    await picks('');
    await exportAs(/^CSV/);
    await picks(join(dataDir, 'record.db'));
    await exportAs(/^CSV/);
    await app.window.getByText(/^Nothing was exported: .*own data folder/).waitFor();
    expect(runRemit(['verify', dataDir])).toMatchObject({ code: 0 });
  });

  test('shows its settings, which hold at once and after a restart', async () => {
    await app.window.getByRole('grid').waitFor();
    await app.window.keyboard.press(',');
    const page = app.window;
    await section(page, 'Written to disk')
      .getByRole('radio', { name: /in groups/ })
      .check();
    await section(page, 'Arguments and results')
      .getByRole('switch', { name: /of fs$/ })
      .click();
    const kept = section(page, 'Kept');
    await kept.getByRole('checkbox', { name: 'Remove what is older than' }).check();
    await kept.getByRole('textbox', { name: /older than/ }).fill('30');
    await kept.getByText('Removes nothing now.').waitFor();
    await kept.getByRole('button', { name: 'Save', exact: true }).click();
    await kept.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' });
    await section(page, 'Telemetry').getByRole('textbox').fill('http://127.0.0.1:9/');
    await page.keyboard.press('Enter');
    await page.getByText('On: entries are also sent to http://127.0.0.1:9/').waitFor();
    await expectAccessible();

    await app.close();
    app = await startApp(dataDir);
    await view('Settings');
    const again = app.window;
    expect(
      await section(again, 'Written to disk')
        .getByRole('radio', { name: /in groups/ })
        .isChecked(),
    ).toBe(true);
    expect(await section(again, 'Arguments and results').getByRole('switch').isChecked()).toBe(false);
    expect(
      await section(again, 'Kept')
        .getByRole('textbox', { name: /older than/ })
        .inputValue(),
    ).toBe('30');
    expect(await section(again, 'Telemetry').getByRole('textbox').inputValue()).toBe('http://127.0.0.1:9/');
    const settings = rowsOf(dataDir)
      .filter(({ kind }) => kind === 'setting')
      .map(bodyOf);
    expect(settings).toMatchObject([
      { setting: { name: 'durability', value: 'groups' } },
      { setting: { name: 'arguments', value: { server: 'fs', kept: false } } },
      { setting: { name: 'retention', value: { days: 30, megabytes: null } } },
      { setting: { name: 'telemetry', value: { endpoint: 'http://127.0.0.1:9/' } } },
    ]);
  });

  test('takes no address with credentials, from the window or past it', async () => {
    await view('Settings');
    const telemetry = section(app.window, 'Telemetry');
    await telemetry.getByRole('textbox').fill('https://jo:secret@example.com');
    await app.window.keyboard.press('Enter');
    await telemetry.getByText(/^Leave the name and password out/).waitFor();
    const setting = { name: 'telemetry', value: { endpoint: 'https://jo:secret@example.com' } };
    const reply = await app.window.evaluate<string>(
      `window.remit.invoke('app:set-setting', ${JSON.stringify(setting)}).then(JSON.stringify)`,
    );
    expect(reply).toContain('Leave the name and password out');
    expect(rowsOf(dataDir).some(({ body }) => body.includes('jo:secret'))).toBe(false);
  });

  test('gives the command that verifies it', async () => {
    await view('Settings');
    const facts = section(app.window, 'The record');
    await facts.getByText(dataDir, { exact: true }).waitFor();
    await facts.getByText(/record\.key of the data folder/).waitFor();
    await facts.getByRole('button', { name: 'Copy the command that verifies the record' }).click();
    const command = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    const [name, ...words] = command.split(' ');
    expect(name).toBe('remit');
    expect(runRemit(words)).toMatchObject({ code: 0 });
  });

  test('that can’t be written for a while has a page that says so, and goes on by itself', async () => {
    await view('Authority');
    const other = new DatabaseSync(join(dataDir, 'record.db'));
    other.exec('BEGIN IMMEDIATE');
    const client = await sdk1Client(dataDir, 'fs');
    const call = client.call('read_text_file', { path: join(work, 'note.txt') }).catch(String);
    await app.window.getByRole('status').filter({ hasText: 'Refusing all' }).waitFor();
    await app.window.getByRole('button', { name: 'What to do' }).click();
    await app.window.getByRole('heading', { name: 'The record can’t be written' }).waitFor();
    await app.window.getByText(/^Another program holds the record open/).waitFor();
    await expectAccessible();
    other.exec('ROLLBACK');
    other.close();
    await app.window
      .getByRole('status')
      .filter({ hasText: /Guarding|Asking/ })
      .waitFor();
    await app.window.getByRole('region', { name: 'History' }).waitFor();
    await client.close();
    await call;
  });
});

describe('a record that was tampered with', () => {
  beforeEach(async () => {
    makeFolders();
    app = await startApp(dataDir);
    await allowedCall();
    await app.close();
    change(dataDir, "UPDATE entries SET body = replace(body, 'note.txt', 'evil.txt') WHERE kind = 'call'");
    app = await startApp(dataDir, 'Refusing all');
  });
  afterEach(async () => {
    await app.close();
    removeFolder(folder);
  });

  test('shows what was found and what it means; History and Settings can be read still', async () => {
    const tampered = rowsOf(dataDir).find(({ kind }) => kind === 'call')?.seq ?? 0;
    await app.window.getByRole('heading', { name: 'The record does not verify' }).waitFor();
    await app.window.getByText(`Entry ${tampered} `).waitFor();
    await app.window.getByText(`remit verify ${dataDir}`, { exact: true }).waitFor();
    expect(runRemit(['verify', dataDir])).toMatchObject({ err: '', code: 1 });
    await app.window.getByRole('button', { name: 'Begin a new record' }).click();
    await expectAccessible();
    await app.window.getByRole('button', { name: 'Leave it as it is' }).click();
    const before = readdirSync(dataDir).filter((name) => name.startsWith('record-'));
    expect(before).toEqual([]);

    await app.window.getByRole('button', { name: 'History', exact: true }).first().click();
    await app.window
      .getByRole('grid')
      .getByText(/(note|evil)\.txt/)
      .waitFor();
    await view('Settings');
    await section(app.window, 'Written to disk')
      .getByRole('radio', { name: /in groups/ })
      .click();
    await section(app.window, 'Written to disk')
      .getByText(/the record does not verify/)
      .waitFor();
    expect(
      await section(app.window, 'Written to disk')
        .getByRole('radio', { name: /^Every call/ })
        .isChecked(),
    ).toBe(true);
    await app.window.getByRole('button', { name: 'What to do' }).click();
    await app.window.getByRole('heading', { name: 'The record does not verify' }).waitFor();
    const client = await sdk1Client(dataDir, 'fs');
    expect((await client.call('read_text_file', { path: join(work, 'note.txt') })).text).toContain(
      'does not verify',
    );
    await client.close();
  });

  test('is moved aside for a new one, with which the app guards on', async () => {
    await app.window.getByRole('button', { name: 'Begin a new record' }).press('Enter');
    await app.window.getByRole('button', { name: 'Move it aside and begin' }).click();
    await app.window.getByRole('heading', { name: 'A new record has begun' }).waitFor();
    await app.window.getByRole('status').filter({ hasText: 'Guarding' }).waitFor();
    const [aside = ''] = readdirSync(dataDir).filter((name) => name.startsWith('record-'));
    await app.window.getByText(join(dataDir, aside), { exact: true }).waitFor();
    expect(existsSync(join(dataDir, aside, 'record.db'))).toBe(true);
    await expectAccessible();
    await app.window.getByRole('button', { name: 'Go on' }).click();
    await app.window.getByText('No agent has made a call yet.').waitFor();

    expect(await allowedCall()).toContain('hello');
    await app.window.getByRole('grid').getByText('note.txt').waitFor();
    expect(rowsOf(dataDir)[0]?.body).toMatch(/^\{"format".*"why":"it did not verify: entry \d+ /);
    expect(runRemit(['verify', dataDir])).toMatchObject({ code: 0 });
    expect(runRemit(['verify', join(dataDir, aside)])).toMatchObject({ err: '', code: 1 });
  });
});
